import { InsufficientDataError } from "../../domain/mod.ts";
import { type MemberScores, sliceScores, windowsOf } from "./member_scores.ts";
import { poolLogScores } from "./pool_log_scores.ts";
import { stackWeights } from "./stack_weights.ts";

/** How much stacked weights are drawn towards equal ones is chosen among these. */
const SHRINKAGES = Array.from({ length: 11 }, (_, i) => i / 10);

/** Stretches of the windows; each but the first is scored by weights from those before it. */
const STRETCHES = 5;

/** Fewest windows in a stretch: of fewer, weights are noise. */
const LEAST_WINDOWS = 4;

/** Differences of mean log scores below it are rounding, nats. */
const ROUNDING = 1e-9;

/** Weights between stacked and equal ones. */
export interface ShrunkWeights {
  /** Those to pool with. [member] */
  weights: number[];
  /** Those that were stacked on all windows. [member] */
  stacked: number[];
  /** How far they were drawn towards equal weights, 0 to 1. */
  shrinkage: number;
  /** Mean log score by each shrinkage on the windows after those that the weights were found on. */
  tried: { shrinkage: number; logScore: number }[];
  /** Proven distance of the stacked weights' mean log score from the best, nats. */
  gap: number;
}

/**
 * Stacks members and draws the weights towards equal ones: w = (1 − s) stacked + s / members. How far is
 * chosen by rolling origin within these windows: the weights of the first stretches are scored on the
 * next; of shrinkages that do as well the largest is taken. `gap` windows between the two are left out,
 * whose outcomes overlap.
 *
 * Throws InsufficientDataError for fewer than 20 windows apart from the gaps.
 */
export function shrinkWeights(
  scores: MemberScores,
  { gap = 0 }: { gap?: number } = {},
): ShrunkWeights {
  const windows = windowsOf(scores);
  const length = Math.floor(windows / STRETCHES);
  if (length - gap < LEAST_WINDOWS) {
    throw new InsufficientDataError("Cannot choose the weights of a pool", {
      have: windows,
      need: STRETCHES * (LEAST_WINDOWS + gap),
      of: "windows of validation that all members can be scored on",
    });
  }
  const sums = new Float64Array(SHRINKAGES.length);
  let scored = 0;
  for (let stretch = 1; stretch < STRETCHES; stretch++) {
    const from = stretch * length;
    const to = stretch === STRETCHES - 1 ? windows : from + length;
    const { weights } = stackWeights(sliceScores(scores, 0, from - gap));
    const next = sliceScores(scores, from, to);
    SHRINKAGES.forEach((shrinkage, i) => {
      for (const score of poolLogScores(next, drawTowardsEqual(weights, shrinkage))) {
        sums[i] += score;
      }
    });
    scored += to - from;
  }
  const tried = SHRINKAGES.map((shrinkage, i) => ({ shrinkage, logScore: sums[i] / scored }));
  const best = Math.max(...tried.map(({ logScore }) => logScore));
  const { shrinkage } = tried.findLast(({ logScore }) => logScore >= best - ROUNDING)!;
  const stacked = stackWeights(scores);
  return {
    weights: drawTowardsEqual(stacked.weights, shrinkage),
    ...{ stacked: stacked.weights, shrinkage, tried, gap: stacked.gap },
  };
}

function drawTowardsEqual(weights: readonly number[], shrinkage: number): number[] {
  return weights.map((weight) => (1 - shrinkage) * weight + shrinkage / weights.length);
}
