import type { KernelCall } from "./kernel_call.ts";
import { gateColumns } from "./pack_gates.ts";
import {
  checkRecurrentShape,
  RECURRENT_GRAIN,
  type RecurrentShape,
  type Sequence,
  sequenceArguments,
  shapeArguments,
} from "./recurrent_shape.ts";

/** A simple recurrent layer has one sum for each unit. */
export const SIMPLE_RNN_GATES = 1;

const FLOAT_BYTES = 4;

/** Bytes of what a simple recurrent layer keeps for the way back. */
export function simpleRnnKeptBytes({ batch, steps, units }: RecurrentShape): { gates: number } {
  return { gates: batch * steps * gateColumns({ units, gates: SIMPLE_RNN_GATES }) * FLOAT_BYTES };
}

/** What a simple recurrent layer reads and writes on its way forward. */
export interface SimpleRnnForwardOptions {
  /** Where h goes: every step, or the last one alone where the step is 0. */
  out: Sequence;
  /** Input. */
  x: Sequence;
  /** Address of input weights and biases, by `packGates`. */
  packedInput: number;
  /** Address of recurrent weights, by `packGates`. */
  packedRecurrent: number;
  /** Whether the recurrent weights were packed wide. */
  wide?: boolean;
  /** Address of what is kept for the way back, if it is wanted. */
  kept?: { gates: number };
}

/**
 * A simple recurrent layer over a whole sequence, from a zero state: h = tanh(x W + h before U + b).
 *
 * Source: Elman (1990).
 */
export function simpleRnnForward(
  options: SimpleRnnForwardOptions,
  shape: RecurrentShape,
): KernelCall {
  const { out, x, packedInput, packedRecurrent, wide = false, kept } = options;
  checkRecurrentShape(shape, "a simple RNN");
  return {
    kernel: "simpleRnnForward",
    args: [
      ...sequenceArguments(out),
      kept?.gates ?? 0,
      ...sequenceArguments(x),
      packedInput,
      packedRecurrent,
      Number(wide),
      ...shapeArguments(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    grain: RECURRENT_GRAIN,
  };
}

/** What a simple recurrent layer reads and writes on its way back. */
export interface SimpleRnnBackwardOptions {
  /** Where the slope by the input goes; nowhere if not given. */
  dx?: Sequence;
  /** What the way forward kept; it becomes the slopes by the sums, [step, batch, column]. */
  kept: { gates: number };
  /** Slope by h of every step, or of the last alone where the step is 0. */
  dOut: Sequence;
  /** Address of the input weights, by `packGatesTransposed`; 0 where `dx` is not wanted. */
  packedInputTransposed: number;
  /** Address of the recurrent weights, by `packGatesTransposed`. */
  packedRecurrentTransposed: number;
}

/** Back-propagation through time; `recurrentSlopes` makes the slopes of weights from `kept.gates`. */
export function simpleRnnBackward(
  options: SimpleRnnBackwardOptions,
  shape: RecurrentShape,
): KernelCall {
  const { dx, kept, dOut, packedInputTransposed, packedRecurrentTransposed } = options;
  checkRecurrentShape(shape, "a simple RNN");
  return {
    kernel: "simpleRnnBackward",
    args: [
      ...(dx ? sequenceArguments(dx) : [0, 0, 0]),
      kept.gates,
      ...sequenceArguments(dOut),
      packedInputTransposed,
      packedRecurrentTransposed,
      ...shapeArguments(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    grain: RECURRENT_GRAIN,
    inPlace: true,
  };
}

function work({ batch, steps, inputs, units }: RecurrentShape): number {
  return batch * steps * (inputs + units) * units;
}
