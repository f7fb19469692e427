import { type ElicitationSaying, InputError } from "../../domain/mod.ts";
import { findRoot } from "../../mathematics/mod.ts";

/** Probability outside of a 90 % range, on either side. */
const OUTSIDE = 0.05;

/** Steepest tilt that is tried, per event. */
const STEEPEST = 50;

/**
 * What an expert says as a whole distribution of the number: of all that agree with what was said, the
 * one nearest to the model's (least relative entropy). What the expert did not speak of stays as the
 * model has it, so that it neither earns nor costs a score:
 *
 * - a probability of one event or more: 0 gets the rest, and the numbers above keep their proportions;
 * - a number with a 90 % range: 5 % below, 5 % above, within each the model's proportions, and inside
 *   the range these are tilted by exp(θ n), so that the mean inside is the number.
 *
 * `distribution` holds probabilities of 0, 1, 2, ...; the last is of that number or more.
 * Throws InputError for a saying that is none, or that the model holds impossible.
 * Source: Csiszár 1975, Ann. Probab. 3 (I-projection); Jeffrey 1965 (probability kinematics).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { tiltDistribution } from "@quakecast/quakecast/forecasting";
 * const [none, one, more] = tiltDistribution([0.5, 0.3, 0.2], { probability: 0.8 });
 * assertAlmostEquals(none, 0.2, 1e-12);
 * assertAlmostEquals(one / more, 1.5, 1e-12);
 * ```
 */
export function tiltDistribution(
  distribution: readonly number[],
  saying: ElicitationSaying,
): number[] {
  const { probability, number, low, high } = checkSaying(saying);
  if (probability !== undefined) {
    const some = distribution.slice(1).reduce((sum, one) => sum + one, 0);
    if (!(some > 0)) refuseImpossible("one event or more", probability);
    return distribution.map((one, count) =>
      count === 0 ? 1 - probability : one * probability / some
    );
  }
  const law = reachTo(distribution, high! + 2);
  const isBelow = (count: number) => count < low!;
  const isAbove = (count: number) => count > high!;
  const inside = law.map((one, count) => isBelow(count) || isAbove(count) ? 0 : one);
  const below = low! > 0 ? OUTSIDE : 0;
  const tilted = tiltToMean(inside, number!);
  const scale = [law.filter((_, count) => isBelow(count)), law.filter((_, count) => isAbove(count))]
    .map((part) => part.reduce((sum, one) => sum + one, 0));
  if (below > 0 && !(scale[0] > 0)) refuseImpossible(`fewer than ${low} events`, OUTSIDE);
  if (!(scale[1] > 0)) refuseImpossible(`more than ${high} events`, OUTSIDE);
  return law.map((one, count) =>
    isBelow(count)
      ? one * below / scale[0]
      : isAbove(count)
      ? one * OUTSIDE / scale[1]
      : tilted[count] * (1 - OUTSIDE - below)
  );
}

/** What an expert may say. Throws InputError, with the field, for anything else. */
export function checkSaying(saying: ElicitationSaying): ElicitationSaying {
  const { probability, number, low, high } = saying;
  const refuse = (field: string, value: unknown, expected: string): never => {
    throw new InputError("Cannot take the answer of an expert", {
      ...{ field, value: String(value), expected },
    });
  };
  if (probability !== undefined) {
    const other = [number, low, high].find((one) => one !== undefined);
    if (other !== undefined) refuse("number", other, "a probability or a number, not both");
    if (!(probability > 0 && probability < 1)) {
      refuse("probability", probability, "one above 0 and below 1: nothing is certain");
    }
    return saying;
  }
  if (number === undefined) {
    refuse("probability", probability, "a probability, or a number with a range");
  }
  for (const [field, value] of [["low", low], ["high", high]] as const) {
    if (!(Number.isInteger(value) && value! >= 0 && value! <= 100_000)) {
      refuse(field, value, "a whole number of events, the end of the 90 % range");
    }
  }
  if (low! > high!) refuse("low", low, `at most the largest number, ${high}`);
  const isInside = low === high ? number === low : number! > low! && number! < high!;
  if (!isInside) refuse("number", number, `one between ${low} and ${high}`);
  return saying;
}

/**
 * Log probability of a number of events. The probability of the last number or more is shared out among
 * these, each having half of the one before.
 */
export function logProbabilityIn(distribution: readonly number[], count: number): number {
  const last = distribution.length - 1;
  if (count < last) return Math.log(distribution[count]);
  return Math.log(distribution[last]) - (count - last + 1) * Math.LN2;
}

/** The same distribution told up to a number at least. */
function reachTo(distribution: readonly number[], count: number): number[] {
  const law = [...distribution];
  while (law.length <= count) {
    const half = law[law.length - 1] / 2;
    law[law.length - 1] = half;
    law.push(half);
  }
  return law;
}

/** Proportions tilted by exp(θ n) so that they add up to 1 and their mean is as asked. */
function tiltToMean(proportions: readonly number[], mean: number): number[] {
  const counts = proportions.flatMap((one, count) => one > 0 ? [count] : []);
  if (counts.length === 0 || mean < counts[0] || mean > counts.at(-1)!) {
    refuseImpossible(`about ${mean} events`, 1 - 2 * OUTSIDE);
  }
  const centre = (counts[0] + counts.at(-1)!) / 2;
  const tilt = (theta: number) => {
    const most = counts.reduce(
      (best, n) => Math.max(best, Math.log(proportions[n]) + theta * (n - centre)),
      -Infinity,
    );
    const tilted = proportions.map((one, n) =>
      one > 0 ? Math.exp(Math.log(one) + theta * (n - centre) - most) : 0
    );
    const sum = tilted.reduce((total, one) => total + one, 0);
    return tilted.map((one) => one / sum);
  };
  const miss = (theta: number) => tilt(theta).reduce((sum, one, n) => sum + one * n, 0) - mean;
  if (counts.length === 1) return tilt(0);
  if (miss(-STEEPEST) > 0) return tilt(-STEEPEST);
  if (miss(STEEPEST) < 0) return tilt(STEEPEST);
  return tilt(findRoot(miss, { lower: -STEEPEST, upper: STEEPEST, tolerance: 1e-10 }));
}

function refuseImpossible(what: string, probability: number | undefined): never {
  throw new InputError("Cannot take the answer of an expert: the model holds it impossible", {
    ...{ field: "probability", value: `${probability} for ${what}` },
  });
}
