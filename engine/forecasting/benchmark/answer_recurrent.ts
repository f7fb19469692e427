import type { ExampleRange, PointProcessTerms } from "../../domain/mod.ts";
import { type PointProcessScores, scorePointProcess } from "../../evaluation/mod.ts";
import { scoreRecurrent, type SmoothedHistory, smoothHistory } from "../../models/mod.ts";
import {
  fitRecurrent,
  predictRecurrent,
  type RecurrentFit,
  WINDOW_FIT_DEFAULTS,
} from "../../training/mod.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";

/** Part of the events that a catalogue without validation part is validated on. */
const VALIDATION_SHARE = 0.2;

/**
 * The recurrent process: fitted on the training part alone, stopped on validation, once for each seed.
 * Its score is the mean of theirs, as the mean of what they say of each event.
 */
export async function answerRecurrent(task: PointProcessTask): Promise<PointProcessAnswer> {
  const { data, span, areaKm2, kernels, signal, onProgress, seed = 1, seeds = 1 } = task;
  const { events, validation, mc, startMs } = data;
  const places = smoothHistory(events, { span, validation, areaKm2, onProgress });
  const parts = partsOf(task);
  const fits: RecurrentFit[] = [];
  const answers: PointProcessTerms[] = [];
  for (let i = 0; i < seeds; i++) {
    const fit = await fitRecurrent(events, {
      ...{ ...parts, mc, startMs, kernels, signal, seed: seed + i },
      magnitudeStep: task.magnitudeStep ?? 0.1,
      onProgress: onProgress && ((progress) =>
        onProgress({
          ...progress,
          done: progress.done + i * progress.total,
          total: seeds * progress.total,
        })),
    });
    const range = { start: span.from - 1, end: span.to };
    const outputs = predictRecurrent(events, { process: fit.process, range, kernels });
    const { logDensity } = places;
    answers.push(scoreRecurrent(events, { process: fit.process, outputs, span, logDensity }));
    fits.push(fit);
  }
  return { terms: meanTerms(answers), note: noteOf({ ...parts, fits, answers, places, seed }) };
}

/** What is explained in training, and what stops it. */
function partsOf(
  { data: { events, trainingStartMs, validation }, span }: PointProcessTask,
): { train: ExampleRange; validation: ExampleRange } {
  const first = events.timeMs.findIndex((time) => time >= trainingStartMs);
  const start = first < 0 ? span.from : Math.min(first, span.from);
  const from = validation?.from ?? Math.floor(start + (1 - VALIDATION_SHARE) * (span.from - start));
  const to = validation?.to ?? span.from;
  return { train: { start, end: from }, validation: { start: from, end: to } };
}

/** The mean of what each says of each event: its score is the mean of theirs. */
function meanTerms(answers: readonly PointProcessTerms[]): PointProcessTerms {
  const mean = (pick: (terms: PointProcessTerms) => number) =>
    answers.reduce((sum, terms) => sum + pick(terms), 0) / answers.length;
  return {
    ...answers[0],
    logRate: answers[0].logRate.map((_, i) => mean(({ logRate }) => logRate[i])),
    expected: answers[0].expected.map((_, i) => mean(({ expected }) => expected[i])),
    expectedAfter: mean(({ expectedAfter }) => expectedAfter),
  };
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

/** Standard deviation over seeds; nothing for one. */
function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(square / (values.length - 1));
}
