import { compileGraph, type KernelEngine } from "../backend/mod.ts";
import {
  type EpochRecord,
  type ExampleRange,
  type ForecastConfiguration,
  InputError,
  type ReportProgress,
} from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import type { LaidNetwork } from "../models/mod.ts";
import { gatherWindows, type WindowRows } from "../preprocessing/mod.ts";
import { finishEpoch, type FitState, isFinished, startState } from "./fit_state.ts";
import { learningRateOf } from "./learning_rate.ts";
import { rangeIndices } from "./predict_raw.ts";
import { type StepConfiguration, TrainingRun } from "./training_run.ts";

/** Milliseconds of work between two looks at signals and timers. */
const BREATH_MS = 50;

/** Windows that are predicted at once. */
const PREDICTED_AT_ONCE = 256;

/** How a network on windows is trained. */
export type WindowFitConfiguration =
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

/** What is taken where nothing else is asked for. */
export const WINDOW_FIT_DEFAULTS: WindowFitConfiguration = Object.freeze({
  batch: 128, // small enough for some hundred steps in an epoch of a small catalogue
  optimizer: "adam",
  momentum: 0.9,
  clipNorm: 1, // waiting times have long tails: single events must not throw a step off
  l1: 0,
  l2: 1e-5,
  learningRate: 2e-3,
  schedule: "plateau",
  epochs: 40,
  averagedSteps: 1,
  patience: 6, // twice what a plateau waits before it lowers the rate
});

/** Loss of some events and its slopes. */
export interface WindowLoss {
  /** Loss of each event, nats. [event] */
  loss: Float64Array;
  /** Slope of an event's own loss by each number said of its window. [event, output] */
  slope: Float32Array;
}

/** What is fitted, on what, and how it can be watched and stopped. */
export interface FitOnWindowsOptions extends WindowRows {
  /**
   * Loss of the chosen events by what the network says of their windows, [event, output]; the numbers
   * are the network's own and change with its next call.
   */
  lossOf: (outputs: Float32Array, events: Int32Array) => WindowLoss;
  /** Events to fit on. */
  train: ExampleRange;
  /** Events that choose the epoch; the loss before training counts as epoch 0. */
  validation: ExampleRange;
  /** Which weights are kept: those of the best epoch, or, as none is judged then, of the last. */
  keep?: "best" | "last";
  /** Seed of order and dropout; the first weights are the network's. */
  seed: number;
  /** How it is trained, where that differs from WINDOW_FIT_DEFAULTS. */
  configuration?: Partial<WindowFitConfiguration>;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A network fitted on windows. */
export interface WindowFit {
  /** Its layers and its best weights. */
  network: LaidNetwork;
  /** Losses of every epoch. */
  history: EpochRecord[];
  /** The epoch whose weights were kept; 0 where none was better than the start. */
  bestEpoch: number;
  /** Mean validation loss before training, and with the weights that were kept; nats an event, NaN unjudged. */
  validationLoss: { start: number; best: number };
}

/**
 * Fits a network on windows of events by back-propagation, under any loss that is a sum over events,
 * with early stopping on validation and the best weights restored: the first ones where none is
 * better. The same seed gives the same weights, whatever the number of threads.
 *
 * Throws the signal's reason when stopped, InputError where the loss is no number.
 */
export async function fitOnWindows(
  network: LaidNetwork,
  options: FitOnWindowsOptions,
): Promise<WindowFit> {
  const configuration = { ...WINDOW_FIT_DEFAULTS, ...options.configuration };
  const random = new RandomStream(options.seed);
  const dropout = { seed: 0 };
  const drawDropoutSeed = () => ++dropout.seed;
  const engine = options.kernels;
  const { graph } = network;
  const run = new TrainingRun(graph, { configuration, engine, drawDropoutSeed });
  try {
    const validate = (weights: Float32Array) => {
      const { validation, keep } = options;
      if (keep === "last") return NaN;
      const outputs = predictWindows({ graph, weights }, { ...options, range: validation });
      return meanOf(options.lossOf(outputs, rangeIndices(validation)).loss);
    };
    const start = validate(network.weights);
    const state = startState(network.weights.slice(), start);
    const average = network.weights.slice();
    while (!isFinished(state, configuration)) {
      const epoch = state.epoch + 1;
      const stream = random.fork(`epoch ${epoch}`);
      dropout.seed = stream.fork("dropout").integer(2 ** 31);
      const learningRate = learningRateOf(epoch, { configuration, history: state.history });
      const pass = {
        ...options,
        name: graph.name,
        configuration,
        state,
        stream,
        learningRate,
        average,
      };
      const loss = await trainOnWindows(run, pass);
      const record = { epoch, loss, valLoss: validate(average), learningRate };
      finishEpoch(state, record, average);
    }
    const { best, history } = state;
    return {
      network: { graph, weights: options.keep === "last" ? average : best.weights },
      history,
      bestEpoch: options.keep === "last" ? state.epoch : best.epoch,
      validationLoss: { start, best: best.valLoss },
    };
  } finally {
    run.dispose();
  }
}

/** One pass over the training part; the mean loss of its events, penalties included. */
async function trainOnWindows(
  run: TrainingRun,
  options: FitOnWindowsOptions & {
    name: string;
    configuration: WindowFitConfiguration;
    state: FitState;
    stream: RandomStream;
    learningRate: number;
    /** Average of the weights of the last steps, which is moved. */
    average: Float32Array;
  },
): Promise<number> {
  const { name, train, configuration, state, stream, learningRate, signal, onProgress } = options;
  const { average } = options;
  const pace = 1 / configuration.averagedSteps;
  const order = rangeIndices(train);
  stream.fork("order").shuffle(order);
  const batches = Math.ceil(order.length / configuration.batch);
  const before = state.history.at(-1)?.valLoss ?? state.best.valLoss;
  const remark = Number.isNaN(before) ? undefined : `validation ${before.toFixed(4)} nats an event`;
  let sum = 0;
  let lastBreath = performance.now();
  run.load(state);
  for (let batch = 0; batch < batches; batch++) {
    signal?.throwIfAborted();
    const from = batch * configuration.batch;
    const events = order.subarray(from, from + configuration.batch);
    const loss = runWindows(run, { ...options, events });
    const step = state.optimiser.step + batch + 1;
    sum += (loss + run.takeStep(step, learningRate)) * events.length;
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
  return sum / order.length;
}

/** Runs a batch forward and back and leaves the slopes of the mean loss by the weights; that loss. */
function runWindows(
  run: TrainingRun,
  options: FitOnWindowsOptions & { events: Int32Array; learningRate: number },
): number {
  const { events, lossOf, learningRate } = options;
  const trainer = run.trainerFor(events.length);
  gatherWindows(options, events, trainer.input());
  const { loss, slope } = lossOf(trainer.forward(), events);
  const mean = meanOf(loss);
  if (!Number.isFinite(mean)) {
    throw new InputError(
      `Cannot go on training: the loss is ${mean}, with steps of ${learningRate}`,
    );
  }
  trainer.outputSlope().set(slope.map((value) => value / events.length));
  trainer.backward();
  return mean;
}

/** What a network says of the windows of a range of events. [event, output] */
export function predictWindows(
  { graph, weights }: LaidNetwork,
  options: WindowRows & { range: ExampleRange; kernels: KernelEngine },
): Float32Array {
  const { range, kernels: engine, features, window } = options;
  const count = range.end - range.start;
  const batch = Math.max(1, Math.min(PREDICTED_AT_ONCE, count));
  const predictor = compileGraph(graph, { values: weights, batch, engine });
  try {
    const width = predictor.outputShape.reduce((product, length) => product * length, 1);
    const outputs = new Float32Array(count * width);
    for (let from = 0; from < count; from += batch) {
      const start = range.start + from;
      const events = rangeIndices({ start, end: Math.min(range.end, start + batch) });
      const input = new Float32Array(events.length * window * features);
      gatherWindows(options, events, input);
      const said = predictor.predict(input);
      outputs.set(said.subarray(0, events.length * width), from * width);
    }
    return outputs;
  } finally {
    predictor.dispose();
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
