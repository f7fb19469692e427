import { layGenerations, type SearchPlan } from "./search_plan.ts";
import { SearchLane } from "./search_lane.ts";
import type { TrialScores } from "./trial_scores.ts";

/** The same search on all folds, and on the first one, the first two and so on. */
export interface Lanes {
  /** On all folds: it chooses the winner. */
  whole: SearchLane;
  /** On the folds before a later one, in order: what they choose is scored on that one. */
  earlier: { lane: SearchLane; outerFold: number }[];
}

/** What lanes are run with. */
export interface RunLanesOptions {
  /** How to go about it. */
  plan: SearchPlan;
  /** Number of folds, 2 or more. */
  folds: number;
  /** Trains and scores. */
  scores: Pick<TrialScores, "meanGain">;
  /** Whether an error of a score says that time is up. */
  isTimeUp?(error: unknown): boolean;
  /** Told after each generation. */
  onGeneration?(lanes: Lanes, progress: { done: number; of: number }): void;
}

/**
 * Runs the whole search and, generation by generation beside it, the same search as it would have been on
 * earlier folds alone, sampler and halving included: what it would have chosen never saw the fold that
 * comes next. Where time is up the generation that is under way counts in none of them.
 *
 * Source: Varma & Simon 2006, BMC Bioinformatics 7 (nested validation).
 */
export async function runLanes(options: RunLanesOptions): Promise<Lanes> {
  const { plan, folds, scores, isTimeUp, onGeneration } = options;
  const laneOn = (count: number) => {
    const chosen = Array.from({ length: count }, (_, i) => i + 1);
    return new SearchLane(
      plan,
      (point, epochs) => scores.meanGain({ point, epochs, folds: chosen }),
    );
  };
  const lanes: Lanes = {
    whole: laneOn(folds),
    earlier: Array.from(
      { length: folds - 1 },
      (_, i) => ({ lane: laneOn(i + 1), outerFold: i + 2 }),
    ),
  };
  const all = [lanes.whole, ...lanes.earlier.map(({ lane }) => lane)];
  const generations = layGenerations(plan);
  for (const [done, generation] of generations.entries()) {
    try {
      const trials = await Promise.all(all.map((lane) => lane.runGeneration(generation)));
      all.forEach((lane, i) => lane.accept(trials[i]));
    } catch (error) {
      if (isTimeUp?.(error)) break;
      throw error;
    }
    onGeneration?.(lanes, { done: done + 1, of: generations.length });
  }
  return lanes;
}
