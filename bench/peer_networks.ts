import * as layers from "@tensorflow/tfjs-layers";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { buildPhasenet, initialiseWeights, PHASENET_SAMPLES } from "../engine/models/mod.ts";
import { readSafetensors } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

/** PhaseNet's weights in ../shared. */
export const PHASENET_WEIGHTS: string = sharedFile(
  "data/weights/phasenet_190703/phasenet_190703.safetensors",
);

/** LSTM 50, LSTM 50, dense 1 over 10 steps of one number, as ../shared/peers has it. */
export function makeTwoLayerLstm(): layers.LayersModel {
  const { lstm, dense } = layers.layers;
  const cell = {
    units: 50,
    recurrentActivation: "sigmoid",
    recurrentInitializer: "zeros",
  } as const;
  const network = layers.sequential({
    layers: [
      lstm({ ...cell, returnSequences: true, inputShape: [10, 1] }),
      lstm(cell as Parameters<typeof lstm>[0]),
      dense({ units: 1 }),
    ],
  });
  initialiseWeights(network, new RandomStream(1));
  return network;
}

/** Two convolutions and pools over 3000 steps of three numbers, as ../shared/peers has it. */
export function makeWaveformCnn(): layers.LayersModel {
  const convolution = { kernelSize: 7, padding: "same", activation: "relu" } as const;
  const { conv1d, dense, flatten, maxPooling1d } = layers.layers;
  const network = layers.sequential({
    layers: [
      conv1d({ ...convolution, filters: 32, inputShape: [PHASENET_SAMPLES, 3] }),
      maxPooling1d({ poolSize: 4 }),
      conv1d({ ...convolution, filters: 64 }),
      maxPooling1d({ poolSize: 4 }),
      flatten(),
      dense({ units: 1 }),
    ],
  });
  initialiseWeights(network, new RandomStream(1));
  return network;
}

/** PhaseNet with the published weights; throws Deno.errors.NotFound where they are absent. */
export async function makePhasenet(): Promise<layers.LayersModel> {
  return buildPhasenet(readSafetensors(await Deno.readFile(PHASENET_WEIGHTS), "phasenet"));
}
