import type { GraphLayer } from "./network_graph.ts";

/** Numbers of a weight, with their shape. */
export interface WeightValues {
  /** Shape. */
  shape: readonly number[];
  /** Numbers. */
  values: Float32Array;
}

/** A layer with the numbers of its weights. */
export interface ValuedLayer extends Omit<GraphLayer, "weights"> {
  /** Weights by name. */
  weights: Map<string, WeightValues>;
}

/** A layer with its weights' numbers, out of those of the whole network. */
export function valueLayer(layer: GraphLayer, values: Float32Array): ValuedLayer {
  const weights = new Map<string, WeightValues>();
  for (const [name, { shape, offset, size }] of layer.weights) {
    weights.set(name, { shape, values: values.subarray(offset, offset + size) });
  }
  return { ...layer, weights };
}
