import type { SearchPoint } from "../../domain/mod.ts";
import { gainInterval } from "./gain_interval.ts";
import type { SearchPlan } from "./search_plan.ts";
import { standardErrorOf } from "./standard_error_of.ts";
import type { TrialScores } from "./trial_scores.ts";

/** What a choice between a trial and the baseline follows from. */
export interface ChooseEpochsOptions {
  /** How the search went about it. */
  plan: Pick<SearchPlan, "rungs" | "seed">;
  /** Folds that it was chosen on. */
  folds: readonly number[];
  /** What was trained. */
  scores: Pick<TrialScores, "resultOf">;
}

/**
 * Epochs to train a search's best trial for: those of its rung where its mean gain over the best baseline is
 * above its own standard error, else 0, which leaves the network at its baseline. The baseline is the
 * simplest model of all, and of what scores alike within one standard error the simplest is taken; the
 * highest of many scores is above it by luck alone too often.
 *
 * Source: Breiman, Friedman, Olshen & Stone 1984, section 3.4.3; Hastie, Tibshirani & Friedman 2009, 7.10.
 */
export async function chooseEpochs(
  { point, rung }: { point: SearchPoint; rung: number },
  { plan, folds, scores }: ChooseEpochsOptions,
): Promise<number> {
  const epochs = plan.rungs[rung - 1];
  const results = await Promise.all(folds.map((fold) => scores.resultOf({ point, epochs, fold })));
  const gains = results.flatMap((result) => "gains" in result ? [result.gains] : []);
  if (gains.length < folds.length) return 0;
  const gain = gainInterval(gains, plan.seed);
  return gain.nats > standardErrorOf(gain) ? epochs : 0;
}
