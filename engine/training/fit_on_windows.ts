import { compileGraph, type KernelEngine } from "../backend/mod.ts";
import type { ExampleRange, ReportProgress } from "../domain/mod.ts";
import type { LaidNetwork } from "../models/mod.ts";
import { gatherWindows, type WindowRows } from "../preprocessing/mod.ts";
import {
  type BatchFit,
  type BatchFitConfiguration,
  type BatchLoss,
  fitBatches,
} from "./fit_batches.ts";
import { rangeIndices } from "./predict_raw.ts";
import type { TrainingRun } from "./training_run.ts";

/** Windows that are predicted at once. */
const PREDICTED_AT_ONCE = 256;

/** How a network on windows is trained. */
export type WindowFitConfiguration = BatchFitConfiguration;

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

/** A network fitted on windows; losses are nats an event. */
export type WindowFit = BatchFit;

/**
 * Fits a network on windows of events by back-propagation, under any loss that is a sum over events,
 * with early stopping on validation and the best weights restored, as `fitBatches` does.
 */
export async function fitOnWindows(
  network: LaidNetwork,
  options: FitOnWindowsOptions,
): Promise<WindowFit> {
  const configuration = { ...WINDOW_FIT_DEFAULTS, ...options.configuration };
  const { graph } = network;
  const { train, validation, keep = "best", seed, kernels, signal, onProgress } = options;
  return await fitBatches(network, {
    ...{ keep, seed, configuration, kernels, signal, onProgress, unit: "nats an event" },
    openEpoch(stream) {
      const order = rangeIndices(train);
      stream.fork("order").shuffle(order);
      return {
        batches: Math.ceil(order.length / configuration.batch),
        runBatch: (run, batch) => {
          const from = batch * configuration.batch;
          return runWindows(run, options, order.subarray(from, from + configuration.batch));
        },
      };
    },
    validate(weights) {
      if (keep === "last") return NaN;
      const outputs = predictWindows({ graph, weights }, { ...options, range: validation });
      return meanOf(options.lossOf(outputs, rangeIndices(validation)).loss);
    },
  });
}

/** Runs a batch forward and back and leaves the slopes of the mean loss by the weights; that loss. */
function runWindows(
  run: TrainingRun,
  options: FitOnWindowsOptions,
  events: Int32Array,
): BatchLoss {
  const trainer = run.trainerFor(events.length);
  gatherWindows(options, events, trainer.input());
  const { loss, slope } = options.lossOf(trainer.forward(), events);
  trainer.outputSlope().set(slope.map((value) => value / events.length));
  trainer.backward();
  return { loss: meanOf(loss), examples: events.length };
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
