import type { ExampleRange, ScoredSpan } from "../../domain/mod.ts";
import {
  fitEtas,
  type KeptNeuralEtas,
  layNeuralComponents,
  type NeuralComponents,
  neuralSpans,
} from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { fitNeuralEtas, type NeuralEtasFit } from "../../training/mod.ts";
import type { PointProcessTask } from "./point_process_task.ts";
import { trainingPartsOf } from "./training_parts.ts";

/**
 * Events at most that the start is fitted to, each seen from all before it: the networks move its
 * parameters by more than their errors.
 */
const MOST_ASKED = 5_000;

/** A task laid for the networks of `neural-etas`. */
export interface NeuralTask {
  /** The model, but for its networks. */
  kept: Omit<KeptNeuralEtas, "model">;
  /** What the networks move and are told. */
  components: NeuralComponents;
  /** The parts of the events, what is scored last. */
  spans: ScoredSpan[];
  /** Events to fit on. */
  train: ExampleRange;
  /** Events that stop the training. */
  validation: ExampleRange;
  /** Both, on which the networks are trained anew where something later is scored. */
  refit?: ExampleRange;
  /** What is told of the ETAS it starts from. */
  note: Record<string, unknown>;
}

/** Fits ETAS to the training part alone, and lays all events for the networks. */
export function layNeuralTask(task: PointProcessTask): NeuralTask {
  const { data, span, areaKm2, kernels, onProgress, magnitudeStep = 0.1 } = task;
  const { events, mc, startMs, trainingStartMs } = data;
  const { train, validation } = trainingPartsOf(task);
  // Where there is no validation part, its start is the time of its first event.
  const middleMs = data.validation?.startMs ?? events.timeMs[validation.start];
  const edgesMs = [startMs, trainingStartMs, middleMs, span.startMs];
  const spans = neuralSpans(events, { edgesMs, span });
  const fit = fitEtas(events, {
    ...{ mc, areaKm2, magnitudeStep, kernels, onProgress, withErrors: false },
    span: { from: train.start, to: train.end, startMs: trainingStartMs, endMs: middleMs },
    most: MOST_ASKED,
  });
  const { parameters } = fit;
  const components = layNeuralComponents(events, {
    ...{ parameters, mc, areaKm2, spans, training: 1, kernels, onProgress },
  });
  const { shape, meanExcess } = components;
  const kept = { parameters, mc, magnitudeStep, areaKm2, shape, meanExcess, edgesMs };
  const asked = Math.min(fit.events, MOST_ASKED);
  const note = { beta: fit.beta, likelihoods: fit.evaluations, converged: fit.converged };
  const refit = span.from < validation.end
    ? undefined
    : { start: train.start, end: validation.end };
  return { kept, components, spans, train, validation, refit, note: { fit: { ...note, asked } } };
}

/** Fits by their data and what they are made of. */
const FITS = new WeakMap<PointBenchmark, Map<string, NeuralEtasFit>>();

/** Trains the networks of a laid task with a seed; a fit to the same parts of the same data is known. */
export async function fitNeuralTask(
  { data, kernels, onProgress }: PointProcessTask,
  { kept: { mc, magnitudeStep, areaKm2 }, components, train, validation, refit, seed }:
    & NeuralTask
    & { seed: number },
): Promise<NeuralEtasFit> {
  const fits = FITS.get(data) ?? new Map<string, NeuralEtasFit>();
  FITS.set(data, fits);
  const key = JSON.stringify({ mc, magnitudeStep, areaKm2, train, validation, refit, seed });
  const fit = fits.get(key) ?? await fitNeuralEtas(data.events, {
    ...{ components, train, validation, refit, mc, magnitudeStep, kernels, seed },
    onProgress: onProgress &&
      ((progress) => onProgress({ ...progress, stage: `${progress.stage} of seed ${seed}` })),
  });
  fits.set(key, fit);
  return fit;
}
