import type { KernelCall } from "./kernel_call.ts";
import { gateColumns } from "./pack_gates.ts";
import { SCRATCH_BYTES } from "./scratch.ts";

/** Gates of an LSTM, in the order of Keras: input, forget, cell, output. */
export const LSTM_GATES = 4;

const FLOAT_BYTES = 4;
const LEAST_ROWS = 40; // rows that go through a sequence together, at most

/** Sizes of a recurrent layer. */
export interface RecurrentShape {
  /** Examples. */
  batch: number;
  /** Steps of the sequence, at least 1. */
  steps: number;
  /** Numbers in a step. */
  inputs: number;
  /** Units of the layer, at least 1. */
  units: number;
}

/** A sequence in memory. */
export interface Sequence {
  /** Address of the first step of the first example; of its last step to go back in time. */
  address: number;
  /** Numbers between examples. */
  row: number;
  /** Numbers between steps; negative to go back in time. */
  step: number;
}

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
  /** Addresses of what is kept for the way back, if it is wanted. */
  kept?: { gates: number; cells: number };
}

/**
 * An LSTM over a whole sequence, from zero states: tanh, and the logistic function for the gates.
 *
 * Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000).
 */
export function lstmForward(options: LstmForwardOptions, shape: RecurrentShape): KernelCall {
  const { out, x, packedInput, packedRecurrent, wide = false, kept } = options;
  checkShape(shape);
  return {
    kernel: "lstmForward",
    args: [
      ...strides(out),
      kept?.gates ?? 0,
      kept?.cells ?? 0,
      ...strides(x),
      packedInput,
      packedRecurrent,
      Number(wide),
      ...sizes(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
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
  checkShape(shape);
  return {
    kernel: "lstmBackward",
    args: [
      ...(dx ? strides(dx) : [0, 0, 0]),
      kept.gates,
      kept.cells,
      ...strides(dOut),
      packedInputTransposed,
      packedRecurrentTransposed,
      ...sizes(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    inPlace: true,
  };
}

function strides({ address, row, step }: Sequence): [number, number, number] {
  return [address, row * FLOAT_BYTES, step * FLOAT_BYTES];
}

function sizes({ batch, steps, inputs, units }: RecurrentShape): number[] {
  return [batch, steps, inputs, units];
}

function work({ batch, steps, inputs, units }: RecurrentShape): number {
  return batch * steps * (inputs + units) * units * LSTM_GATES;
}

function checkShape({ batch, steps, inputs, units }: RecurrentShape): void {
  const rowBytes = FLOAT_BYTES * (gateColumns({ units, gates: LSTM_GATES }) + 2 * units + 8);
  const isSound = batch >= 0 && steps >= 1 && inputs >= 0 && units >= 1;
  if (!isSound || LEAST_ROWS * rowBytes > SCRATCH_BYTES) {
    throw new RangeError(
      `Cannot run an LSTM of ${units} units over ${steps} steps of ${inputs}: ` +
        "need 1 step and 1 unit or more, and 1,000 units at most.",
    );
  }
}
