import type { RecurrentShape, Sequence } from "../../kernels/mod.ts";
import type { tf } from "../tensors.ts";

const FLOAT_BYTES = 4;

/** How a recurrent layer goes through its input. */
export interface RecurrentAttributes {
  /** Whether it goes from the last step to the first. */
  goBackwards: boolean;
  /** Whether every step is an output, or the last alone. */
  returnSequences: boolean;
  /** Whether what the way back needs is kept. */
  isKept: boolean;
}

/** Sizes of a recurrent layer, from its input and recurrent kernel. */
export function recurrentShape(x: tf.TensorInfo, recurrent: tf.TensorInfo): RecurrentShape {
  const [batch, steps, inputs] = x.shape;
  return { batch, steps, inputs, units: recurrent.shape[0] };
}

/** The input, or its slopes, in the order in which the layer goes through it. [batch, step, input] */
export function sequenceIn(
  address: number,
  { steps, inputs }: RecurrentShape,
  { goBackwards }: Pick<RecurrentAttributes, "goBackwards">,
): Sequence {
  const row = steps * inputs;
  if (!goBackwards) return { address, row, step: inputs };
  return { address: address + (row - inputs) * FLOAT_BYTES, row, step: -inputs };
}

/** The output, or its slopes. [batch, step, unit] or, of the last step, [batch, unit] */
export function sequenceOut(
  address: number,
  { steps, units }: RecurrentShape,
  { returnSequences }: Pick<RecurrentAttributes, "returnSequences">,
): Sequence {
  return returnSequences
    ? { address, row: steps * units, step: units }
    : { address, row: units, step: 0 };
}
