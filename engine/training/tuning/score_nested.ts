import { InsufficientDataError, type NestedScore, type NestedStretch } from "../../domain/mod.ts";
import { chooseEpochs } from "./choose_epochs.ts";
import { gainInterval } from "./gain_interval.ts";
import type { Lanes } from "./run_lanes.ts";
import type { FoldGains } from "./score_on_fold.ts";
import type { SearchLane, Trial } from "./search_lane.ts";
import type { SearchPlan } from "./search_plan.ts";
import type { TrialScores } from "./trial_scores.ts";

/** What nested scores are found with. */
export interface ScoreNestedOptions {
  /** How the search went about it. */
  plan: SearchPlan;
  /** Trains and scores. */
  scores: Pick<TrialScores, "resultOf">;
}

/**
 * What choosing is worth: the choice of each search on earlier folds alone, scored on the fold after them.
 * The mean is over all windows of these folds.
 */
export async function scoreNested(
  { earlier }: Lanes,
  { plan, scores }: ScoreNestedOptions,
): Promise<NestedScore> {
  const outer = await Promise.all(
    earlier.map(async ({ lane, outerFold }) =>
      await scoreChoice(lane, { plan, scores, outerFold })
    ),
  );
  const found = outer.filter((each) => each !== undefined);
  if (found.length === 0) {
    const amounts = { have: 0, need: 1, of: "later stretches with a score" };
    throw new InsufficientDataError("Cannot tell what choosing is worth", amounts);
  }
  return {
    ...gainInterval(found.map(({ gains }) => gains), plan.seed),
    trained: gainInterval(found.map(({ trained }) => trained), plan.seed),
    windows: found.reduce((sum, { gains }) => sum + gains.gains.length, 0),
    stretches: found.map(({ gains, trained, trial, epochs }): NestedStretch => ({
      from: gains.from,
      to: gains.to,
      windows: gains.gains.length,
      ...{ point: trial.point, epochs },
      ...gainInterval([gains], plan.seed),
      trained: gainInterval([trained], plan.seed),
    })),
  };
}

/** What a lane chooses, and the gains on the fold after it: its own, and the best trial's if trained. */
interface ScoredChoice {
  trial: Trial;
  epochs: number;
  gains: FoldGains;
  trained: FoldGains;
}

/** The best trial of a lane that can be trained on the fold after it, or its baseline, and the gains there. */
async function scoreChoice(
  lane: SearchLane,
  { plan, scores, outerFold }: ScoreNestedOptions & { outerFold: number },
): Promise<ScoredChoice | undefined> {
  const folds = Array.from({ length: outerFold - 1 }, (_, i) => i + 1);
  for (const trial of lane.ranked) {
    const scoreAfter = async (epochs: number) => {
      const result = await scores.resultOf({ point: trial.point, epochs, fold: outerFold });
      return "gains" in result ? result.gains : undefined;
    };
    const trained = await scoreAfter(plan.rungs[trial.rung - 1]);
    const epochs = await chooseEpochs(trial, { plan, folds, scores });
    const gains = epochs === 0 ? await scoreAfter(0) : trained;
    if (trained !== undefined && gains !== undefined) return { trial, epochs, gains, trained };
  }
}
