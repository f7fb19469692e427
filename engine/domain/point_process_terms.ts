/** Events that are scored, with the window of time in which they happened. */
export interface ScoredSpan {
  /** Index of the first event that is scored. */
  from: number;
  /** One past the index of the last. */
  to: number;
  /** Start of the window, milliseconds as in the events. */
  startMs: number;
  /** End of the window. */
  endMs: number;
}

/**
 * What a point process says of the events of a span, in nats. λ* is the rate of the whole region,
 * events a day; λ the rate at the event's place and time, events a day and km².
 */
export interface PointProcessTerms {
  /** ln λ* at each event. [event] */
  logRate: Float64Array;
  /** ln (λ / λ*) at each event. [event] */
  logDensity: Float64Array;
  /** ∫ λ* dt from the event before, for the first from the start of the window. [event] */
  expected: Float64Array;
  /** ∫ λ* dt from the last event to the end of the window. */
  expectedAfter: number;
  /** The first of `expected` as the published scores have it, where that differs. */
  publishedFirst?: number;
  /** `expectedAfter` as the published scores have it, where that differs. */
  publishedAfter?: number;
}
