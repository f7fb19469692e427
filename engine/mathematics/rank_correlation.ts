/**
 * Spearman's rank correlation of two lists, −1 to 1; equal values share their mean rank. NaN where all
 * values of a list are equal.
 *
 * Throws RangeError for lists of different length.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { rankCorrelation } from "@quakecast/quakecast/mathematics";
 * assert(Math.abs(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 50]) - 0.8) < 1e-12);
 * ```
 */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) {
    throw new RangeError(`Cannot correlate ${one.length} values with ${other.length}`);
  }
  const middle = (one.length - 1) / 2;
  const [a, b] = [ranksOf(one), ranksOf(other)];
  let [product, first, second] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += (a[i] - middle) * (b[i] - middle);
    first += (a[i] - middle) ** 2;
    second += (b[i] - middle) ** 2;
  }
  return product / Math.sqrt(first * second);
}

function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + end - 1) / 2;
  }
  return ranks;
}
