import { InputError, type PointProcessTerms } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { type InformationGain, informationGain } from "./score_information_gain.ts";

/** Log-likelihoods of a point process, nats per event; more is better, but for `nll`. */
export interface PointProcessScores {
  /** In time, by the boundaries of the published scores. */
  tll: number;
  /** In space. */
  sll: number;
  /** Negative of both together. */
  nll: number;
  /** In time, over the whole window. */
  tllExact: number;
  /** Negative of `tllExact` and `sll` together. */
  nllExact: number;
}

/**
 * Log-likelihoods per event of a point process, as EarthquakeNPP scores them.
 *
 * Throws InputError without events, or where a number is not finite.
 * Source: Stockman et al. 2024, arXiv 2410.08226; Daley & Vere-Jones 2003, equation 7.2.4.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { scorePointProcess } from "@quakecast/quakecast/evaluation";
 * const scores = scorePointProcess({
 *   logRate: Float64Array.of(0, 0),
 *   logDensity: Float64Array.of(-2, -3),
 *   expected: Float64Array.of(0.5, 1),
 *   expectedAfter: 0.5,
 * });
 * assert(scores.tllExact === -1 && scores.sll === -2.5);
 * ```
 */
export function scorePointProcess(terms: PointProcessTerms): PointProcessScores {
  const { logRate, logDensity, expected, expectedAfter } = terms;
  const { publishedFirst = expected[0], publishedAfter = expectedAfter } = terms;
  const size = logRate.length;
  if (size === 0) throw new InputError("Cannot score a point process without events");
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / size;
  const [time, sll, all] = [mean(logRate), mean(logDensity), mean(expected)];
  const tll = time - all - (publishedFirst - expected[0] + publishedAfter) / size;
  const tllExact = time - all - expectedAfter / size;
  if (!Number.isFinite(tll + tllExact + sll)) {
    throw new InputError("Cannot score a point process: a rate is 0, infinite or not a number");
  }
  return { tll, sll, nll: -(tll + sll), tllExact, nllExact: -(tllExact + sll) };
}

/** How much better one point process is than another, nats per event, each with its interval. */
export interface PointProcessGain {
  /** In time, over the whole window. */
  time: InformationGain;
  /** In space. */
  space: InformationGain;
  /** Both together. */
  total: InformationGain;
}

/**
 * Information gain per event of a point process over another on the same events, with block-bootstrap
 * 95 % intervals; what is expected after the last event counts with it. Blocks are of √n events, as
 * neighbours belong to the same sequences.
 *
 * Throws InputError where the two differ in length or hold a number that is not finite.
 */
export function gainOfPointProcess(
  model: PointProcessTerms,
  baseline: PointProcessTerms,
  { random }: { random: RandomStream },
): PointProcessGain {
  const blockLength = Math.max(1, Math.round(Math.sqrt(model.logRate.length)));
  const gain = (part: (terms: PointProcessTerms) => Float64Array, label: string) =>
    informationGain(part(model), part(baseline), { blockLength, random: random.fork(label) });
  return {
    time: gain(timePerEvent, "time"),
    space: gain((terms) => terms.logDensity, "space"),
    total: gain(likelihoodPerEvent, "total"),
  };
}

/** Log-likelihood of each event over the whole window, in time and space, nats. [event] */
export function likelihoodPerEvent(terms: PointProcessTerms): Float64Array {
  return timePerEvent(terms).map((value, i) => value + terms.logDensity[i]);
}

function timePerEvent({ logRate, expected, expectedAfter }: PointProcessTerms): Float64Array {
  const last = logRate.length - 1;
  return logRate.map((value, i) => value - expected[i] - (i === last ? expectedAfter : 0));
}
