import { type MemberScores, windowsOf } from "./member_scores.ts";

/** No weight becomes less during the search: from 0 none would ever come back. */
const LEAST = 1e-12;

/** Where the search for weights ends. */
export interface StackOptions {
  /** The mean log score is at most so far below that of the best weights, nats; 1e-7 unless given. */
  tolerance?: number;
  /** Most steps; 100,000 unless given. */
  mostSteps?: number;
}

/** Weights of a linear pool. */
export interface StackedWeights {
  /** Not negative, their sum is 1. [member] */
  weights: number[];
  /** Mean log score of the pool on the windows that the weights were found on, nats. */
  logScore: number;
  /** Proven: no weights have a mean log score on these windows higher by more than this, nats. */
  gap: number;
  /** Steps taken. */
  steps: number;
}

/**
 * Weights on the simplex that give the linear pool its highest mean log score (stacking of predictive
 * distributions). The mean log score is concave in the weights, so there is one optimum, and every step
 * of the EM algorithm for mixing proportions comes closer to it: a weight is multiplied by the slope
 * of the score. Steps are lengthened (a power of the slope) as long as that does better.
 *
 * With g the gradient, concavity gives at any weights: best − here ≤ max g − 1; the search ends where
 * that is below the tolerance, so that the answer is proven and not only settled.
 * Throws InputError where members were scored on different windows.
 * Source: Yao et al. 2018, Bayesian Analysis 13, equation 6 (stacking by log scores); Dempster et al.
 * 1977 (EM).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { stackWeights } from "@quakecast/quakecast/evaluation";
 * const { weights } = stackWeights([[-1, -1, -3], [-2, -2, -3]]);
 * assert(weights[0] > 0.999);
 * ```
 */
export function stackWeights(
  scores: MemberScores,
  { tolerance = 1e-7, mostSteps = 100_000 }: StackOptions = {},
): StackedWeights {
  const windows = windowsOf(scores);
  const members = scores.length;
  const { likelihood, offset } = likelihoodsOf(scores);
  const at = (weights: Float64Array) => gradientAt(weights, { likelihood, windows });
  let weights: Float64Array = new Float64Array(members).fill(1 / members);
  let here = at(weights);
  let power = 1; // 1 is EM itself, which never does worse
  for (let steps = 0;; steps++) {
    const gap = Math.max(0, Math.max(...here.gradient) - 1);
    if (gap <= tolerance || steps === mostSteps) {
      return { weights: Array.from(weights), logScore: here.mean + offset, gap, steps };
    }
    const next = stepBy(weights, here.gradient, power);
    const there = at(next);
    if (!(there.mean >= here.mean) && power > 1) {
      power = Math.max(1, power / 4);
      continue;
    }
    [weights, here, power] = [next, there, 1.5 * power];
  }
}

/** Weights times a power of the gradient, made to add up to 1. */
function stepBy(weights: Float64Array, gradient: Float64Array, power: number): Float64Array {
  const next = weights.map((weight, k) => Math.max(LEAST, weight * gradient[k] ** power));
  const sum = next.reduce((total, one) => total + one, 0);
  return next.map((weight) => weight / sum);
}

/** Likelihoods over the best of their window, so that none overflows, and the mean of what was taken. */
function likelihoodsOf(scores: MemberScores): { likelihood: Float64Array; offset: number } {
  const [members, windows] = [scores.length, scores[0].length];
  const likelihood = new Float64Array(members * windows); // [window, member]
  let offset = 0;
  for (let i = 0; i < windows; i++) {
    const best = scores.reduce((most, column) => Math.max(most, column[i]), -Infinity);
    offset += best / windows;
    for (let k = 0; k < members; k++) {
      likelihood[i * members + k] = Math.exp(scores[k][i] - best);
    }
  }
  return { likelihood, offset };
}

/** Mean log of the pooled likelihoods, and its slope by each weight. */
function gradientAt(
  weights: Float64Array,
  { likelihood, windows }: { likelihood: Float64Array; windows: number },
): { mean: number; gradient: Float64Array } {
  const members = weights.length;
  const gradient = new Float64Array(members);
  let mean = 0;
  for (let i = 0; i < windows; i++) {
    let pooled = 0;
    for (let k = 0; k < members; k++) pooled += weights[k] * likelihood[i * members + k];
    mean += Math.log(pooled) / windows;
    const share = 1 / (pooled * windows);
    for (let k = 0; k < members; k++) gradient[k] += likelihood[i * members + k] * share;
  }
  return { mean, gradient };
}
