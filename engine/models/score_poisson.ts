import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type PointProcessTerms,
  type ScoredSpan,
} from "../domain/mod.ts";

/** A homogeneous Poisson process that is scored. */
export interface ScorePoissonOptions {
  /** Area of the region, km². */
  areaKm2: number;
  /** Start of the history, milliseconds as in the events. */
  startMs: number;
  /** What is scored. */
  span: ScoredSpan;
  /** Rate of the region, events a day; that of all events before the span unless given. */
  ratePerDay?: number;
}

/**
 * What a Poisson process of constant rate in time and space says of the events of a span.
 *
 * Throws InsufficientDataError without a rate, and without events or time before the span to find it.
 */
export function scorePoisson(
  { timeMs, name }: PointEvents,
  { areaKm2, startMs, span, ratePerDay }: ScorePoissonOptions,
): PointProcessTerms {
  const rate = ratePerDay ?? poissonRate(name, { startMs, span });
  const size = span.to - span.from;
  const expected = new Float64Array(size);
  let before = span.startMs;
  for (let i = 0; i < size; i++) {
    expected[i] = rate * (timeMs[span.from + i] - before) / DAY_MS;
    before = timeMs[span.from + i];
  }
  return {
    logRate: new Float64Array(size).fill(Math.log(rate)),
    logDensity: new Float64Array(size).fill(-Math.log(areaKm2)),
    expected,
    expectedAfter: rate * (span.endMs - before) / DAY_MS,
  };
}

/**
 * Rate of all events from the start of the history to a span, events a day.
 *
 * Throws InsufficientDataError without events or time before the span.
 */
export function poissonRate(
  name: string,
  { startMs, span }: Pick<ScorePoissonOptions, "startMs" | "span">,
): number {
  const days = (span.startMs - startMs) / DAY_MS;
  if (span.from > 0 && days > 0) return span.from / days;
  throw new InsufficientDataError(`Cannot find the rate of ${name}`, {
    have: span.from,
    need: 1,
    of: "events before the scored span, in more than no time",
  });
}
