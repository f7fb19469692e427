/**
 * Greatest distance of the distributions of two samples, and the chance of as much where both are of one
 * law; rounded values make the chance too large rather than too small. 1 where either is empty.
 *
 * Source: Stephens 1970, J. R. Stat. Soc. B 32 (limit law with a term for small samples).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { compareSamples } from "@quakecast/quakecast/evaluation";
 * assert(compareSamples([1, 2, 3], [7, 8, 9]).distance === 1);
 * ```
 */
export function compareSamples(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): { distance: number; probability: number } {
  const [a, b] = [one, other].map((sample) => Float64Array.from(sample).sort());
  if (a.length === 0 || b.length === 0) return { distance: 0, probability: 1 };
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const root = Math.sqrt(a.length * b.length / (a.length + b.length));
  const place = (root + 0.12 + 0.11 / root) * distance;
  if (place < 0.2) return { distance, probability: 1 };
  let sum = 0;
  for (let k = 1; k < 100; k++) {
    sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * place * place);
  }
  return { distance, probability: Math.min(1, Math.max(0, sum)) };
}
