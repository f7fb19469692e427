import { negativeBinomialCumulative } from "../../mathematics/mod.ts";
import { omoriIntegral } from "./omori_integral.ts";
import type { AftershockPosterior } from "./reasenberg_jones.ts";

/** Points with less weight than this together change no published digit. */
const NEGLIGIBLE = 1e-9;

/** Means nearer than this factor are taken as one where a posterior has very many points. */
const FACTOR = 1.005;

/** Largest number of points that is not thinned. */
const MANY = 2000;

/** A law of numbers that is Poisson with a mean that is itself uncertain. */
export interface AftershockCounts {
  /** Expected number. */
  expected: number;
  /** Probability of at least one. */
  probability: number;
  /** Smallest number whose cumulative probability reaches `probability`. */
  quantile(probability: number): number;
  /** Probability of at most `count`. */
  cumulative(count: number): number;
}

/**
 * The number of aftershocks of at least a magnitude between two times after the mainshock, days:
 * Poisson numbers mixed over the posterior.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   AFTERSHOCK_REGIONS,
 *   countAftershocks,
 *   genericAftershocks,
 * } from "@quakecast/quakecast/models";
 * const generic = genericAftershocks(AFTERSHOCK_REGIONS["SZ-GENERIC"], { magnitude: 6.5 });
 * const week = countAftershocks(generic, { from: 7, to: 14, magnitude: 5 });
 * assert(week.probability > 0.15 && week.probability < 0.17 && week.quantile(0.975) === 2);
 * ```
 */
export function countAftershocks(
  posterior: AftershockPosterior,
  { from, to, magnitude }: { from: number; to: number; magnitude: number },
): AftershockCounts {
  const { means, weights } = meansOf(posterior, { from, to, magnitude });
  let [expected, none] = [0, 0];
  for (let point = 0; point < means.length; point++) {
    expected += weights[point] * means[point];
    none += weights[point] * -Math.expm1(-means[point]);
  }
  const known = new Map<number, number>();
  const cumulative = (count: number) => {
    const before = known.get(count);
    if (before !== undefined) return before;
    let sum = 0;
    for (let point = 0; point < means.length; point++) {
      sum += weights[point] * poissonCumulative(count, means[point]);
    }
    known.set(count, sum);
    return sum;
  };
  return { expected, probability: none, cumulative, quantile: (q) => quantileOf(cumulative, q) };
}

function meansOf(
  posterior: AftershockPosterior,
  { from, to, magnitude }: { from: number; to: number; magnitude: number },
): { means: number[]; weights: number[] } {
  const { a, p, c, b, weight } = posterior;
  const kept: [mean: number, weight: number][] = [];
  let [lastP, lastC, integral, total] = [NaN, NaN, 0, 0];
  for (let point = 0; point < a.length; point++) {
    if (weight[point] * a.length < NEGLIGIBLE) continue;
    if (p[point] !== lastP || c[point] !== lastC) {
      [lastP, lastC] = [p[point], c[point]];
      integral = omoriIntegral({ from, to }, { p: lastP, c: lastC });
    }
    kept.push([10 ** (a[point] + b * (posterior.magnitude - magnitude)) * integral, weight[point]]);
    total += weight[point];
  }
  const thinned = kept.length > MANY ? mergeNear(kept) : kept;
  return {
    means: thinned.map(([mean]) => mean),
    weights: thinned.map(([, part]) => part / total),
  };
}

/** Puts means that differ by less than FACTOR into one, their weighted mean. */
function mergeNear(points: [mean: number, weight: number][]): [number, number][] {
  points.sort(([one], [other]) => one - other);
  const merged: [number, number][] = [];
  let start = 0;
  while (start < points.length) {
    let [sum, weight, end] = [0, 0, start];
    for (; end < points.length && points[end][0] <= points[start][0] * FACTOR; end++) {
      sum += points[end][0] * points[end][1];
      weight += points[end][1];
    }
    merged.push([sum / weight, weight]);
    start = end;
  }
  return merged;
}

function poissonCumulative(count: number, mean: number): number {
  // Twelve deviations away, and thirty events more, nothing is left of either tail.
  const reach = 12 * Math.sqrt(mean) + 30;
  if (count > mean + reach) return 1;
  if (count < mean - reach) return 0;
  return negativeBinomialCumulative(count, { mean, dispersion: 0 });
}

function quantileOf(cumulative: (count: number) => number, probability: number): number {
  if (!(probability >= 0 && probability < 1)) {
    throw new RangeError(`Cannot take the quantile at probability ${probability}`);
  }
  const reached = (count: number) => cumulative(count) >= probability - 1e-12;
  let [below, above] = [-1, 0];
  while (!reached(above)) [below, above] = [above, 2 * above + 1];
  while (above - below > 1) {
    const middle = Math.floor((above + below) / 2);
    if (reached(middle)) above = middle;
    else below = middle;
  }
  return above;
}
