import { checkPairs } from "./check_pairs.ts";
import { rocAuc, stepsDown } from "./ranking_scores.ts";

/** One threshold of an alarm. */
export interface RocPoint {
  /** Lowest forecast that raises the alarm; Infinity for none. */
  threshold: number;
  /** Part of the silences under alarm, 0 to 1. */
  falseAlarms: number;
  /** Part of the events under alarm, 0 to 1. */
  hits: number;
}

/** Receiver operating characteristic of forecasts. */
export interface RocCurve {
  /** From no alarm to alarms throughout; equal forecasts come together. Empty for one outcome. */
  points: RocPoint[];
  /** Area under the curve, a half by chance and 1 at best; null for one kind of outcome. */
  area: number | null;
}

/**
 * Hits against false alarms as the threshold of an alarm falls, for windows or for cells. Forecasts
 * may be probabilities or rates, as only their order counts; outcomes are 0 or 1.
 *
 * Throws InputError where the columns differ in length or hold a number that is not finite.
 * Source: Hanley & McNeil 1982; points as scikit-learn's roc_curve, none dropped.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { rocCurve } from "@quakecast/quakecast/evaluation";
 * const { points, area } = rocCurve([0.9, 0.4, 0.2], [1, 0, 0]);
 * assert(points[1].hits === 1 && points[1].falseAlarms === 0 && area === 1);
 * ```
 */
export function rocCurve(
  forecast: ArrayLike<number>,
  observed: ArrayLike<number>,
): RocCurve {
  checkPairs(forecast, observed);
  const steps = stepsDown(forecast, observed);
  const [events, silences] = steps.reduce(
    ([hit, quiet], step) => [hit + step.events, quiet + step.silences],
    [0, 0],
  );
  if (events === 0 || silences === 0) return { points: [], area: null };
  const points: RocPoint[] = [{ threshold: Infinity, falseAlarms: 0, hits: 0 }];
  let [hit, falsely] = [0, 0];
  for (const step of steps) {
    hit += step.events;
    falsely += step.silences;
    points.push({
      threshold: step.forecast,
      falseAlarms: falsely / silences,
      hits: hit / events,
    });
  }
  return { points, area: rocAuc(forecast, observed) };
}
