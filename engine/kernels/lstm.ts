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

/** Gates of an LSTM, in the order of Keras: input, forget, cell, output. */
export const LSTM_GATES = 4;

const FLOAT_BYTES = 4;

/** Bytes of what an LSTM keeps for the way back. */
export function lstmKeptBytes(
  { batch, steps, units }: RecurrentShape,
): { gates: number; cells: number } {
  const rows = batch * steps * FLOAT_BYTES;
  return {
    gates: rows * gateColumns({ units, gates: LSTM_GATES }),
    cells: rows * Math.ceil(units / 4) * 4,
  };
}

/** What an LSTM reads and writes on its way forward. */
export interface LstmForwardOptions {
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
  /** Whether gates open along Keras' straight line 0.2 x + 0.5 between 0 and 1; not with `kept`. */
  hard?: boolean;
  /** Addresses of what is kept for the way back, if it is wanted. */
  kept?: { gates: number; cells: number };
}

/**
 * An LSTM over a whole sequence, from zero states: tanh, and for the gates the logistic function or
 * a straight line.
 *
 * Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000).
 */
export function lstmForward(options: LstmForwardOptions, shape: RecurrentShape): KernelCall {
  const { out, x, packedInput, packedRecurrent, wide = false, hard = false, kept } = options;
  checkRecurrentShape(shape, "an LSTM");
  return {
    kernel: "lstmForward",
    args: [
      ...sequenceArguments(out),
      kept?.gates ?? 0,
      kept?.cells ?? 0,
      ...sequenceArguments(x),
      packedInput,
      packedRecurrent,
      Number(wide),
      Number(hard),
      ...shapeArguments(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    grain: RECURRENT_GRAIN,
  };
}

/** What an LSTM reads and writes on its way back. */
export interface LstmBackwardOptions {
  /** Where the slope by the input goes; nowhere if not given. */
  dx?: Sequence;
  /** What the way forward kept; the gates become the slopes by their sums, [step, batch, column]. */
  kept: { gates: number; cells: number };
  /** Slope by h of every step, or of the last alone where the step is 0. */
  dOut: Sequence;
  /** Address of the input weights, by `packGatesTransposed`; 0 where `dx` is not wanted. */
  packedInputTransposed: number;
  /** Address of the recurrent weights, by `packGatesTransposed`. */
  packedRecurrentTransposed: number;
}

/** Back-propagation through time; the slopes of weights are products of what it leaves in `gates`. */
export function lstmBackward(options: LstmBackwardOptions, shape: RecurrentShape): KernelCall {
  const { dx, kept, dOut, packedInputTransposed, packedRecurrentTransposed } = options;
  checkRecurrentShape(shape, "an LSTM");
  return {
    kernel: "lstmBackward",
    args: [
      ...(dx ? sequenceArguments(dx) : [0, 0, 0]),
      kept.gates,
      kept.cells,
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
  return batch * steps * (inputs + units) * units * LSTM_GATES;
}
