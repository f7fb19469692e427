import {
  GRU_GATES,
  gruBackward,
  gruForward,
  gruKeptBytes,
  type KernelCall,
  LSTM_GATES,
  lstmBackward,
  lstmForward,
  lstmKeptBytes,
  type RecurrentShape,
  type Sequence,
  SIMPLE_RNN_GATES,
  simpleRnnBackward,
  simpleRnnForward,
  simpleRnnKeptBytes,
} from "../../kernels/mod.ts";

/** What a recurrent layer reads and writes on its way forward. */
export interface ForwardOptions {
  /** Where h goes. */
  out: Sequence;
  /** Input. */
  x: Sequence;
  /** Address of packed weights of the input. */
  packedInput: number;
  /** Address of packed recurrent weights. */
  packedRecurrent: number;
  /** Whether the recurrent weights are packed wide. */
  wide: boolean;
  /** Addresses of what is kept for the way back; none if nothing is. */
  kept: readonly number[];
}

/** What a recurrent layer reads and writes on its way back. */
export interface BackwardOptions {
  /** Where the slope by the input goes. */
  dx: Sequence;
  /** Slope by the output. */
  dOut: Sequence;
  /** h of every step. */
  h: Sequence;
  /** Address of packed weights of the input, transposed. */
  packedInputTransposed: number;
  /** Address of packed recurrent weights, transposed. */
  packedRecurrentTransposed: number;
  /** Addresses of what was kept. */
  kept: readonly number[];
}

/** A kind of recurrent layer that has kernels for whole sequences. */
export interface RecurrentDefinition {
  /** Its class in tfjs. */
  className: "LSTM" | "SimpleRNN" | "GRU";
  /** Gates of a unit. */
  gates: number;
  /** Rows of its bias: one, or one for the input and one for the recurrent part. */
  biasRows: 1 | 2;
  /** Activations that its kernels have. */
  activations: { activation: string; recurrentActivation?: string };
  /** Bytes of each of the things that it keeps; the first becomes the slopes by its sums. */
  keptBytes: (shape: RecurrentShape) => number[];
  /** The call on its way forward. */
  forward: (options: ForwardOptions, shape: RecurrentShape) => KernelCall;
  /** The call on its way back. */
  backward: (options: BackwardOptions, shape: RecurrentShape) => KernelCall;
}

const GATED = { activation: "tanh", recurrentActivation: "sigmoid" } as const;

/** All kinds of recurrent layers that have kernels. */
export const RECURRENT_DEFINITIONS: readonly RecurrentDefinition[] = [
  {
    className: "LSTM",
    gates: LSTM_GATES,
    biasRows: 1,
    activations: GATED,
    keptBytes: (shape) => {
      const { gates, cells } = lstmKeptBytes(shape);
      return [gates, cells];
    },
    forward: ({ kept: [gates, cells], ...options }, shape) =>
      lstmForward({ ...options, ...(gates && { kept: { gates, cells } }) }, shape),
    backward: ({ kept: [gates, cells], ...options }, shape) =>
      lstmBackward({ ...options, kept: { gates, cells } }, shape),
  },
  {
    className: "SimpleRNN",
    gates: SIMPLE_RNN_GATES,
    biasRows: 1,
    activations: { activation: "tanh" },
    keptBytes: (shape) => [simpleRnnKeptBytes(shape).gates],
    forward: ({ kept: [gates], ...options }, shape) =>
      simpleRnnForward({ ...options, ...(gates && { kept: { gates } }) }, shape),
    backward: ({ kept: [gates], ...options }, shape) =>
      simpleRnnBackward({ ...options, kept: { gates } }, shape),
  },
  {
    className: "GRU",
    gates: GRU_GATES,
    biasRows: 2,
    activations: GATED,
    keptBytes: (shape) => {
      const { gates, products } = gruKeptBytes(shape);
      return [gates, products];
    },
    forward: ({ kept: [gates, products], ...options }, shape) =>
      gruForward({ ...options, ...(gates && { kept: { gates, products } }) }, shape),
    backward: ({ kept: [gates, products], ...options }, shape) =>
      gruBackward({ ...options, kept: { gates, products } }, shape),
  },
];
