import { InputError } from "../domain/mod.ts";
import { studentTCumulative, studentTQuantile, wilcoxonSignedRank } from "../mathematics/mod.ts";
import { checkPairs } from "./check_pairs.ts";

/** Two forecasts of the same events. */
export interface PairedForecasts {
  /** Log of the first forecast's rate at each event. [event] */
  logRates: ArrayLike<number>;
  /** Log of the second forecast's rate at each event. [event] */
  otherLogRates: ArrayLike<number>;
  /** Number of events that the first forecast expects. */
  expected: number;
  /** Number of events that the second forecast expects. */
  otherExpected: number;
}

/** How much better one forecast is than another, and whether by chance. */
export interface PairedComparison {
  /** Mean information gain of the first, nats an event; null without events. */
  nats: number | null;
  /** Lower end of its 95 % interval by Student's t; null for fewer than two events. */
  low: number | null;
  /** Upper end of that interval; null for fewer than two events. */
  high: number | null;
  /** Student's t of the gain; null for fewer than two events, or where all gains are one. */
  t: number | null;
  /** Two-sided probability of as great a t between equal forecasts; null where there is none. */
  tProbability: number | null;
  /** Two-sided probability by Wilcoxon's signed ranks; null where no gain differs from 0. */
  wProbability: number | null;
  /** Wilcoxon's statistic as a standard normal number, never positive; null where there is none. */
  wStatistic: number | null;
  /** Number of events. */
  events: number;
}

/**
 * Compares two forecasts at the events that happened: paired T-test for the mean gain, W-test for
 * its median.
 *
 * Throws InputError where the columns differ in length or hold a number that is not finite.
 * Source: Rhoades et al. 2011, Acta Geophys. 59, equations 17 and 18; Wilcoxon 1945 (normal
 * approximation with the correction for ties, as pyCSEP).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { compareForecasts } from "@quakecast/quakecast/evaluation";
 * const { nats, low } = compareForecasts({
 *   logRates: [1.1, 2, 1.4, 3],
 *   otherLogRates: [0, 1, 0.5, 2.1],
 *   expected: 4,
 *   otherExpected: 4,
 * });
 * assert(Math.abs(nats! - 0.975) < 1e-12 && low! > 0);
 * ```
 */
export function compareForecasts(forecasts: PairedForecasts): PairedComparison {
  const { logRates, otherLogRates, expected, otherExpected } = forecasts;
  checkPairs(logRates, otherLogRates);
  if (!Number.isFinite(expected) || !Number.isFinite(otherExpected)) {
    throw new InputError(`Cannot compare forecasts of ${expected} and ${otherExpected} events`);
  }
  const events = logRates.length;
  const none = { nats: null, low: null, high: null, t: null, tProbability: null };
  if (events === 0) return { ...none, wProbability: null, wStatistic: null, events };
  const shift = (expected - otherExpected) / events;
  const gains = Float64Array.from(
    { length: events },
    (_, event) => logRates[event] - otherLogRates[event] - shift,
  );
  const ranks = wilcoxonSignedRank(gains, { exact: false });
  return {
    ...studentOf(gains),
    wProbability: ranks?.probability ?? null,
    wStatistic: ranks?.z ?? null,
    events,
  };
}

function studentOf(
  gains: Float64Array,
): Pick<PairedComparison, "nats" | "low" | "high" | "t" | "tProbability"> {
  const events = gains.length;
  const nats = gains.reduce((sum, gain) => sum + gain, 0) / events;
  if (events < 2) return { nats, low: null, high: null, t: null, tProbability: null };
  const squares = gains.reduce((sum, gain) => sum + (gain - nats) ** 2, 0);
  const error = Math.sqrt(squares / (events - 1) / events);
  const half = studentTQuantile(0.975, events - 1) * error;
  const t = error === 0 ? null : nats / error;
  const tProbability = t === null ? null : 2 * studentTCumulative(-Math.abs(t), events - 1);
  return { nats, low: nats - half, high: nats + half, t, tProbability };
}
