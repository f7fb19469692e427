import { type ForecastConfiguration, formatTime, InsufficientDataError } from "../../domain/mod.ts";
import {
  fitPreparation,
  keepComplete,
  prepareExamples,
  splitExamples,
} from "../../preprocessing/mod.ts";
import type { FittedBaseline } from "../../models/mod.ts";
import { overlapOf } from "../make_card.ts";
import { bestBaseline, isRounding } from "../measure_skill.ts";
import { rollingFold } from "../rolling_fold.ts";
import { scoreRange } from "../score_range.ts";
import { fitBaselinesOn, trainOnce } from "../train_once.ts";
import type { TrainingData } from "../training_data.ts";

/** How a trial did on one fold. */
export interface FoldGains {
  /** Issue time of the first scored window, ISO 8601. */
  from: string;
  /** Issue time of the last scored window, ISO 8601. */
  to: string;
  /** Log score over that of the best baseline, nats, of each window, in order of time. */
  gains: number[];
  /** The baseline, the best on the fold's own validation part. */
  baseline: string;
  /** Windows whose outcomes overlap. */
  overlap: number;
  /** Epochs trained: fewer than asked for where none had been better for long. */
  epochs: number;
}

/** Trials are compared to a ten-millionth of a nat; so much is kept. */
const KEPT = 1e7;

/** A fold, and from when on it is scored. */
export interface TrialFold {
  /** Number, from 1, of as many as the configuration says. */
  fold: number;
  /** First issue time that is scored, UTC epoch milliseconds: longer windows begin later than others. */
  fromMs: number;
  /** Baselines of the fold, the same for all trials. */
  baselines: FittedBaseline[];
}

/**
 * Trains once on what came before a fold and scores the fold, window by window.
 *
 * Throws InsufficientDataError where it holds too little, or where a score is no number, as after weights
 * that have run away.
 */
export async function scoreOnFold(
  data: TrainingData,
  { configuration, fold, fromMs, baselines }: TrialFold & { configuration: ForecastConfiguration },
): Promise<FoldGains> {
  const rolling = rollingFold(data, { configuration, fold });
  const { contest, parts, preparation, fit } = await trainOnce(rolling.data, {
    ...{ configuration: rolling.configuration, baselines },
  });
  try {
    const { name } = bestBaseline(scoreRange(contest, parts.validation));
    const { issueTimeMs } = contest.examples;
    let { start } = parts.test;
    while (start < parts.test.end && issueTimeMs[start] < fromMs) start++;
    const scored = scoreRange(contest, { start, end: parts.test.end });
    const rival = scored.baselines.find((baseline) => baseline.name === name)!;
    const gains = Array.from(scored.network.windowLogScores, (score, window) => {
      const gain = score - rival.windowLogScores[window];
      return isRounding(gain) ? 0 : Math.round(gain * KEPT) / KEPT;
    });
    const known = gains.filter(Number.isFinite).length;
    if (known < gains.length) {
      const amounts = { have: known, need: gains.length, of: "windows with a finite log score" };
      throw new InsufficientDataError("Cannot score the trial", amounts);
    }
    return {
      from: formatTime(issueTimeMs[start]),
      to: formatTime(issueTimeMs[parts.test.end - 1]),
      ...{ gains, baseline: name, overlap: overlapOf(preparation) },
      epochs: fit.history.length,
    };
  } finally {
    contest.network.dispose();
  }
}

/**
 * The folds of a search, each scored from the issue time that a trial with the longest window can begin
 * at, so that all trials answer the same windows, against the same baselines.
 *
 * Throws InsufficientDataError where one holds too little for such a trial.
 */
export function layFolds(data: TrainingData, longest: ForecastConfiguration): TrialFold[] {
  return Array.from({ length: longest.folds }, (_, i) => layFold(data, longest, i + 1));
}

function layFold(data: TrainingData, longest: ForecastConfiguration, fold: number): TrialFold {
  const { folds, window } = longest;
  try {
    const rolling = rollingFold(data, { configuration: longest, fold });
    const { catalogue, covariates } = rolling.data;
    const preparation = fitPreparation(catalogue, rolling.configuration, { covariates });
    const examples = prepareExamples(catalogue, preparation, { covariates });
    const { train, test } = splitExamples(examples, preparation);
    const known = {
      catalogue: keepComplete(catalogue, preparation.completeness),
      target: preparation,
      examples,
    };
    return {
      fold,
      fromMs: examples.issueTimeMs[test.start],
      baselines: fitBaselinesOn(known, train),
    };
  } catch (error) {
    if (!(error instanceof InsufficientDataError)) throw error;
    error.message = `On stretch ${fold} of ${folds}, with windows of up to ${window} steps: ` +
      `${error.message}. Fewer folds or shorter windows may do.`;
    throw error;
  }
}
