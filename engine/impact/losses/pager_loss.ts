import { standardNormalCumulative } from "../../mathematics/mod.ts";
import type { AlertColour, LossRange } from "../../domain/mod.ts";

/** Intensities whose people are counted: 10 and above count as 9. */
export const LOSS_INTENSITIES = [5, 6, 7, 8, 9] as const;

/** The form of a loss of a country. */
export interface LossForm {
  /** Intensity at which half of what is exposed is lost. */
  readonly theta: number;
  /** Standard deviation of ln of that intensity. */
  readonly beta: number;
}

/** Edges of the ranges whose probabilities are told, in fatalities or million USD. */
export const LOSS_EDGES = [0, 1, 10, 100, 1_000, 10_000, 100_000] as const;

/** Where alerts begin, in fatalities or million USD. */
const ALERTS: readonly (readonly [AlertColour, number])[] = [
  ["red", 1_000],
  ["orange", 100],
  ["yellow", 1],
  ["green", 0],
];

/**
 * Share that is lost at an intensity.
 *
 * Source: Jaiswal and Wald (2010), Earthquake Spectra 26, 1017-1037.
 */
export function lossRate({ theta, beta }: LossForm, intensity: number): number {
  return standardNormalCumulative(Math.log(intensity / theta) / beta);
}

/** Median loss of what is exposed at intensities 1 to 10, 10 counted as 9. [10] */
export function medianLoss(form: LossForm, exposed: ArrayLike<number>): number {
  let loss = 0;
  for (const intensity of LOSS_INTENSITIES) {
    const at = exposed[intensity - 1] + (intensity === 9 ? exposed[9] : 0);
    loss += at * lossRate(form, intensity);
  }
  return loss;
}

/** Error of ln of the loss of several countries together, 2.5 at most. Source: PAGER, emploss.py. */
export function combinedLossError(errors: readonly number[]): number {
  return Math.min(2.5, Math.hypot(...errors));
}

const OFFSET = 1e-5; // keeps the logarithm of nothing finite

/**
 * Probability that a loss of a median and an error of ln lies in a range.
 *
 * Source: USGS PAGER, losspager, utils/probs.py (public domain), with its rules for small losses: below 1
 * the error is 1.7613 at most, and a median of nothing is taken as 0.5.
 */
export function lossProbability(
  { expected, lnError }: { expected: number; lnError: number },
  { from, to }: { from: number; to: number },
): number {
  let median = expected + OFFSET;
  const error = median < 1 && lnError > 1.7 ? 1.7613 : lnError;
  if (median < 0.001) median = 0.5;
  const below = (loss: number) =>
    standardNormalCumulative((Math.log(loss + OFFSET) - Math.log(median)) / error);
  return (to === Infinity ? 1 : below(to)) - (from === 0 ? 0 : below(from));
}

/** Probabilities of all ranges, the first from nothing and the last without end; they add up to 1. */
export function lossRanges(loss: { expected: number; lnError: number }): LossRange[] {
  return LOSS_EDGES.map((from, i) => {
    const to = LOSS_EDGES[i + 1];
    return {
      from,
      to: to ?? null,
      probability: lossProbability(loss, { from, to: to ?? Infinity }),
    };
  });
}

/** Colour of a median loss. Source: Wald and others (2011), Earthquake Spectra 27. */
export function alertColour(expected: number): AlertColour {
  return ALERTS.find(([, least]) => expected >= least)?.[0] ?? "green";
}

/** Probability of each colour; they add up to 1. */
export function colourProbabilities(ranges: readonly LossRange[]): Record<AlertColour, number> {
  const colours = { green: 0, yellow: 0, orange: 0, red: 0 };
  for (const { from, probability } of ranges) colours[alertColour(from)] += probability;
  return colours;
}
