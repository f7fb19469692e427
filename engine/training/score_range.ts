import type { ExampleRange, Examples, PredictiveTable, Scores } from "../domain/mod.ts";
import { logScores } from "../evaluation/mod.ts";
import { predictBaseline } from "../models/mod.ts";
import { type Contest, outcomesOf, questionOf } from "./contest.ts";
import { predictRaw } from "./predict_raw.ts";
import { scoreAnswers, type ScoreAnswersOptions } from "./score_answers.ts";

/** One contestant's answers to a range of windows. */
export interface ScoredAnswers {
  /** Name of the network or baseline. */
  name: string;
  /** Distributions, a row for each window and target. */
  table: PredictiveTable;
  /** Log score of each window, nats. [window] */
  windowLogScores: Float64Array;
  /** Mean log score, nats per window. */
  meanLogScore: number;
  /** All other scores. */
  scores: Scores;
}

/** The network's answers and those of each baseline. */
export interface ScoredRange {
  /** The network's. */
  network: ScoredAnswers;
  /** The baselines', in the order of the list. */
  baselines: ScoredAnswers[];
}

/** Lets the network and the baselines answer the same windows and scores them alike. */
export function scoreRange(contest: Contest, range: ExampleRange): ScoredRange {
  const question = questionOf(contest, range);
  const score = (name: string, table: PredictiveTable) =>
    scoreTable(name, { table, contest, range });
  return {
    network: score("network", answerWindows(contest, range)),
    baselines: contest.baselines.map((baseline) =>
      score(baseline.name, predictBaseline(baseline, question))
    ),
  };
}

/** Lets the network alone answer the windows, and scores it. */
export function scoreNetwork(contest: Contest, range: ExampleRange): ScoredAnswers {
  return scoreTable("network", { table: answerWindows(contest, range), contest, range });
}

/** The network's own distributions for a range of windows: its baseline, moved. */
export function answerWindows(
  contest: Pick<
    Contest,
    "network" | "task" | "startFrom" | "baselines" | "catalogue" | "target" | "examples"
  >,
  range: ExampleRange,
): PredictiveTable {
  const { network, task, examples, baselines, startFrom } = contest;
  const baseline = baselines.find(({ name }) => name === startFrom)!;
  const start = predictBaseline(baseline, questionOf(contest, range));
  return task.decode(predictRaw(network, { examples, range }), start);
}

function scoreTable(
  name: string,
  { table, contest, range }: { table: PredictiveTable; contest: Contest; range: ExampleRange },
): ScoredAnswers {
  const { examples, seed, threshold } = contest;
  const observed = outcomesOf(examples, range);
  const windowLogScores = sumPerWindow(logScores(table, observed), examples.targetSize);
  return {
    name,
    table,
    windowLogScores,
    meanLogScore: mean(windowLogScores),
    scores: {
      ...scoreAnswers(
        ...thinMaps(table, { observed, task: examples.task, threshold, seed }, examples),
      ),
      ...(examples.targetSize > 1 ? { of: `each cell of every ${MAP_STRIDE}th window` } : {}),
    },
  };
}

/** Windows of a map that are left out between two that get the costly scores of each cell. */
const MAP_STRIDE = 7;

/** For maps, every seventh window: neighbours overlap, and each holds hundreds of cells. */
function thinMaps(
  table: PredictiveTable,
  options: ScoreAnswersOptions,
  { targetSize }: Examples,
): [PredictiveTable, ScoreAnswersOptions] {
  if (targetSize === 1 || table.family !== "negative-binomial") return [table, options];
  const isKept = (_: number, i: number) => Math.floor(i / targetSize) % MAP_STRIDE === 0;
  const mean = table.mean.filter(isKept);
  const dispersion = table.dispersion.filter(isKept);
  return [
    { family: table.family, mean, dispersion },
    { ...options, observed: options.observed.filter(isKept) },
  ];
}

function sumPerWindow(scores: Float64Array, targetSize: number): Float64Array {
  if (targetSize === 1) return scores;
  const sums = new Float64Array(scores.length / targetSize);
  for (let i = 0; i < scores.length; i++) sums[Math.floor(i / targetSize)] += scores[i];
  return sums;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
