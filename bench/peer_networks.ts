import * as layers from "@tensorflow/tfjs-layers";
import { tf } from "../engine/backend/mod.ts";
import { resolveForecastConfiguration } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { buildNetwork, initialiseWeights } from "../engine/models/mod.ts";

/** A network as we build it, beside plain tfjs layers with the same weights. */
export interface NetworkPair {
  /** Ours. */
  ours: layers.LayersModel;
  /** Plain tfjs layers. */
  stock: layers.LayersModel;
  /** Shape of one example, such as [time, feature]. */
  shape: readonly number[];
}

/** LSTM 50, LSTM 50, dense 1 over 10 steps of one number, as ../shared/peers has it. */
export function makeTwoLayerLstm(): NetworkPair {
  const ours = buildNetwork(
    resolveForecastConfiguration({ model: "lstm", units: [50, 50], dropout: 0 }),
    {
      shape: { window: 10, stepShape: [1], targetSize: 1, outputsPerTarget: 1 },
      random: new RandomStream(1),
    },
  );
  initialiseHead(ours);
  const recurrent = { units: 50, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" };
  const { lstm, dense } = layers.layers;
  const stock = layers.sequential({
    layers: [
      lstm(
        { ...recurrent, returnSequences: true, inputShape: [10, 1] } as Parameters<
          typeof lstm
        >[0],
      ),
      lstm(recurrent as Parameters<typeof lstm>[0]),
      dense({ units: 1 }),
    ],
  });
  stock.setWeights(ours.getWeights());
  return { ours, stock, shape: [10, 1] };
}

/** A head starts at 0, and all outputs with it: rivals could not be told apart by them. */
function initialiseHead(network: layers.LayersModel): void {
  const stream = new RandomStream(3);
  const head = network.layers[network.layers.length - 1];
  const values = head.getWeights().map(({ shape, size }) =>
    tf.tensor(Float32Array.from({ length: size }, () => stream.normal()), shape)
  );
  head.setWeights(values);
  tf.dispose(values);
}

/** Two convolutions and pools over 3000 steps of three numbers, as ../shared/peers has it. */
export function makeWaveformCnn(): NetworkPair {
  const [ours, stock] = [layWaveformCnn(), layWaveformCnn()];
  initialiseWeights(ours, new RandomStream(1));
  stock.setWeights(ours.getWeights());
  return { ours, stock, shape: [3000, 3] };
}

function layWaveformCnn(): layers.LayersModel {
  const convolution = { kernelSize: 7, padding: "same", activation: "relu" } as const;
  const { conv1d, dense, flatten, maxPooling1d } = layers.layers;
  return layers.sequential({
    layers: [
      conv1d({ ...convolution, filters: 32, inputShape: [3000, 3] }),
      maxPooling1d({ poolSize: 4 }),
      conv1d({ ...convolution, filters: 64 }),
      maxPooling1d({ poolSize: 4 }),
      flatten(),
      dense({ units: 1 }),
    ],
  });
}
