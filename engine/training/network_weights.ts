import { type layers, loadedTensors, type tf } from "../backend/mod.ts";

/** The trained variables of a network, end to end in one array. */
export interface FlatWeights {
  /** The variables, in the order of the layers. */
  variables: tf.Variable[];
  /** Where each variable starts, one longer than the list. */
  offsets: number[];
  /** Whether L1 and L2 apply: kernels yes, biases no. [variable] */
  isKernel: boolean[];
}

/** Lists the trained variables of a network. */
export function listWeights(network: layers.LayersModel): FlatWeights {
  const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const offsets = [0];
  for (const variable of variables) offsets.push(offsets[offsets.length - 1] + variable.size);
  const isKernel = network.trainableWeights.map((weight) => weight.originalName.endsWith("kernel"));
  return { variables, offsets, isKernel };
}

/** Copies all weights into one array. */
export function readWeights({ variables, offsets }: FlatWeights): Float32Array {
  const values = new Float32Array(offsets[variables.length]);
  variables.forEach((variable, i) => values.set(variable.dataSync<"float32">(), offsets[i]));
  return values;
}

/** Sets all weights from one array. */
export function assignWeights({ variables, offsets }: FlatWeights, values: Float32Array): void {
  const { tf } = loadedTensors();
  variables.forEach((variable, i) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(values.slice(offsets[i], offsets[i + 1]), variable.shape));
    });
  });
}

/** Adds the slopes of l1 Σ|w| + l2 Σw² over kernels to a gradient; returns that penalty. */
export function addPenalty(
  gradient: Float32Array,
  { flat, weights, l1, l2 }: {
    flat: FlatWeights;
    weights: Float32Array;
    l1: number;
    l2: number;
  },
): number {
  if (l1 === 0 && l2 === 0) return 0;
  let penalty = 0;
  flat.isKernel.forEach((isKernel, variable) => {
    if (!isKernel) return;
    for (let i = flat.offsets[variable]; i < flat.offsets[variable + 1]; i++) {
      const weight = weights[i];
      penalty += l1 * Math.abs(weight) + l2 * weight * weight;
      gradient[i] += l1 * Math.sign(weight) + 2 * l2 * weight;
    }
  });
  return penalty;
}
