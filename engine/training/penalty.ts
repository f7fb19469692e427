import type { NetworkGraph } from "../backend/mod.ts";

/** The stretches of a network's weights that L1 and L2 apply to: kernels yes, biases no. */
export function listKernels({ layers }: NetworkGraph): { start: number; end: number }[] {
  return layers.flatMap(({ weights }) =>
    [...weights]
      .filter(([name]) => name.endsWith("kernel"))
      .map(([, { offset, size }]) => ({ start: offset, end: offset + size }))
  );
}

/** Adds the slopes of l1 Σ|w| + l2 Σw² over kernels to a gradient; returns that penalty. */
export function addPenalty(
  gradient: Float32Array,
  { weights, kernels, l1, l2 }: {
    weights: Float32Array;
    kernels: readonly { start: number; end: number }[];
    l1: number;
    l2: number;
  },
): number {
  if (l1 === 0 && l2 === 0) return 0;
  let penalty = 0;
  for (const { start, end } of kernels) {
    for (let i = start; i < end; i++) {
      const weight = weights[i];
      penalty += l1 * Math.abs(weight) + l2 * weight * weight;
      gradient[i] += l1 * Math.sign(weight) + 2 * l2 * weight;
    }
  }
  return penalty;
}
