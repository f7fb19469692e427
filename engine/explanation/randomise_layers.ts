import type { NetworkGraph } from "../backend/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";

/** Weights of a network of which some layers are random. */
export interface RandomisedLayers {
  /** The layer that was made random last, behind those of the stages before. */
  layer: string;
  /** All weights. */
  values: Float32Array;
}

/**
 * Networks whose layers are made random one after the other, from the output to the input: each weight
 * is drawn from a normal distribution of its layer's own size. What a network has learned is gone at
 * the end, so that a map that explains what it has learned must be gone as well.
 *
 * Source: Adebayo et al. 2018, Sanity checks for saliency maps, NeurIPS, section 3.1.
 */
export function randomiseLayers(
  graph: Pick<NetworkGraph, "layers">,
  weights: Readonly<Float32Array>,
  random: RandomStream,
): RandomisedLayers[] {
  const stages: RandomisedLayers[] = [];
  let values = Float32Array.from(weights);
  for (const layer of graph.layers.toReversed()) {
    if (layer.weights.size === 0) continue;
    values = values.slice();
    for (const [name, { offset, size, shape }] of layer.weights) {
      const own = weights.subarray(offset, offset + size);
      const measured = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0) / size);
      const isKernel = shape.length > 1;
      const scale = measured > 0 ? measured : isKernel ? 1 / Math.sqrt(size / shape.at(-1)!) : 0;
      const stream = random.fork(`${layer.name}/${name}`);
      for (let i = 0; i < size; i++) values[offset + i] = scale * stream.normal();
    }
    stages.push({ layer: layer.name, values });
  }
  return stages;
}
