import type { RandomStream } from "../../mathematics/mod.ts";

/** Two one-sided sums over a series of scores. */
export interface CumulativeSums {
  /** Sum of what lies above the middle by more than the allowance. [score] */
  readonly up: Float64Array;
  /** Sum of what lies below it. [score] */
  readonly down: Float64Array;
}

/**
 * Cumulative sums of standard scores that start again at 0: a shift of twice the allowance, in standard
 * deviations, is found soonest. An alarm is a sum over a limit, such as 5.
 *
 * Source: Page 1954, Biometrika 41; Montgomery, Introduction to Statistical Quality Control, 9.1.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { cumulativeSums } from "@quakecast/quakecast/evaluation";
 * const { up, down } = cumulativeSums([0, 2, 2, -1], { allowance: 0.5 });
 * assert(up[2] === 3 && up[3] === 1.5 && down[3] === 0.5);
 * ```
 */
export function cumulativeSums(
  scores: ArrayLike<number>,
  { allowance }: { allowance: number },
): CumulativeSums {
  const up = new Float64Array(scores.length);
  const down = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    up[i] = Math.max(0, (i === 0 ? 0 : up[i - 1]) + scores[i] - allowance);
    down[i] = Math.max(0, (i === 0 ? 0 : down[i - 1]) - scores[i] - allowance);
  }
  return { up, down };
}

/** Mean and standard deviation of √|z| of a standard normal z. */
const [ROOT_MEAN, ROOT_DEVIATION] = [0.8221790, 0.3491511];

/**
 * Scores of the spread of standard normal scores: themselves about standard normal, above 0 where the
 * spread is larger. Source: Hawkins 1981, Journal of Quality Technology 13.
 */
export function spreadScores(scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    scores,
    (score) => (Math.sqrt(Math.abs(score)) - ROOT_MEAN) / ROOT_DEVIATION,
  );
}

/** A chart of sums both ways. */
export interface ChartDesign {
  /** What is taken off each score, standard deviations. */
  readonly allowance: number;
  /** Sum at which there is an alarm. */
  readonly limit: number;
  /** Mean of the scores; 0 unless given. */
  readonly shift?: number;
}

/**
 * Scores until an alarm, on average, of a chart both ways of independent normal scores.
 *
 * Source: Siegmund 1985, Sequential Analysis; Montgomery, equations 9.6 and 9.7.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { averageRunLength } from "@quakecast/quakecast/evaluation";
 * assert(Math.round(averageRunLength({ allowance: 0.5, limit: 4 })) === 169); // exactly 168
 * ```
 */
export function averageRunLength({ allowance, limit, shift = 0 }: ChartDesign): number {
  const oneSided = (slope: number) => {
    const height = limit + 1.166;
    if (Math.abs(slope) < 1e-9) return height * height;
    return (Math.expm1(-2 * slope * height) + 2 * slope * height) / (2 * slope * slope);
  };
  return 1 / (1 / oneSided(shift - allowance) + 1 / oneSided(-shift - allowance));
}

/** Scores until an alarm, on average over simulated charts of independent normal scores. */
export function simulatedRunLength(
  { allowance, limit, shift = 0 }: ChartDesign,
  { runs, random }: { runs: number; random: RandomStream },
): number {
  let scores = 0;
  for (let run = 0; run < runs; run++) {
    let [up, down] = [0, 0];
    while (up <= limit && down <= limit) {
      const score = random.normal() + shift;
      up = Math.max(0, up + score - allowance);
      down = Math.max(0, down - score - allowance);
      scores++;
    }
  }
  return scores / runs;
}
