import { layers, tf } from "../../../engine/backend/tensors.ts";

/** A network of each kind of layer that the engine uses: [batch, 8, 3] -> [batch, 2]. */
export function smallNetwork({ units = 4 }: { units?: number } = {}): layers.LayersModel {
  const { conv1d, dropout, maxPooling1d, lstm, simpleRNN, bidirectional, dense } = layers.layers;
  const cell = { units, recurrentInitializer: "zeros" } as const;
  const network = layers.sequential({
    name: "small",
    layers: [
      conv1d({ filters: 5, kernelSize: 3, padding: "same", inputShape: [8, 3], name: "conv" }),
      maxPooling1d({ poolSize: 2, name: "pool" }),
      dropout({ rate: 0.5, name: "drop" }),
      bidirectional({
        layer: lstm({
          ...cell,
          recurrentActivation: "sigmoid",
          returnSequences: true,
          name: "lstm",
        }) as layers.RNN,
        mergeMode: "concat",
        name: "both",
      }),
      simpleRNN({ ...cell, name: "rnn" }),
      dense({ units: 2, name: "head" }),
    ],
  });
  for (const layer of network.layers) {
    layer.setWeights(layer.weights.map((weight, i) => wave(weight.shape as number[], i + 1)));
  }
  return network;
}

/** A tensor of smooth made-up values. */
export function wave(shape: number[], start: number): tf.Tensor {
  const size = shape.reduce((count, length) => count * length, 1);
  const values = Array.from({ length: size }, (_, i) => Math.sin(start + i * 0.7) / 3);
  return tf.tensor(values, shape);
}
