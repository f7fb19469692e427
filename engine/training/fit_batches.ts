import type { KernelEngine } from "../backend/mod.ts";
import type { EpochRecord, ForecastConfiguration, ReportProgress } from "../domain/mod.ts";
import { InputError } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import type { LaidNetwork } from "../models/mod.ts";
import { finishEpoch, type FitState, isFinished, startState } from "./fit_state.ts";
import { learningRateOf } from "./learning_rate.ts";
import { type StepConfiguration, TrainingRun } from "./training_run.ts";

/** Milliseconds of work between two looks at signals and timers. */
const BREATH_MS = 50;

/** How a network is trained batch by batch. */
export type BatchFitConfiguration =
  & StepConfiguration
  & Pick<ForecastConfiguration, "learningRate" | "schedule" | "epochs" | "patience">
  & {
    /**
     * Steps over which weights are averaged; the average is what is validated and kept. 1 for none.
     *
     * Source: Polyak & Juditsky 1992, SIAM J. Control Optim. 30, with a fading memory.
     */
    averagedSteps: number;
  };

/** The state of such a training: the average goes on too. */
export interface BatchFitState extends FitState {
  /** Average of the weights of the last steps. */
  average: Float32Array;
}

/** What an epoch goes through. */
export interface Epoch {
  /** How many batches. */
  batches: number;
  /** Runs a batch forward and back and leaves the slopes of its mean loss by the weights. */
  runBatch: (run: TrainingRun, batch: number) => BatchLoss;
}

/** What a batch came to. */
export interface BatchLoss {
  /** Mean loss of its examples. */
  loss: number;
  /** How many they are. */
  examples: number;
}

/** What is fitted, on what, and how it can be watched and stopped. */
export interface FitBatchesOptions {
  /** The batches of an epoch, by its own stream of random numbers alone. */
  openEpoch: (stream: RandomStream) => Epoch;
  /** Mean loss of weights on the validation part; NaN where none is judged. */
  validate: (weights: Float32Array) => number;
  /** Which weights are kept: those of the best epoch, or of the last. */
  keep: "best" | "last";
  /** Unit of the loss, for messages. */
  unit: string;
  /** Seed of order and dropout; the first weights are the network's. */
  seed: number;
  /** How it is trained. */
  configuration: BatchFitConfiguration;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Where to go on from. */
  resumeFrom?: BatchFitState;
  /** Called with the state after each epoch. */
  saveState?: (state: BatchFitState) => Promise<void>;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A network fitted batch by batch. */
export interface BatchFit {
  /** Its layers and the weights that were kept. */
  network: LaidNetwork;
  /** Losses of every epoch. */
  history: EpochRecord[];
  /** The epoch whose weights were kept; 0 where none was better than the start. */
  bestEpoch: number;
  /** Mean validation loss before training, and with the weights that were kept; NaN unjudged. */
  validationLoss: { start: number; best: number };
}

/**
 * Fits a network by back-propagation on whatever batches it is given, with early stopping on
 * validation and the best weights restored: the first ones where none is better. The same seed gives
 * the same weights, whatever the number of threads, interrupted or not.
 *
 * Throws the signal's reason when stopped, InputError where the loss is no number.
 */
export async function fitBatches(
  network: LaidNetwork,
  options: FitBatchesOptions,
): Promise<BatchFit> {
  const { configuration, validate, keep, kernels: engine } = options;
  const random = new RandomStream(options.seed);
  const dropout = { seed: 0 };
  const drawDropoutSeed = () => ++dropout.seed;
  const { graph } = network;
  const run = new TrainingRun(graph, { configuration, engine, drawDropoutSeed });
  try {
    const start = validate(network.weights);
    const state = options.resumeFrom ??
      { ...startState(network.weights.slice(), start), average: network.weights.slice() };
    while (!isFinished(state, configuration)) {
      const epoch = state.epoch + 1;
      const stream = random.fork(`epoch ${epoch}`);
      dropout.seed = stream.fork("dropout").integer(2 ** 31);
      const learningRate = learningRateOf(epoch, { configuration, history: state.history });
      const pass = { ...options, name: graph.name, state, learningRate };
      const loss = await runEpoch(run, { ...pass, epoch: options.openEpoch(stream) });
      const record = { epoch, loss, valLoss: validate(state.average), learningRate };
      finishEpoch(state, record, state.average);
      await options.saveState?.(state);
    }
    const { best, history, average } = state;
    return {
      network: { graph, weights: keep === "last" ? average : best.weights },
      history,
      bestEpoch: keep === "last" ? state.epoch : best.epoch,
      validationLoss: { start, best: best.valLoss },
    };
  } finally {
    run.dispose();
  }
}

/** Goes through an epoch; the mean loss of its examples, penalties included. */
async function runEpoch(
  run: TrainingRun,
  options: Omit<FitBatchesOptions, "openEpoch"> & {
    name: string;
    state: BatchFitState;
    learningRate: number;
    epoch: Epoch;
  },
): Promise<number> {
  const { name, state, learningRate, epoch: { batches, runBatch }, unit } = options;
  const { configuration, signal, onProgress } = options;
  const pace = 1 / configuration.averagedSteps;
  const average = state.average.slice(); // a state changes with whole epochs only
  const before = state.history.at(-1)?.valLoss ?? state.best.valLoss;
  const remark = Number.isNaN(before) ? undefined : `validation ${before.toFixed(4)} ${unit}`;
  let [sum, count] = [0, 0];
  let lastBreath = performance.now();
  run.load(state);
  for (let batch = 0; batch < batches; batch++) {
    signal?.throwIfAborted();
    const { loss, examples } = runBatch(run, batch);
    if (!Number.isFinite(loss)) {
      throw new InputError(
        `Cannot go on training: the loss is ${loss}, with steps of ${learningRate}`,
      );
    }
    const penalty = run.takeStep(state.optimiser.step + batch + 1, learningRate);
    sum += (loss + penalty) * examples;
    count += examples;
    const weights = run.weights();
    for (let i = 0; i < average.length; i++) average[i] += (weights[i] - average[i]) * pace;
    const done = state.epoch * batches + batch + 1;
    const total = configuration.epochs * batches;
    onProgress?.({ stage: `Training ${name}`, done, total, remark });
    if (performance.now() - lastBreath > BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      lastBreath = performance.now();
    }
  }
  run.store(state);
  state.optimiser.step += batches;
  state.average = average;
  return sum / count;
}
