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

/** Gates of a GRU: reset and update in either order, then the candidate. */
export const GRU_GATES = 3;

const FLOAT_BYTES = 4;
const SECOND_GATE = 4 * FLOAT_BYTES; // place of the second gate in a group of four units

/** Order of a GRU's gates in its weights: as PyTorch has them, or as Keras. */
export type GruOrder = "reset-update" | "update-reset";

/** What a GRU keeps for the way back: addresses, or bytes. */
export interface GruKept {
  /** Activated gates. [step, batch, column] */
  gates: number;
  /** Products of the state. [step, batch, column] */
  products: number;
}

/** Bytes of what a GRU keeps for the way back. */
export function gruKeptBytes({ batch, steps, units }: RecurrentShape): GruKept {
  const bytes = batch * steps * gateColumns({ units, gates: GRU_GATES }) * FLOAT_BYTES;
  return { gates: bytes, products: bytes };
}

/** What a GRU reads and writes on its way forward. */
export interface GruForwardOptions {
  /** Where h goes: every step, or the last one alone where the step is 0. */
  out: Sequence;
  /** Input. */
  x: Sequence;
  /** Address of input weights and their biases, by `packGates`. */
  packedInput: number;
  /** Address of recurrent weights and their biases, by `packGates`. */
  packedRecurrent: number;
  /** Whether the recurrent weights were packed wide. */
  wide?: boolean;
  /** Order of the gates; Keras' unless given. */
  order?: GruOrder;
  /** Addresses of what is kept for the way back, if it is wanted. */
  kept?: GruKept;
}

/**
 * Gated recurrent units over a whole sequence, from a zero state, the reset gate r after the product:
 * n = tanh(x Wn + bn + r (h before Un + cn)), h = (1 - z) n + z h before, z the update gate.
 *
 * Source: Cho et al. (2014), in the variant of cuDNN that PyTorch has and Keras by `reset_after`.
 */
export function gruForward(options: GruForwardOptions, shape: RecurrentShape): KernelCall {
  const { out, x, packedInput, packedRecurrent, wide = false, order, kept } = options;
  checkRecurrentShape(shape, "a GRU");
  return {
    kernel: "gruForward",
    args: [
      ...sequenceArguments(out),
      kept?.gates ?? 0,
      kept?.products ?? 0,
      ...sequenceArguments(x),
      packedInput,
      packedRecurrent,
      Number(wide),
      resetPlace(order),
      ...shapeArguments(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    grain: RECURRENT_GRAIN,
  };
}

/** What a GRU reads and writes on its way back. */
export interface GruBackwardOptions {
  /** Where the slope by the input goes; nowhere if not given. */
  dx?: Sequence;
  /** What the way forward kept; it becomes the slopes by the products of inputs and of the state. */
  kept: GruKept;
  /** h of every step. */
  h: Sequence;
  /** Slope by h of every step, or of the last alone where the step is 0. */
  dOut: Sequence;
  /** Address of the input weights, by `packGatesTransposed`; 0 where `dx` is not wanted. */
  packedInputTransposed: number;
  /** Address of the recurrent weights, by `packGatesTransposed`. */
  packedRecurrentTransposed: number;
  /** Order of the gates; Keras' unless given. */
  order?: GruOrder;
}

/**
 * Back-propagation through time; `recurrentSlopes` makes the slopes of weights from `kept.gates` as
 * its `slopes` and `kept.products` as its `recurrentPart`.
 */
export function gruBackward(options: GruBackwardOptions, shape: RecurrentShape): KernelCall {
  const { dx, kept, h, dOut, packedInputTransposed, packedRecurrentTransposed, order } = options;
  checkRecurrentShape(shape, "a GRU");
  return {
    kernel: "gruBackward",
    args: [
      ...(dx ? sequenceArguments(dx) : [0, 0, 0]),
      kept.gates,
      kept.products,
      ...sequenceArguments(h),
      ...sequenceArguments(dOut),
      packedInputTransposed,
      packedRecurrentTransposed,
      resetPlace(order),
      ...shapeArguments(shape),
    ],
    units: shape.batch,
    multiplyAdds: work(shape),
    grain: RECURRENT_GRAIN,
    inPlace: true,
  };
}

function resetPlace(order: GruOrder = "update-reset"): number {
  return order === "reset-update" ? 0 : SECOND_GATE;
}

function work({ batch, steps, inputs, units }: RecurrentShape): number {
  return batch * steps * (inputs + units) * units * GRU_GATES;
}
