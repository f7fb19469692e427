import type { ExampleRange, PointProcessTerms } from "../../domain/mod.ts";
import { type PointProcessScores, scorePointProcess } from "../../evaluation/mod.ts";
import { scoreRecurrent, type SmoothedHistory, smoothHistory } from "../../models/mod.ts";
import { predictRecurrent, type RecurrentFit, WINDOW_FIT_DEFAULTS } from "../../training/mod.ts";
import { fitRecurrentTask } from "./fit_recurrent_task.ts";
import { meanTerms, spreadOf } from "./mean_terms.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";
import { trainingPartsOf } from "./training_parts.ts";

/**
 * The recurrent process: fitted on the training part alone, stopped on validation, once for each seed.
 * Its score is the mean of theirs, as the mean of what they say of each event.
 */
export async function answerRecurrent(task: PointProcessTask): Promise<PointProcessAnswer> {
  const { data: { events, validation }, span, areaKm2, kernels, onProgress } = task;
  const { seed = 1, seeds = 1 } = task;
  const places = smoothHistory(events, { span, validation, areaKm2, onProgress });
  const parts = trainingPartsOf(task);
  const fits: RecurrentFit[] = [];
  const answers: PointProcessTerms[] = [];
  for (let i = 0; i < seeds; i++) {
    const fit = await fitRecurrentTask({
      ...task,
      onProgress: onProgress && ((progress) =>
        onProgress({
          ...progress,
          done: progress.done + i * progress.total,
          total: seeds * progress.total,
        })),
    }, seed + i);
    const range = { start: span.from - 1, end: span.to };
    const outputs = predictRecurrent(events, { process: fit.process, range, kernels });
    const { logDensity } = places;
    answers.push(scoreRecurrent(events, { process: fit.process, outputs, span, logDensity }));
    fits.push(fit);
  }
  return { terms: meanTerms(answers), note: noteOf({ ...parts, fits, answers, places, seed }) };
}

function noteOf(
  { fits, answers, places, train, validation, seed }: {
    fits: readonly RecurrentFit[];
    answers: readonly PointProcessTerms[];
    places: SmoothedHistory;
    train: ExampleRange;
    validation: ExampleRange;
    seed: number;
  },
): Record<string, unknown> {
  const scores: PointProcessScores[] = answers.map(scorePointProcess);
  const { neighbours, floorKm, uniformShare } = places.kernels.shape;
  return {
    trained_on: train.end - train.start,
    stopped_on: validation.end - validation.start,
    tll_spread: spreadOf(scores.map(({ tll }) => tll)),
    seeds: fits.map(({ fit, timeLoss }, i) => ({
      seed: seed + i,
      tll: scores[i].tll,
      tll_exact: scores[i].tllExact,
      epochs: fit.history.length,
      best_epoch: fit.bestEpoch,
      validation_tll: -timeLoss.best,
      validation_tll_of_start: -timeLoss.start,
      validation_magnitude_gain: fit.validationLoss.start - fit.validationLoss.best -
        (timeLoss.start - timeLoss.best),
    })),
    window: fits[0].process.window,
    weights: fits[0].process.network.weights.length,
    batch: WINDOW_FIT_DEFAULTS.batch,
    learning_rate: WINDOW_FIT_DEFAULTS.learningRate,
    places: { neighbours, floor_km: floorKm, uniform_share: uniformShare },
  };
}
