import { InputError } from "../domain/mod.ts";
import {
  type NegativeBinomial,
  negativeBinomialCumulative,
  negativeBinomialLogProbability,
  negativeBinomialQuantile,
} from "../mathematics/mod.ts";
import { compareWithSimulated } from "./compare_with_simulated.ts";
import { type ConsistencyResult, tailProbability } from "./consistency_result.ts";

/**
 * Whether the number of events is consistent with the numbers of simulated catalogues.
 *
 * Source: Savran et al. 2020, BSSA 110 (N-test of catalogue-based forecasts).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { numberConsistency } from "@quakecast/quakecast/evaluation";
 * const { atLeast, atMost } = numberConsistency([0, 0, 1, 1], 1);
 * assert(atLeast === 0.5 && atMost === 1);
 * ```
 */
export function numberConsistency(
  simulated: ArrayLike<number>,
  observed: number,
): ConsistencyResult {
  checkCount(observed);
  return compareWithSimulated(simulated, {
    ...{ question: "number", statistic: observed, tail: "both", events: observed },
  });
}

/** The law of the number of events that a gridded forecast gives. */
export interface NumberLaw {
  /** Expected number. */
  mean: number;
  /** Its variance, at least the mean; the mean (a Poisson law) when left out. */
  variance?: number;
}

/**
 * Whether the number of events is consistent with an expected number: Poisson, or negative binomial
 * where a variance is given.
 *
 * Throws InputError unless the observed number is a whole one and the variance at least the mean.
 * Source: Zechar, Gerstenberger & Rhoades 2010, BSSA 100, equations 11 and 12 (Poisson); Werner,
 * Helmstetter, Jackson & Kagan 2011, BSSA 101 (negative binomial).
 */
export function numberConsistencyGridded(observed: number, law: NumberLaw): ConsistencyResult {
  checkCount(observed);
  const { mean, variance = mean } = law;
  if (!(mean >= 0 && mean < Infinity && variance >= mean && variance < Infinity)) {
    throw new InputError(
      `Cannot test a number of mean ${mean} and variance ${variance}: the variance must be at ` +
        "least the mean, and neither negative",
    );
  }
  const dispersion = mean === 0 ? 0 : (variance - mean) / (mean * mean);
  const counts: NegativeBinomial = { mean, dispersion };
  const bounds = {
    atLeast: 1 - negativeBinomialCumulative(observed - 1, counts),
    atMost: negativeBinomialCumulative(observed, counts),
  };
  const equal = Math.exp(negativeBinomialLogProbability(observed, counts));
  return {
    question: law.variance === undefined ? "number" : "negative-binomial-number",
    status: mean === 0 && observed > 0 ? "impossible" : "normal",
    statistic: observed,
    ...bounds,
    equal,
    probability: tailProbability("both", bounds),
    simulations: null,
    expected: {
      low: negativeBinomialQuantile(0.025, counts),
      median: negativeBinomialQuantile(0.5, counts),
      high: negativeBinomialQuantile(0.975, counts),
    },
    events: observed,
    eventsLeftOut: 0,
  };
}

function checkCount(observed: number): void {
  if (Number.isInteger(observed) && observed >= 0) return;
  throw new InputError("Cannot test a number of events", {
    value: String(observed),
    expected: "a whole number from 0",
  });
}
