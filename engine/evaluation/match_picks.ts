/** A pick and the label it was taken for. */
export interface PickMatch {
  /** Index of the label. */
  readonly label: number;
  /** Index of the pick. */
  readonly pick: number;
  /** Time of the pick less that of the label, seconds. */
  readonly residualSeconds: number;
}

/** Times are read from numbers that are rounded, seconds. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Takes picks for labels, one to one, the nearest pair first, none further apart than the tolerance.
 *
 * @example
 * ```ts
 * import { matchPicks } from "@quakecast/quakecast/evaluation";
 * const [match, ...others] = matchPicks([10], [9.8, 10.1], 0.3);
 * if (match.pick !== 1 || others.length > 0) throw new Error();
 * ```
 */
export function matchPicks(
  labelSeconds: readonly number[],
  pickSeconds: readonly number[],
  toleranceSeconds: number,
): PickMatch[] {
  const pairs = labelSeconds.flatMap((labelAt, label) =>
    pickSeconds.map((pickAt, pick) => ({ label, pick, residualSeconds: pickAt - labelAt }))
  ).filter(({ residualSeconds }) =>
    Math.abs(residualSeconds) <= toleranceSeconds + ROUNDING_SECONDS
  );
  pairs.sort((a, b) => Math.abs(a.residualSeconds) - Math.abs(b.residualSeconds));
  const matches: PickMatch[] = [];
  for (const pair of pairs) {
    if (matches.some(({ label, pick }) => label === pair.label || pick === pair.pick)) continue;
    matches.push(pair);
  }
  return matches;
}
