import { InputError } from "../../domain/mod.ts";

/** What one member says of a number of events. */
export interface MemberLaw {
  /** Its weight; those of all are made to add up to 1. */
  weight: number;
  /** Probability of 0, 1, 2, ... events; the last is of that number or more. */
  distribution: readonly number[];
}

/** How far members are apart. */
export interface Disagreement {
  /** Jensen-Shannon divergence by the weights, nats: 0 where all say the same. */
  jensenShannon: number;
  /** The same as a part of the most there can be by these weights, 0 to 1. */
  share: number;
  /** Least and largest probability of at least one event. */
  probability: { low: number; high: number };
  /** Least and largest expected number. */
  expected: { low: number; high: number };
}

/**
 * How far members of a pool are apart in what they say of one window: the information that knowing who
 * is right would give on the number of events (Jensen-Shannon divergence), and the ranges of what they
 * say. Members without weight take no part.
 *
 * Throws InputError where nobody has a weight.
 * Source: Lin 1991, IEEE Trans. Inf. Theory 37, equation 5.1.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { disagreementOf } from "@quakecast/quakecast/evaluation";
 * const { share } = disagreementOf([
 *   { weight: 1, distribution: [1, 0] },
 *   { weight: 1, distribution: [0, 1] },
 * ]);
 * assert(Math.abs(share - 1) < 1e-15);
 * ```
 */
export function disagreementOf(members: readonly MemberLaw[]): Disagreement {
  const heard = members.filter(({ weight }) => weight > 0);
  if (heard.length === 0) {
    throw new InputError("Cannot tell how members disagree: none has a weight");
  }
  const total = heard.reduce((sum, { weight }) => sum + weight, 0);
  const laws = heard.map(({ weight, distribution }) => ({ weight: weight / total, distribution }));
  const pooled = mixDistributions(laws);
  let divergence = 0;
  for (const { weight, distribution } of laws) {
    distribution.forEach((probability, count) => {
      if (probability > 0) {
        divergence += weight * probability * Math.log(probability / pooled[count]);
      }
    });
  }
  const most = laws.reduce((sum, { weight }) => sum - weight * Math.log(weight), 0);
  const jensenShannon = Math.max(0, divergence);
  return {
    jensenShannon,
    share: most > 0 ? Math.min(1, jensenShannon / most) : 0,
    probability: rangeOf(laws.map(({ distribution }) => 1 - distribution[0])),
    expected: rangeOf(laws.map(({ distribution }) => meanOf(distribution))),
  };
}

/** The linear pool of distributions of a number, by weights that add up to 1. */
export function mixDistributions(members: readonly MemberLaw[]): number[] {
  const length = members.reduce((most, { distribution }) => Math.max(most, distribution.length), 0);
  const pooled = new Array<number>(length).fill(0);
  for (const { weight, distribution } of members) {
    distribution.forEach((probability, count) => pooled[count] += weight * probability);
  }
  return pooled;
}

function meanOf(distribution: readonly number[]): number {
  return distribution.reduce((sum, probability, count) => sum + count * probability, 0);
}

function rangeOf(values: readonly number[]): { low: number; high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}
