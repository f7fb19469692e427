/** What a consistency test looks at. */
export type ConsistencyQuestion =
  | "number"
  | "negative-binomial-number"
  | "magnitude"
  | "magnitude-resampled"
  | "magnitude-multinomial"
  | "spatial"
  | "spatial-leave-one-out"
  | "pseudo-likelihood"
  | "pseudo-likelihood-leave-one-out"
  | "likelihood"
  | "conditional-likelihood"
  | "binary-likelihood"
  | "binary-conditional-likelihood"
  | "binary-spatial"
  | "brier";

/** Whether what happened is consistent with a forecast. */
export interface ConsistencyResult {
  /** What was looked at. */
  question: ConsistencyQuestion;
  /**
   * "undersampled" where events fell into cells that no simulated catalogue reached, and were left
   * out; "impossible" where the forecast gives what happened a rate of 0; "not-valid" where there
   * is nothing to compare.
   */
  status: "normal" | "undersampled" | "impossible" | "not-valid";
  /** The statistic of what happened; null where not valid, and for one of −Infinity. */
  statistic: number | null;
  /** Probability under the forecast of a statistic of at least this one; null where not valid. */
  atLeast: number | null;
  /** Probability under the forecast of a statistic of at most this one; null where not valid. */
  atMost: number | null;
  /** Probability under the forecast of exactly this statistic; null where not valid. */
  equal: number | null;
  /**
   * Probability of a statistic at least as far towards inconsistency: both ways for numbers and
   * multinomial likelihoods, up for distances of magnitudes, down for the rest; null where not
   * valid.
   */
  probability: number | null;
  /** Simulated statistics that were compared with; null where the law is known. */
  simulations: number | null;
  /** Middle 95 % and median of the statistic under the forecast; null where not valid. */
  expected: { low: number; median: number; high: number } | null;
  /** Events that happened. */
  events: number;
  /** Those among them that were left out as undersampled. */
  eventsLeftOut: number;
}

/** Which way a statistic goes where a forecast is wrong. */
export type Tail = "low" | "high" | "both";

/** The probability of a statistic at least as far towards inconsistency. */
export function tailProbability(
  tail: Tail,
  { atLeast, atMost }: { atLeast: number; atMost: number },
): number {
  if (tail === "low") return atMost;
  if (tail === "high") return atLeast;
  return Math.min(1, 2 * Math.min(atLeast, atMost));
}
