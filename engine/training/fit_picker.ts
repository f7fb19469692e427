import { compileGraph, type KernelEngine, type Predictor } from "../backend/mod.ts";
import { InsufficientDataError, type LabelledTrace, type ReportProgress } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import { type LaidNetwork, normaliseWindow } from "../models/mod.ts";
import {
  AUGMENTATION_DEFAULTS,
  type AugmentationOptions,
  drawWindow,
  SHIFT_ALONE,
} from "./augment_waveforms.ts";
import {
  type BatchFit,
  type BatchFitConfiguration,
  type BatchFitState,
  fitBatches,
} from "./fit_batches.ts";
import { keepUnknown } from "./keep_unknown.ts";
import type { LabelledWindow } from "./labelled_window.ts";
import { layPickTargets, pickLoss, type PickTargetOptions } from "./pick_loss.ts";
import type { TrainingRun } from "./training_run.ts";

/** Windows that are judged at once. */
const JUDGED_AT_ONCE = 16;

/** How a picker is trained. */
export interface PickerFitConfiguration extends BatchFitConfiguration, PickTargetOptions {
  /** Batches between two looks at validation. */
  batchesPerEpoch: number;
  /** Windows of each validation trace, at random places. */
  validationWindows: number;
  /** Weight of noise, P and S in the cross-entropy. */
  classWeights: readonly [noise: number, p: number, s: number];
}

/** What is taken where nothing else is asked for. */
export const PICKER_FIT_DEFAULTS: PickerFitConfiguration = Object.freeze({
  sigmaSamples: 7, // people read to a tenth of a second; a narrow bell of few traces is learned worse
  reachSamples: 21,
  batch: 8, // windows of 30 s; every one is new, so that epochs are counted in batches
  batchesPerEpoch: 250,
  epochs: 10, // 20,000 windows: more only remember a hundred traces better
  patience: 0, // the rate goes down to the end: the last epochs are the best
  optimizer: "adam",
  momentum: 0.9,
  clipNorm: 1,
  l1: 0,
  l2: 1e-5,
  learningRate: 2e-3,
  schedule: "cosine",
  averagedSteps: 200,
  validationWindows: 4,
  classWeights: [1, 1, 1] as const,
});

/** What a picker is fitted on, and how it can be watched and stopped. */
export interface FitPickerOptions {
  /** Traces to fit on; in stretches of theirs that are unknown the network is held to what it says at first. */
  train: readonly LabelledTrace[];
  /** Traces that choose the epoch, known all over; where there are none, the last weights are kept. */
  validation: readonly LabelledTrace[];
  /** Seed of windows, changes and dropout; the first weights are the network's. */
  seed: number;
  /** How it is trained, where that differs from PICKER_FIT_DEFAULTS. */
  configuration?: Partial<PickerFitConfiguration>;
  /** What is done to windows, where that differs from AUGMENTATION_DEFAULTS. */
  augmentation?: Partial<AugmentationOptions>;
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

/**
 * Fits a picker: a network from windows [sample, 3] to logits [sample, 3] of noise, P and S, on windows
 * that are drawn anew for every batch, under the mean cross-entropy of samples.
 *
 * Throws InsufficientDataError without traces to fit on, and as `fitBatches`.
 */
export async function fitPicker(
  network: LaidNetwork,
  options: FitPickerOptions,
): Promise<BatchFit> {
  const { train, validation, seed, kernels } = options;
  const need = { have: train.length, need: 1, of: "labelled traces" };
  if (train.length === 0) throw new InsufficientDataError("Cannot fit a picker", need);
  const isJudged = validation.length > 0;
  const given = { ...PICKER_FIT_DEFAULTS, ...options.configuration };
  const configuration = isJudged ? given : { ...given, patience: 0 };
  const augmentation = { ...AUGMENTATION_DEFAULTS, ...options.augmentation };
  const windowSamples = network.graph.inputShape[0];
  const judged = drawJudged(validation, { seed, windowSamples, configuration });
  const targets = new Float32Array(configuration.batch * windowSamples * 3);
  const { resumeFrom, saveState, signal, onProgress } = options;
  const before = train.some(({ unknown }) => unknown !== undefined)
    ? compileGraph(network.graph, {
      ...{ values: network.weights, batch: configuration.batch, engine: kernels },
    })
    : undefined;
  const fitting = fitBatches(network, {
    ...{ resumeFrom, saveState, signal, onProgress, seed, configuration, kernels },
    keep: isJudged ? "best" : "last",
    unit: "nats a sample",
    openEpoch: (stream) => ({
      batches: configuration.batchesPerEpoch,
      runBatch: (run, number) => {
        const random = stream.fork(`batch ${number}`);
        const draw = () => {
          const index = random.integer(train.length);
          return drawWindow({ traces: train, index, windowSamples, augmentation }, random);
        };
        const loss = runWindows(run, { draw, targets, configuration, before });
        return { loss, examples: configuration.batch };
      },
    }),
    validate: (weights) =>
      judged.length === 0 ? NaN : judge({ graph: network.graph, weights }, {
        ...{ windows: judged, configuration, kernels },
      }),
  });
  return await fitting.finally(() => before?.dispose());
}

/** Runs a batch forward and back; its mean loss. */
function runWindows(
  run: TrainingRun,
  { draw, targets, configuration, before }: {
    draw: () => LabelledWindow;
    targets: Float32Array;
    configuration: PickerFitConfiguration;
    before?: Predictor;
  },
): number {
  const { batch, classWeights } = configuration;
  const trainer = run.trainerFor(batch);
  const size = trainer.exampleSize;
  const partOf = (i: number) => [i * size, (i + 1) * size] as const;
  const windows = Array.from({ length: batch }, draw);
  windows.forEach((window, i) => {
    const input = trainer.input().subarray(...partOf(i));
    layExample(window, { input, targets: targets.subarray(...partOf(i)), configuration });
  });
  if (before !== undefined && windows.some(({ unknown }) => unknown !== undefined)) {
    const said = before.predict(trainer.input());
    windows.forEach((window, i) => {
      const [logits, kept] = [said, targets].map((all) => all.subarray(...partOf(i)));
      keepUnknown(window, { logits, targets: kept });
    });
  }
  const slopes = trainer.outputSlope();
  const logits = trainer.forward();
  const loss = pickLoss({ logits, targets, classWeights, slopes });
  trainer.backward();
  return loss;
}

function layExample(
  window: LabelledWindow,
  { input, targets, configuration }: {
    input: Float32Array;
    targets: Float32Array;
    configuration: PickTargetOptions;
  },
): void {
  normaliseWindow(window.samples, input, { samples: input.length / 3, components: 3 });
  layPickTargets(window, { ...configuration, out: targets });
}

/** The windows of validation, which stay the same: at random places, nothing else done to them. */
function drawJudged(
  traces: readonly LabelledTrace[],
  { seed, windowSamples, configuration }: {
    seed: number;
    windowSamples: number;
    configuration: PickerFitConfiguration;
  },
): LabelledWindow[] {
  const stream = new RandomStream(seed).fork("validation");
  const options = { traces, windowSamples, augmentation: SHIFT_ALONE };
  return traces.flatMap((_, index) =>
    Array.from(
      { length: configuration.validationWindows },
      () => drawWindow({ ...options, index }, stream),
    )
  );
}

/** Mean cross-entropy of a network on windows, nats a sample. */
function judge(
  { graph, weights }: LaidNetwork,
  { windows, configuration, kernels }: {
    windows: readonly LabelledWindow[];
    configuration: PickerFitConfiguration;
    kernels: KernelEngine;
  },
): number {
  const batch = Math.min(JUDGED_AT_ONCE, windows.length);
  const predictor = compileGraph(graph, { values: weights, batch, engine: kernels });
  try {
    const size = windows[0].samples.length;
    const [input, targets] = [new Float32Array(batch * size), new Float32Array(batch * size)];
    let sum = 0;
    for (let from = 0; from < windows.length; from += batch) {
      const some = windows.slice(from, from + batch);
      some.forEach((window, i) => {
        const part = [i * size, (i + 1) * size] as const;
        const into = { input: input.subarray(...part), targets: targets.subarray(...part) };
        layExample(window, { ...into, configuration });
      });
      const numbers = some.length * size;
      const logits = predictor.predict(input.subarray(0, numbers)).subarray(0, numbers);
      const { classWeights } = configuration;
      const loss = pickLoss({ logits, targets: targets.subarray(0, numbers), classWeights });
      sum += loss * some.length;
    }
    return sum / windows.length;
  } finally {
    predictor.dispose();
  }
}
