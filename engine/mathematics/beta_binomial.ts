import { gammaln } from "./gamma_function.ts";

/** Successes in trials whose common chance is itself drawn from a beta law. */
export interface BetaBinomial {
  /** Number of trials. */
  trials: number;
  /** First shape of the beta law, above 0. */
  alpha: number;
  /** Second shape of the beta law, above 0. */
  beta: number;
}

/**
 * Probability of at most `successes`.
 *
 * Throws RangeError for trials that are no whole number from 0 or shapes not above 0.
 * Source: Skellam 1948, J. R. Stat. Soc. B 10.
 */
export function betaBinomialCumulative(successes: number, law: BetaBinomial): number {
  const { trials, alpha, beta } = law;
  if (!(Number.isInteger(trials) && trials >= 0 && alpha > 0 && beta > 0)) {
    throw new RangeError(
      `Cannot use a beta-binomial law of ${trials} trials, shapes ${alpha} and ${beta}`,
    );
  }
  if (successes >= trials) return 1;
  let sum = 0;
  for (let k = 0; k <= successes; k++) sum += Math.exp(logProbability(k, law));
  return Math.min(1, sum);
}

function logProbability(k: number, { trials, alpha, beta }: BetaBinomial): number {
  const logBeta = (a: number, b: number) => gammaln(a) + gammaln(b) - gammaln(a + b);
  return gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1) +
    logBeta(k + alpha, trials - k + beta) - logBeta(alpha, beta);
}
