/**
 * Index of the first of ascending values that is at least `value`, which is how many lie below it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lowerBound } from "@quakecast/quakecast/mathematics";
 * assertEquals(lowerBound(Float64Array.of(1, 2, 2, 3), 2), 1);
 * ```
 */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
