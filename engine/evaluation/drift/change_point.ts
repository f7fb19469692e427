/** Where the mean of a series shifted. */
export interface ChangePoint {
  /** First value after the shift. */
  readonly index: number;
  /** Mean from there on, less the mean before. */
  readonly shift: number;
}

/**
 * The most likely place of one shift of the mean of independent normal values of one spread; null for
 * fewer than two values. With `before`, the mean before the shift is known, and all may lie after it.
 *
 * Source: Hinkley 1970, Biometrika 57.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { changePoint } from "@quakecast/quakecast/evaluation";
 * assert(changePoint([0, 1, 0, 5, 6, 5])!.index === 3);
 * ```
 */
export function changePoint(
  values: ArrayLike<number>,
  { before }: { before?: number } = {},
): ChangePoint | null {
  const size = values.length;
  if (size < 2) return null;
  let total = 0;
  for (let i = 0; i < size; i++) total += values[i];
  let best = { index: 0, shift: 0, likelihood: -Infinity };
  let sum = 0;
  for (let index = 0; index < size; index++) {
    const after = (total - sum) / (size - index);
    const known = before ?? (index === 0 ? after : sum / index);
    const weight = before === undefined ? index * (size - index) / size : size - index;
    const likelihood = weight * (after - known) ** 2;
    if (likelihood > best.likelihood) best = { index, shift: after - known, likelihood };
    sum += values[index];
  }
  return { index: best.index, shift: best.shift };
}
