import { type MemberScores, windowsOf } from "./member_scores.ts";

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
 * distributions). The mean log score is concave in the weights, so there is one optimum and every step
 * of the EM algorithm for mixing proportions (an exponentiated gradient in effect) comes closer to it.
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
  const weights = new Float64Array(members).fill(1 / members);
  const gradient = new Float64Array(members);
  for (let steps = 0;; steps++) {
    const mean = gradientAt(weights, { likelihood, windows, gradient });
    const gap = Math.max(0, Math.max(...gradient) - 1);
    if (gap <= tolerance || steps === mostSteps) {
      return { weights: Array.from(weights), logScore: mean + offset, gap, steps };
    }
    let sum = 0;
    for (let k = 0; k < members; k++) sum += weights[k] *= gradient[k];
    for (let k = 0; k < members; k++) weights[k] /= sum;
  }
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

/** Mean log of the pooled likelihoods; its slope by each weight goes to `gradient`. */
function gradientAt(
  weights: Float64Array,
  { likelihood, windows, gradient }: {
    likelihood: Float64Array;
    windows: number;
    gradient: Float64Array;
  },
): number {
  const members = weights.length;
  gradient.fill(0);
  let mean = 0;
  for (let i = 0; i < windows; i++) {
    let pooled = 0;
    for (let k = 0; k < members; k++) pooled += weights[k] * likelihood[i * members + k];
    mean += Math.log(pooled) / windows;
    const share = 1 / (pooled * windows);
    for (let k = 0; k < members; k++) gradient[k] += likelihood[i * members + k] * share;
  }
  return mean;
}
