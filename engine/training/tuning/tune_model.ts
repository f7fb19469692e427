import { startBackend } from "../../backend/mod.ts";
import {
  type ExpectedNext,
  InsufficientDataError,
  type LeaderBoard,
  type ModelSearch,
  type NestedScore,
} from "../../domain/mod.ts";
import { trainModel } from "../train_model.ts";
import type { TrainedModel } from "../trained_model.ts";
import type { TrainingData } from "../training_data.ts";
import { configurationOfPoint } from "./configuration_of_point.ts";
import { describeSearch } from "./describe_search.ts";
import { expectNext } from "./expect_next.ts";
import { makeLeaderBoard } from "./make_leader_board.ts";
import { runSearch } from "./run_search.ts";
import type { TuneOptions } from "./tune_options.ts";

/** The winner of a search, trained as any model, and all trials. */
export interface TunedModel {
  /** The model; its card tells of the search. */
  model: TrainedModel;
  /** The search as its card tells of it. */
  search: ModelSearch;
  /** All trials. */
  board: LeaderBoard;
}

/** What a search has found, before the winner is trained. */
export interface FinishedSearch {
  /** All trials, the best first. */
  board: LeaderBoard;
  /** What choosing is worth. */
  nested: NestedScore;
}

/**
 * The story of a search: score trials on rolling-origin folds, all before the test part; repeat the search
 * on earlier folds alone to learn what choosing is worth; train the winner as any model, or leave it at its
 * baseline where no trial beat that by more than its standard error, and score it once on the test part. It
 * starts the backend, on one thread, and one in every thread of trials. The same seed gives the same winner
 * whatever the threads, and however often it was stopped and resumed; only a budget of time makes the number
 * of trials depend on the machine.
 *
 * Throws InsufficientDataError where folds hold too little, every trial failed, or time is up before the
 * first generation was through; ModelError for another search's journal; the signal's reason when stopped.
 */
export async function tuneModel(data: TrainingData, options: TuneOptions): Promise<TunedModel> {
  const { configuration, plan } = options;
  const { lanes, scores, nested } = await runSearch(data, options);
  const board = await makeLeaderBoard(lanes.whole.ranked, {
    ...{ plan, folds: configuration.folds, scores },
  });
  const winner = board.rows[0];
  if (winner.failure !== undefined) {
    throw new InsufficientDataError(
      `Cannot choose a model, as every trial failed (${winner.failure})`,
      { have: 0, need: 1, of: "trials with a score" },
    );
  }
  const { tfjsVersion = "none" } = await startBackend({ threads: 1 }); // as small as the trials
  const model = await trainModel(data, {
    ...{ ...options, versions: { ...options.versions, tfjs: tfjsVersion } },
    configuration: configurationOfPoint(configuration, {
      ...{ point: winner.point, epochs: board.baselineWins ? 0 : winner.epochs },
    }),
  });
  const search = cardOf({ board, nested }, { options, skill: model.card.skill });
  return { model: { ...model, card: { ...model.card, search } }, search, board };
}

function cardOf(
  { board, nested }: FinishedSearch,
  { options, skill }: { options: TuneOptions; skill: TrainedModel["card"]["skill"] },
): ModelSearch {
  const { plan, configuration } = options;
  const { trial, point, nats, low, high, epochs } = board.rows[0];
  const { windows } = skill;
  const next = expectOf(nested, { baselineWins: board.baselineWins, windows });
  const told: Omit<ModelSearch, "sentence"> = {
    trials: board.rows.length,
    asked: plan.trials,
    sampler: "tree-structured Parzen estimator, after a first generation drawn evenly",
    generation: plan.generation,
    rungs: [...plan.rungs],
    eta: plan.eta,
    folds: configuration.folds,
    space: [...plan.space],
    seed: plan.seed,
    winner: { trial, point, nats, low, high, epochs: board.baselineWins ? 0 : epochs },
    ...{ nested, next },
    untouched: {
      ...{ nats: skill.nats, low: skill.low, high: skill.high, windows },
      holdsNested: nested.nats >= skill.low && nested.nats <= skill.high,
      isAsExpected: skill.nats >= next.low && skill.nats <= next.high,
    },
  };
  return { ...told, sentence: describeSearch(told) };
}

/** What to expect of a network comes from networks, those included that gave way to the baseline. */
function expectOf(
  nested: NestedScore,
  { baselineWins, windows }: { baselineWins: boolean; windows: number },
): ExpectedNext {
  const { stretches, trained } = nested;
  if (baselineWins) return expectNext(nested, { stretches, windows });
  const scored = stretches.map((stretch) => ({ ...stretch, nats: stretch.trained.nats }));
  return expectNext(trained, { stretches: scored, windows });
}
