import { standardNormalCumulative } from "./normal_distribution.ts";

/** Result of a signed-rank test. */
export interface SignedRank {
  /** Sum of the ranks of the rarer sign. */
  statistic: number;
  /** The statistic as a standard normal number, corrected for ties; never positive. */
  z: number;
  /** Two-sided probability of as small a statistic where signs are chance. */
  probability: number;
  /** Differences that are not 0. */
  count: number;
}

/** Largest sample whose exact law is used. */
const EXACT_LIMIT = 50;

/**
 * Wilcoxon's signed-rank test of whether differences are symmetric about 0, which are themselves
 * passed over; null where there is no other. The probability is exact up to 50 differences without
 * ties, unless `exact` is false, and by the normal approximation elsewhere.
 *
 * Source: Wilcoxon 1945; correction for ties by Hollander & Wolfe 1973, equation 3.13.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { wilcoxonSignedRank } from "@quakecast/quakecast/mathematics";
 * // Of the 8 ways to sign three ranks, one has no negative rank, and one no positive one.
 * assert(wilcoxonSignedRank([1, 2, 3])!.probability === 0.25);
 * ```
 */
export function wilcoxonSignedRank(
  differences: ArrayLike<number>,
  options: { exact?: boolean } = {},
): SignedRank | null {
  const values = Array.from(differences).filter((value) => value !== 0)
    .sort((one, other) => Math.abs(one) - Math.abs(other));
  const count = values.length;
  if (count === 0) return null;
  let [positive, correction] = [0, 0];
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && Math.abs(values[end]) === Math.abs(values[start])) end++;
    const ties = end - start;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (values[i] > 0) positive += rank;
    correction += ties * (ties * ties - 1);
    start = end;
  }
  const all = count * (count + 1) / 2;
  const statistic = Math.min(positive, all - positive);
  const variance = (count * (count + 1) * (2 * count + 1) - correction / 2) / 24;
  const z = (statistic - all / 2) / Math.sqrt(variance);
  const exact = (options.exact ?? true) && correction === 0 && count <= EXACT_LIMIT;
  const lower = exact ? exactCumulative(statistic, count) : standardNormalCumulative(z);
  return { statistic, z, probability: Math.min(1, 2 * lower), count };
}

/** Part of the 2ⁿ ways to sign the ranks 1 to n whose positive ranks add up to at most `sum`. */
function exactCumulative(sum: number, count: number): number {
  const chances = new Float64Array(count * (count + 1) / 2 + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let total = chances.length - 1; total >= 0; total--) {
      chances[total] = (chances[total] + (total >= rank ? chances[total - rank] : 0)) / 2;
    }
  }
  return chances.subarray(0, sum + 1).reduce((whole, chance) => whole + chance, 0);
}
