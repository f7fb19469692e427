import type { LeaderBoard, LeaderBoardRow } from "../../domain/mod.ts";
import { chooseEpochs } from "./choose_epochs.ts";
import { gainInterval } from "./gain_interval.ts";
import type { Trial } from "./search_lane.ts";
import type { SearchPlan } from "./search_plan.ts";
import type { TrialScores } from "./trial_scores.ts";

/** What a leader board is made of. */
export interface LeaderBoardOptions {
  /** How the search went about it. */
  plan: SearchPlan;
  /** Number of folds. */
  folds: number;
  /** What was trained. */
  scores: Pick<TrialScores, "resultOf">;
}

/** Lists trials, the best first, each with its gain on all folds and what it cost, and says what wins. */
export async function makeLeaderBoard(
  ranked: readonly Trial[],
  options: LeaderBoardOptions,
): Promise<LeaderBoard> {
  const { plan, scores } = options;
  const { space, rungs } = plan;
  const rows: LeaderBoardRow[] = [];
  for (const trial of ranked) rows.push(await rowOf(trial, { ...options, rank: rows.length + 1 }));
  const folds = Array.from({ length: options.folds }, (_, i) => i + 1);
  const epochs = await chooseEpochs(ranked[0], { plan, folds, scores });
  return { space, rungs: rungs.length, baselineWins: epochs === 0, rows };
}

async function rowOf(
  { number, point, rung }: Trial,
  { plan, folds, scores, rank }: LeaderBoardOptions & { rank: number },
): Promise<LeaderBoardRow> {
  const resultsAfter = (epochs: number) =>
    Promise.all(
      Array.from({ length: folds }, (_, i) => scores.resultOf({ point, epochs, fold: i + 1 })),
    );
  const climbed = await Promise.all(plan.rungs.slice(0, rung).map(resultsAfter));
  const all = climbed.flat();
  const last = climbed[climbed.length - 1];
  const gains = last.flatMap((result) => "gains" in result ? [result.gains] : []);
  const failed = last.find((result) => "failure" in result);
  const score = failed === undefined
    ? gainInterval(gains, plan.seed)
    : { nats: -Infinity, low: -Infinity, high: -Infinity, failure: failed.failure };
  return {
    ...{ rank, trial: number, point, rung, epochs: plan.rungs[rung - 1] },
    epochsInAll: all.reduce((sum, each) => sum + ("gains" in each ? each.gains.epochs : 0), 0),
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    ...score,
  };
}
