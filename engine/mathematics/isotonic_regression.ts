/**
 * The ascending column nearest to the values in weighted squares: neighbours that descend are merged
 * to their mean. [row]
 *
 * Throws RangeError where the columns differ in length or a weight is not above 0.
 * Source: Ayer et al. 1955 (pool adjacent violators).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isotonicRegression } from "@quakecast/quakecast/mathematics";
 * assertEquals([...isotonicRegression([1, 3, 2, 4], [1, 1, 1, 1])], [1, 2.5, 2.5, 4]);
 * ```
 */
export function isotonicRegression(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  if (values.length !== weights.length) {
    throw new RangeError(`Cannot fit ${values.length} values with ${weights.length} weights`);
  }
  const blocks: { mean: number; weight: number; size: number }[] = [];
  for (let row = 0; row < values.length; row++) {
    if (!(weights[row] > 0)) throw new RangeError(`Cannot fit with a weight of ${weights[row]}`);
    let block = { mean: values[row], weight: weights[row], size: 1 };
    while (blocks.length > 0 && blocks[blocks.length - 1].mean >= block.mean) {
      const last = blocks.pop()!;
      const weight = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / weight;
      block = { mean, weight, size: last.size + block.size };
    }
    blocks.push(block);
  }
  const fitted = new Float64Array(values.length);
  let row = 0;
  for (const { mean, size } of blocks) {
    fitted.fill(mean, row, row + size);
    row += size;
  }
  return fitted;
}
