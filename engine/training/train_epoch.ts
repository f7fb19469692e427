import { InputError } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import type { ForecastConfiguration } from "../domain/mod.ts";
import { applyModalityMask, gatherBatch } from "../preprocessing/mod.ts";
import { selectTableRows } from "../models/mod.ts";
import type { FitOptions, FitState } from "./fit_state.ts";
import { rowsOf } from "./predict_raw.ts";
import type { TrainingRun } from "./training_run.ts";

/** Milliseconds of work between two looks at signals and timers. */
const BREATH_MS = 50;

/** One pass over the training part. */
export interface EpochOptions extends FitOptions {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** Weights and averages; changed when the epoch is whole, and only then. */
  state: FitState;
  /** Source of this epoch's order and noise. */
  stream: RandomStream;
  /** Step length of this epoch. */
  learningRate: number;
  /** Called after each batch. */
  onBatch?: (done: number, total: number) => void;
}

/** Trains one epoch and returns the mean loss over its examples, penalties included. */
export async function trainEpoch(run: TrainingRun, options: EpochOptions): Promise<number> {
  const { train, stream, configuration, state, signal, learningRate } = options;
  const order = Int32Array.from({ length: train.end - train.start }, (_, i) => train.start + i);
  stream.fork("order").shuffle(order);
  const noise = stream.fork("noise");
  const dropping = stream.fork("modalities");
  const batches = Math.ceil(order.length / configuration.batch);
  let lossSum = 0;
  let lastBreath = performance.now();
  run.load(state);
  for (let batch = 0; batch < batches; batch++) {
    signal?.throwIfAborted();
    const start = batch * configuration.batch;
    const indices = order.subarray(start, start + configuration.batch);
    const loss = runBatch(run, { ...options, indices, noise, dropping });
    refuseDivergence(loss, configuration);
    const penalty = run.takeStep(state.optimiser.step + batch + 1, learningRate);
    lossSum += (loss + penalty) * indices.length;
    options.onBatch?.(batch + 1, batches);
    if (performance.now() - lastBreath > BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      lastBreath = performance.now();
    }
  }
  run.store(state);
  state.optimiser.step += batches;
  return lossSum / order.length;
}

/** Runs a batch forward and back, and leaves the slopes by the weights; returns the loss. */
function runBatch(
  run: TrainingRun,
  options: EpochOptions & { indices: Int32Array; noise: RandomStream; dropping: RandomStream },
): number {
  const { examples, indices, task, positiveWeight } = options;
  const { targetSize } = examples;
  const trainer = run.trainerFor(indices.length);
  const inputs = trainer.input();
  gatherBatch(examples, indices, inputs);
  addNoise(inputs, options);
  dropModalities(inputs, { ...options, windows: indices.length });
  const start = selectTableRows(options.start, rowsOf(indices, targetSize));
  const against = { targets: targetsAt(options), start, positiveWeight, targetSize };
  const { loss, gradient } = task.lossOf(trainer.forward(), against);
  trainer.outputSlope().set(gradient);
  trainer.backward();
  return loss;
}

function targetsAt({ examples, indices }: EpochOptions & { indices: Int32Array }): Float32Array {
  const { targets, targetSize } = examples;
  const chosen = new Float32Array(indices.length * targetSize);
  indices.forEach((example, i) => {
    const from = example * targetSize;
    chosen.set(targets.subarray(from, from + targetSize), i * targetSize);
  });
  return chosen;
}

function addNoise(
  inputs: Float32Array,
  { inputNoise, noise }: { inputNoise: readonly number[]; noise: RandomStream },
): void {
  if (inputNoise.every((deviation) => deviation === 0)) return;
  const features = inputNoise.length;
  for (let i = 0; i < inputs.length; i++) {
    const deviation = inputNoise[i % features];
    if (deviation > 0) inputs[i] += deviation * noise.normal();
  }
}

/** Whole windows lose a group of inputs, each group by itself. */
function dropModalities(
  inputs: Float32Array, // [window, time, ..., feature]
  { modalityDropout, dropping, windows, inputNoise }:
    & Pick<EpochOptions, "modalityDropout" | "inputNoise">
    & { dropping: RandomStream; windows: number },
): void {
  if (modalityDropout === undefined) return;
  const size = inputs.length / windows;
  for (let window = 0; window < windows; window++) {
    const values = inputs.subarray(window * size, (window + 1) * size);
    for (const mask of modalityDropout.masks) {
      if (dropping.uniform() >= modalityDropout.share) continue;
      applyModalityMask(values, mask, inputNoise.length);
    }
  }
}

function refuseDivergence(loss: number, { learningRate }: ForecastConfiguration): void {
  if (Number.isFinite(loss)) return;
  throw new InputError(
    `Cannot go on training: the loss is ${loss}. Lower the learning rate (now ${learningRate}), ` +
      "or look for extreme values in the inputs.",
  );
}
