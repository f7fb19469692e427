/**
 * Weights between two sets of them: `share` of the new, the rest of the old. What lies between the
 * weights of a network and those of its fine-tuning is often better than either.
 *
 * Source: Wortsman et al. (2022), "Robust fine-tuning of zero-shot models", eq. 1.
 */
export function blendWeights(
  old: Float32Array,
  fresh: Float32Array,
  share: number,
): Float32Array {
  return old.map((weight, i) => weight + share * (fresh[i] - weight));
}
