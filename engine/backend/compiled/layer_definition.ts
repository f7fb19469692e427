import type { KernelCall } from "../../kernels/mod.ts";
import type { RefuseLayer } from "./layer_refusal.ts";
import type { GraphLayer } from "./network_graph.ts";

/** Numbers that a layer reads or writes: all examples of a batch, end to end. */
export interface Value {
  /** Address on the heap. */
  address: number;
  /** Shape of one example. */
  shape: readonly number[];
}

/** A weight on the heap. */
export interface PlacedWeight {
  /** Address of its numbers. */
  address: number;
  /** Address of their slopes; 0 unless training. */
  slope: number;
  /** Shape. */
  shape: readonly number[];
}

/** A layer whose weights are somewhere: what a plan needs to know of it. */
export type PlannedLayer = Omit<GraphLayer, "weights"> & {
  /** Its weights by their own names. */
  weights: ReadonlyMap<string, { shape: readonly number[] }>;
};

/** What a layer is planned with. */
export interface LayerSite {
  /** The layer, with the options it was saved with. */
  layer: PlannedLayer;
  /** Examples in a batch. */
  batch: number;
  /** Whether the way back is wanted, and dropout works. */
  isTraining: boolean;
  /** What it reads. */
  inputs: readonly Value[];
  /** A weight by its name, such as "kernel"; throws ModelError where none is of that shape. */
  weight(name: string, shape: readonly number[]): PlacedWeight;
  /** Address of so many numbers that belong to this plan. */
  allocate(numbers: number): number;
  /** Writes a 32-bit whole number to the heap. */
  writeWord(address: number, word: number): void;
  /** The error for a layer that cannot be run, with the reason. */
  refuse: RefuseLayer;
}

/** What a layer does, as calls of kernels. */
export interface LayerPlan {
  /** What it writes; it may be what it reads, under another shape. */
  output: Value;
  /** To be run whenever the weights have changed: packing. */
  prepare?: KernelCall[];
  /** To be done before every batch in training: draws what is random. */
  draw?: (drawSeed: () => number) => void;
  /** From inputs to output. */
  forward?: KernelCall[];
  /**
   * From the slope by the output, which may be overwritten, to the slopes by inputs (null where
   * none is wanted) and weights. Absent where the layer cannot be trained.
   */
  backward?: (dOutput: number, dInputs: readonly (number | null)[]) => KernelCall[];
}

/** A kind of layer: how it becomes calls of kernels. */
export interface LayerDefinition {
  /** Names of the classes in Keras and tfjs. */
  classNames: readonly string[];
  /** Plans one layer; throws ModelError for options that it cannot run. */
  plan(site: LayerSite): LayerPlan;
}

/** Product of lengths: how many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
