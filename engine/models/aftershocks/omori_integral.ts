/**
 * Integral of (t + c)^−p over times from `from` to `to`, days; the logarithm at p = 1 is met without
 * loss of digits near it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { omoriIntegral } from "@quakecast/quakecast/models";
 * const law = { p: 1, c: 0.01 };
 * assert(Math.abs(omoriIntegral({ from: 1, to: 10 }, law) - Math.log(10.01 / 1.01)) < 1e-12);
 * ```
 */
export function omoriIntegral(
  { from, to }: { from: number; to: number },
  { p, c }: { p: number; c: number },
): number {
  const ratio = Math.log((to + c) / (from + c));
  const power = (1 - p) * ratio;
  const growth = Math.abs(power) < 1e-12 ? ratio : ratio * Math.expm1(power) / power;
  return (from + c) ** (1 - p) * growth;
}
