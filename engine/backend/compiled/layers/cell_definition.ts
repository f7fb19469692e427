import type { KernelCall, RecurrentShape, Sequence } from "../../../kernels/mod.ts";
import type { LayerSite } from "../layer_definition.ts";
import type { LayerConfig } from "../network_graph.ts";

/** Addresses of a cell's packed weights. */
export interface PackedCell {
  /** Input weights and biases. */
  packedInput: number;
  /** Recurrent weights. */
  packedRecurrent: number;
  /** Whether the recurrent weights are packed for single rows. */
  wide: boolean;
  /** Input weights the other way round; 0 unless training. */
  packedInputTransposed: number;
  /** Recurrent weights the other way round; 0 unless training. */
  packedRecurrentTransposed: number;
}

/** What a cell's kernels are called with. */
export interface CellSite {
  /** The layer. */
  site: LayerSite;
  /** Options of the cell. */
  config: LayerConfig;
  /** Sizes. */
  shape: RecurrentShape;
  /** Input. */
  x: Sequence;
  /** Output: every step in training. */
  h: Sequence;
  /** Weights, packed. */
  packed: PackedCell;
}

/** The two ways through a cell. */
export interface CellRuns {
  /** From x to h. */
  forward: KernelCall;
  /** From the slope by the output to the slopes by x and by the sums of the gates. */
  backward: (slopes: { dx?: Sequence; dOut: Sequence }) => CellSlopes;
}

/** How a cell goes back, and where it leaves the slopes by its sums. */
export interface CellSlopes {
  /** From the slope by the output to the others. */
  call: KernelCall;
  /** Address of the slopes by the sums of the gates. */
  slopes: number;
  /** Address of the slopes by their recurrent part, where it has its own bias. */
  recurrentPart?: number;
}

/** A kind of recurrent cell. */
export interface CellDefinition {
  /** Class in Keras and tfjs. */
  className: string;
  /** Its gates: how many times its units the weights are wide. */
  gates: number;
  /** Whether its recurrent part has a bias of its own: the bias is [input or recurrent, gate × unit]. */
  hasRecurrentBias: boolean;
  /** Options that change what it does, with the only value that its kernels know. */
  onlyOptions: Readonly<Record<string, unknown>>;
  /** Why a cell with these options and this shape of its bias cannot be run, beyond `onlyOptions`. */
  refusal?(config: LayerConfig, biasShape?: readonly number[]): string | undefined;
  /** Calls of its kernels. */
  plan(site: CellSite): CellRuns;
}
