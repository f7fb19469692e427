import type { KernelCall, RecurrentShape, Sequence } from "../../../kernels/mod.ts";
import type { LayerSite, PlacedWeight } from "../layer_definition.ts";

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
  /** Sizes. */
  shape: RecurrentShape;
  /** Input. */
  x: Sequence;
  /** Output: every step in training. */
  h: Sequence;
  /** Weights, packed. */
  packed: PackedCell;
  /** Biases. */
  bias?: PlacedWeight;
}

/** The two ways through a cell. */
export interface CellRuns {
  /** From x to h. */
  forward: KernelCall;
  /** From the slope by the output to the slopes by x and by the sums of the gates. */
  backward: (slopes: { dx?: Sequence; dOut: Sequence }) => { call: KernelCall; gateSlopes: number };
}

/** A kind of recurrent cell. */
export interface CellDefinition {
  /** Class in Keras and tfjs. */
  className: string;
  /** Its gates: how many times its units the weights are wide. */
  gates: number;
  /** Options that change what it does, with the only value that its kernels know. */
  onlyOptions: Readonly<Record<string, unknown>>;
  /** Calls of its kernels. */
  plan(site: CellSite): CellRuns;
}
