import {
  type NegativeBinomial,
  negativeBinomialFit,
  negativeBinomialLogProbability,
} from "../../mathematics/mod.ts";

/** What a forecaster says of a window: how many events, and where. As it is kept until it is scored. */
export interface WindowLaw {
  /** Who says so. */
  readonly name: string;
  /** Law of the number. */
  readonly count: CountLaw;
  /** Share of the expected number in each cell; they add up to 1. [cell] */
  readonly share: readonly number[];
}

/** Law of a number of events: simulated numbers, smoothed by a negative binomial law, or that alone. */
export interface CountLaw extends NegativeBinomial {
  /** Part of simulated catalogues with 0, 1, 2, ... events; left out where nothing was simulated. */
  readonly histogram?: readonly number[];
}

/**
 * Weight of the fitted law beside simulated numbers: of a few hundred catalogues none may have the
 * number that comes, which no honest forecast excludes.
 */
const FITTED_WEIGHT = 0.1;

/** The law of simulated numbers. */
export function countLawOf(counts: ArrayLike<number>): CountLaw {
  const largest = Array.from(counts).reduce((most, count) => Math.max(most, count), 0);
  const histogram = new Array<number>(largest + 1).fill(0);
  for (let i = 0; i < counts.length; i++) histogram[counts[i]] += 1 / counts.length;
  return { ...negativeBinomialFit(counts), histogram };
}

/** Probability of a number of events. */
export function probabilityOf(law: CountLaw, count: number): number {
  const fitted = Math.exp(negativeBinomialLogProbability(count, law));
  if (law.histogram === undefined) return fitted;
  return (1 - FITTED_WEIGHT) * (law.histogram[count] ?? 0) + FITTED_WEIGHT * fitted;
}

/** Natural logarithm of the probability of a number of events; it never is −∞ for a mean above 0. */
export function logProbabilityOf(law: CountLaw, count: number): number {
  const fitted = negativeBinomialLogProbability(count, law);
  const simulated = law.histogram?.[count] ?? 0;
  if (law.histogram === undefined) return fitted;
  if (simulated === 0) return Math.log(FITTED_WEIGHT) + fitted;
  return Math.log((1 - FITTED_WEIGHT) * simulated + FITTED_WEIGHT * Math.exp(fitted));
}

/** Probabilities of 0, 1, 2, ... events until all but `tail` is told; the last is of that number or more. */
export function distributionOf(
  law: CountLaw,
  { tail, most }: { tail: number; most: number },
): number[] {
  const probabilities: number[] = [];
  let left = 1;
  while (left > tail && probabilities.length < most) {
    const next = probabilityOf(law, probabilities.length);
    probabilities.push(next);
    left -= next;
  }
  probabilities.push(Math.max(0, left));
  return probabilities;
}

/** Probability of fewer events than a number. */
export function probabilityBelow(law: CountLaw, count: number): number {
  let sum = 0;
  for (let number = 0; number < count; number++) sum += probabilityOf(law, number);
  return Math.min(1, sum);
}

/** The smallest number whose probability of not being exceeded reaches one. */
export function quantileOf(law: CountLaw, probability: number): number {
  let [number, sum] = [0, probabilityOf(law, 0)];
  while (sum < probability - 1e-12 && number < 1e6) sum += probabilityOf(law, ++number);
  return number;
}
