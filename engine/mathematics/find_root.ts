/** Where to look for a root, and how exactly. */
export interface RootBracket {
  /** One end. */
  lower: number;
  /** The other. */
  upper: number;
  /** The function at `lower`, if known. */
  atLower?: number;
  /** The function at `upper`, if known; its sign differs. */
  atUpper?: number;
  /** Ends where the function is this near to 0. */
  tolerance: number;
}

const MOST_STEPS = 120;

/**
 * A root between two places where the function differs in sign; NaN where it does not.
 *
 * Source: the Illinois rule of false position, Dowell & Jarratt 1971, with halves where it stalls.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { findRoot } from "@quakecast/quakecast/mathematics";
 * const root = findRoot((x) => x * x - 2, { lower: 0, upper: 2, tolerance: 1e-12 });
 * assertAlmostEquals(root, Math.SQRT2, 1e-9);
 * ```
 */
export function findRoot(value: (place: number) => number, bracket: RootBracket): number {
  let { lower, upper } = bracket;
  let [low, high] = [bracket.atLower ?? value(lower), bracket.atUpper ?? value(upper)];
  if (Math.abs(low) <= bracket.tolerance) return lower;
  if (Math.abs(high) <= bracket.tolerance) return upper;
  if (!(low * high < 0)) return NaN;
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = (lower + upper) / 2;
    const secant = (lower * high - upper * low) / (high - low);
    const isInside = secant !== lower && secant !== upper && Number.isFinite(secant);
    const guess = isInside && step < MOST_STEPS / 2 ? secant : middle;
    const found = value(guess);
    if (Math.abs(found) <= bracket.tolerance || guess === lower || guess === upper) return guess;
    if (found * high < 0) [lower, low] = [upper, high];
    else low /= 2; // the same end twice: halve the other
    [upper, high] = [guess, found];
  }
  return upper;
}
