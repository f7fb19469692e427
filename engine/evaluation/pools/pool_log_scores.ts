import { type MemberScores, windowsOf } from "./member_scores.ts";

/**
 * Log score of a linear pool in each window, nats: the pool's probability of what happened is the
 * weighted mean of its members'. [window]
 *
 * Throws InputError where members were scored on different windows.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { poolLogScores } from "@quakecast/quakecast/evaluation";
 * const [score] = poolLogScores([[Math.log(0.2)], [Math.log(0.6)]], [0.5, 0.5]);
 * assert(Math.abs(score - Math.log(0.4)) < 1e-15);
 * ```
 */
export function poolLogScores(scores: MemberScores, weights: ArrayLike<number>): Float64Array {
  const pooled = new Float64Array(windowsOf(scores));
  for (let window = 0; window < pooled.length; window++) {
    let best = -Infinity;
    for (let member = 0; member < scores.length; member++) {
      if (weights[member] > 0) best = Math.max(best, scores[member][window]);
    }
    let sum = 0;
    for (let member = 0; member < scores.length; member++) {
      if (weights[member] > 0) sum += weights[member] * Math.exp(scores[member][window] - best);
    }
    pooled[window] = best + Math.log(sum);
  }
  return pooled;
}
