import type { ExampleRange, ScoredSpan } from "../../domain/mod.ts";
import {
  type KeptNeuralEtas,
  layNeuralComponents,
  type NeuralComponents,
  neuralSpans,
} from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { fitNeuralEtas, type NeuralEtasFit } from "../../training/mod.ts";
import { etasBefore } from "./fit_before.ts";
import type { PointProcessTask } from "./point_process_task.ts";
import { trainingPartsOf } from "./training_parts.ts";

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
  const before = { from: train.end, to: span.from, startMs: middleMs, endMs: span.startMs };
  const { options: { parameters }, note } = etasBefore({ ...task, etas: undefined, span: before });
  const components = layNeuralComponents(events, {
    ...{ parameters, mc, areaKm2, spans, training: 1, kernels, onProgress },
  });
  const { shape, meanExcess } = components;
  const kept = { parameters, mc, magnitudeStep, areaKm2, shape, meanExcess, edgesMs };
  return { kept, components, spans, train, validation, note };
}

/** Fits by their data and what they are made of: validation and test are scored by the same one. */
const FITS = new WeakMap<PointBenchmark, Map<string, NeuralEtasFit>>();

/** Trains the networks of a laid task with a seed; a fit to the same parts of the same data is known. */
export async function fitNeuralTask(
  { data, kernels, onProgress }: PointProcessTask,
  { kept: { mc, magnitudeStep, areaKm2 }, components, train, validation, seed }: NeuralTask & {
    seed: number;
  },
): Promise<NeuralEtasFit> {
  const fits = FITS.get(data) ?? new Map<string, NeuralEtasFit>();
  FITS.set(data, fits);
  const key = JSON.stringify({ mc, magnitudeStep, areaKm2, train, validation, seed });
  const fit = fits.get(key) ?? await fitNeuralEtas(data.events, {
    ...{ components, train, validation, mc, magnitudeStep, kernels, seed },
    onProgress: onProgress &&
      ((progress) => onProgress({ ...progress, stage: `${progress.stage} of seed ${seed}` })),
  });
  fits.set(key, fit);
  return fit;
}
