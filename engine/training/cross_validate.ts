import {
  type FoldScore,
  type ForecastConfiguration,
  formatTime,
  type ModelCard,
  type ReportProgress,
} from "../domain/mod.ts";
import { trainOnce } from "./train_once.ts";
import { bestBaseline } from "./measure_skill.ts";
import { rollingFold } from "./rolling_fold.ts";
import { scoreRange } from "./score_range.ts";
import type { TrainingData } from "./training_data.ts";

/** What cross-validation runs with. */
export interface CrossValidateOptions {
  /** Resolved options; `folds` says how many. */
  configuration: ForecastConfiguration;
  /** Stops it. */
  signal?: AbortSignal;
  /** Watches. */
  report?: ReportProgress;
}

/**
 * Rolling-origin cross-validation: the time before the test part is cut into folds + 1 stretches.
 * Each but the first is scored by a whole training, from completeness to the choice of the epoch, on
 * what came before it alone, beside the baseline that was best there. The test part is not touched.
 *
 * Throws InsufficientDataError when a fold holds too few windows.
 */
export async function crossValidate(
  data: TrainingData,
  { configuration, signal, report }: CrossValidateOptions,
): Promise<ModelCard["crossValidation"]> {
  if (configuration.folds === 0) return undefined;
  const folds: FoldScore[] = [];
  for (let fold = 1; fold <= configuration.folds; fold++) {
    const rolling = rollingFold(data, { configuration, fold });
    const stage = `Fold ${fold} of ${configuration.folds}: `;
    const watch: ReportProgress | undefined = report &&
      ((progress) => report({ ...progress, stage: stage + progress.stage }));
    const options = { configuration: rolling.configuration, signal, report: watch };
    folds.push(await scoreFold(rolling.data, options));
  }
  return { folds };
}

async function scoreFold(data: TrainingData, options: CrossValidateOptions): Promise<FoldScore> {
  const { contest, parts } = await trainOnce(data, options);
  const { name } = bestBaseline(scoreRange(contest, parts.validation));
  const scored = scoreRange(contest, parts.test);
  contest.network.dispose();
  const { start, end } = parts.test;
  const { issueTimeMs } = contest.examples;
  return {
    from: formatTime(issueTimeMs[start]),
    to: formatTime(issueTimeMs[end - 1]),
    windows: end - start,
    logScore: scored.network.meanLogScore,
    baseline: name,
    baselineLogScore: scored.baselines.find((baseline) => baseline.name === name)!.meanLogScore,
  };
}
