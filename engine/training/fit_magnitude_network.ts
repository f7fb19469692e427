import type { KernelEngine } from "../backend/mod.ts";
import {
  InsufficientDataError,
  type LabelledTrace,
  MAGNITUDE_WINDOW_SIZE,
  type ReportProgress,
} from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import {
  fitMagnitudeRegression,
  formOfWindow,
  type LaidNetwork,
  layMagnitudeNetwork,
  MAGNITUDE_NETWORK_SHAPE,
  type MagnitudeNetwork,
  type MagnitudeRegression,
  type MagnitudeTargets,
  magnitudeWindowLoss,
  type MagnitudeWindowMeasures,
  measureMagnitudeWindow,
  regressionMagnitude,
  type SeenRange,
} from "../models/mod.ts";
import { cutMagnitudeWindow } from "../preprocessing/mod.ts";
import { augmentMagnitudeRecord } from "./augment_magnitude_record.ts";
import { type BatchFitConfiguration, type BatchLoss, fitBatches } from "./fit_batches.ts";
import { WINDOW_FIT_DEFAULTS } from "./fit_on_windows.ts";
import { predictForms } from "./predict_forms.ts";
import type { TrainingRun } from "./training_run.ts";

/** Recordings at least: each part of the inner cross-validation must be able to fit a regression. */
const LEAST_RECORDINGS = 8;

/** Parts of the inner cross-validation that chooses the number of epochs. */
const INNER_PARTS = 4;

/** What is fitted or chosen on all recordings: the regression's two numbers and the number of epochs. */
const FITTED_NUMBERS = 3;

/** Augmented windows for each recording, besides itself. */
const COPIES = 7;

/** How a magnitude network is trained. */
const CONFIGURATION: BatchFitConfiguration = {
  ...WINDOW_FIT_DEFAULTS,
  batch: 16,
  learningRate: 1e-3,
  epochs: 16, // of what was tried none was best after 10
  patience: 0, // the best epoch is chosen over all parts together
  schedule: "constant",
  l2: 1e-3, // a ridge: a few dozen recordings, ten thousand weights
  averagedSteps: 30,
};

/** A recording of an earthquake of known magnitude, its P picked. */
export type MagnitudeRecord = Pick<LabelledTrace, "samples" | "pSample" | "magnitude">;

/** How a magnitude network is fitted. */
export interface FitMagnitudeOptions {
  /** Seed of first weights, augmentation, order and dropout. */
  seed: number;
  /** Most epochs; the best number is found by cross-validation. */
  epochs?: number;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A fitted magnitude network and how it was found. */
export interface MagnitudeFit {
  /** The model. */
  model: MagnitudeNetwork;
  /** Loss in the inner cross-validation by epochs of training, the regression alone first; nats. [epoch + 1] */
  losses: number[];
  /** Epochs that were best there, and were trained on all; 0 where the regression was. */
  epochs: number;
  /** Errors of the recordings held out there, with that many epochs and by the regression alone. [recording] */
  heldOutErrors: { network: number[]; regression: number[] };
}

/**
 * Fits a magnitude network to recordings: first a regression on amplitude, then a network that corrects
 * it by the form of the waveform. How long the network is trained is chosen by cross-validation within
 * these recordings; where nothing beats the regression, its weights stay at 0.
 *
 * Throws InsufficientDataError for fewer than eight recordings, the signal's reason when stopped.
 */
export async function fitMagnitudeNetwork(
  records: readonly MagnitudeRecord[],
  options: FitMagnitudeOptions,
): Promise<MagnitudeFit> {
  if (records.length < LEAST_RECORDINGS) {
    const amounts = { have: records.length, need: LEAST_RECORDINGS, of: "recordings" };
    throw new InsufficientDataError("Cannot fit a magnitude network", amounts);
  }
  const epochs = options.epochs ?? CONFIGURATION.epochs;
  const parts: WatchedEpoch[][] = [];
  for (let part = 0; part < INNER_PARTS; part++) {
    const isHeld = (i: number) => i % INNER_PARTS === part;
    const held = records.filter((_, i) => isHeld(i));
    const kept = records.filter((_, i) => !isHeld(i));
    parts.push((await fitPart(kept, { ...options, held, epochs })).watched);
  }
  const all = (of: keyof WatchedEpoch, epoch: number) => parts.flatMap((part) => part[epoch][of]);
  const losses = parts[0].map((_, epoch) => meanOf(all("losses", epoch)));
  const best = losses.indexOf(Math.min(...losses));
  const { network, regression, measures } = await fitPart(records, { ...options, epochs: best });
  return {
    model: {
      regression,
      shape: MAGNITUDE_NETWORK_SHAPE,
      network,
      sigmaFactor: sigmaFactorOf(all("squares", best)),
      seen: {
        logLevel: rangeOf(measures.map(({ logLevel }) => logLevel)),
        logCentroid: rangeOf(measures.map(({ logCentroid }) => logCentroid)),
        magnitude: rangeOf(records.map(({ magnitude }) => magnitude)),
      },
    },
    losses,
    epochs: best,
    heldOutErrors: { network: all("errors", best), regression: all("errors", 0) },
  };
}

/** What was found of recordings held out, after an epoch. */
interface WatchedEpoch {
  /** Loss of each, nats. [recording] */
  losses: number[];
  /** Magnitude less that of the catalogue. [recording] */
  errors: number[];
  /** Square of each error in standard deviations. [recording] */
  squares: number[];
}

interface PartFit {
  network: LaidNetwork;
  regression: MagnitudeRegression;
  measures: MagnitudeWindowMeasures[];
  /** Before training and after each epoch. [epoch + 1] */
  watched: WatchedEpoch[];
}

/** One training: on some recordings, each epoch on other copies, watched on those that are held out. */
async function fitPart(
  records: readonly MagnitudeRecord[],
  { held = [], epochs, seed, ...options }: FitMagnitudeOptions & {
    held?: readonly MagnitudeRecord[];
    epochs: number;
  },
): Promise<PartFit> {
  const measures = records.map((record) => measureMagnitudeWindow(windowOf(record)));
  const regression = fitMagnitudeRegression(
    measures.map((measured, i) => ({ measures: measured, magnitude: records[i].magnitude })),
  );
  const watchedWindows = held.map((record) => drawnOf(record, windowOf(record), regression));
  const watched: WatchedEpoch[] = [];
  const network = layMagnitudeNetwork(MAGNITUDE_NETWORK_SHAPE, new RandomStream(seed));
  const { graph } = network;
  const configuration = { ...CONFIGURATION, epochs };
  const { batch } = configuration;
  const fit = await fitBatches(network, {
    ...{ ...options, seed, configuration, keep: "last", unit: "nats a recording" },
    openEpoch(stream) {
      const windows = drawWindows(records, { stream, regression });
      return {
        batches: Math.ceil(windows.length / batch),
        runBatch: (run, k) => runBatch(run, windows.slice(k * batch, (k + 1) * batch), regression),
      };
    },
    validate(weights) {
      if (held.length === 0) return NaN;
      const forms = watchedWindows.map(({ form }) => form);
      const said = predictForms({ graph, weights }, { forms, kernels: options.kernels });
      const targets = targetsOf(watchedWindows, regression.sigma);
      const { loss, errors, squares } = magnitudeWindowLoss(said, targets);
      watched.push({ losses: [...loss], errors: [...errors], squares: [...squares] });
      return meanOf(loss);
    },
  });
  return { network: fit.network, regression, measures, watched };
}

/** A window of a recording, as it was or as it might have been. */
interface DrawnWindow {
  magnitude: number;
  /** Magnitude by the regression. */
  start: number;
  /** What the network sees. [3000, 3] */
  form: Float32Array;
}

/** Every recording and copies of it, in random order. */
function drawWindows(
  records: readonly MagnitudeRecord[],
  { stream, regression }: { stream: RandomStream; regression: MagnitudeRegression },
): DrawnWindow[] {
  const order = Int32Array.from({ length: records.length * (1 + COPIES) }, (_, i) => i);
  stream.fork("order").shuffle(order);
  return Array.from(order, (place) => {
    const record = records[place % records.length];
    const window = place < records.length
      ? windowOf(record)
      : augmentMagnitudeRecord(record, stream.fork(`copy ${place}`));
    return drawnOf(record, window, regression);
  });
}

function drawnOf(
  { magnitude }: MagnitudeRecord,
  window: Float32Array,
  regression: MagnitudeRegression,
): DrawnWindow {
  const measures = measureMagnitudeWindow(window);
  const start = regressionMagnitude(regression, measures);
  return { magnitude, start, form: formOfWindow(window, measures) };
}

function runBatch(
  run: TrainingRun,
  windows: readonly DrawnWindow[],
  { sigma }: MagnitudeRegression,
): BatchLoss {
  const trainer = run.trainerFor(windows.length);
  const input = trainer.input();
  windows.forEach(({ form }, i) => input.set(form, i * MAGNITUDE_WINDOW_SIZE));
  const { loss, slope } = magnitudeWindowLoss(trainer.forward(), targetsOf(windows, sigma));
  trainer.outputSlope().set(slope.map((value) => value / windows.length));
  trainer.backward();
  return { loss: meanOf(loss), examples: windows.length };
}

function targetsOf(windows: readonly DrawnWindow[], sigma: number): MagnitudeTargets {
  return {
    starts: windows.map(({ start }) => start),
    magnitudes: windows.map(({ magnitude }) => magnitude),
    sigma,
  };
}

/** By how much held-out errors exceed what was stated, for what was fitted and chosen on as few recordings. */
function sigmaFactorOf(squares: readonly number[]): number {
  const freedom = squares.length - FITTED_NUMBERS;
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / freedom);
}

function windowOf({ samples, pSample }: MagnitudeRecord): Float32Array {
  return cutMagnitudeWindow(samples, pSample).window;
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function rangeOf(values: readonly number[]): SeenRange {
  return [Math.min(...values), Math.max(...values)];
}
