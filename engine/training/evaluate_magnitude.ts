import type { KernelEngine } from "../backend/mod.ts";
import {
  ConfigurationError,
  type LabelledTrace,
  MAGNITUDE_WINDOW,
  type MagnitudeCalibration,
  type MagnitudeScores,
  type ReportProgress,
} from "../domain/mod.ts";
import { scoreMagnitudes, scoreMagnitudeSigmas } from "../evaluation/mod.ts";
import { blockBootstrapMean, type BootstrapInterval, RandomStream } from "../mathematics/mod.ts";
import {
  fitAmplitudeTimeRegression,
  measureMagnitudeWindow,
  regressionMagnitude,
} from "../models/mod.ts";
import { cutMagnitudeWindow } from "../preprocessing/mod.ts";
import { fitMagnitudeNetwork } from "./fit_magnitude_network.ts";
import { predictMagnitudes } from "./predict_magnitudes.ts";

/** How magnitudes are cross-validated. */
export interface EvaluateMagnitudeOptions {
  /** Parts; a recording is in part index mod folds. */
  folds: number;
  /** Trainings of each part, with seeds 1, 2 and so on. */
  seeds: number;
  /** Most epochs; the best number is found by cross-validation within the parts trained on. */
  epochs?: number;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Stops it between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What was found for one recording when it was held out. */
export interface MagnitudeRow {
  /** Name of the recording. */
  name: string;
  /** Its magnitude in the catalogue. */
  magnitude: number;
  /** By the network, for each seed. [seed] */
  network: number[];
  /** Stated standard deviation, for each seed. [seed] */
  sigma: number[];
  /** By the regression that the network starts from. */
  start: number;
  /** By the regression on log peak and P–S time; null where S was not picked. */
  regression: number | null;
  /** The mean magnitude of the recordings trained on. */
  mean: number;
}

/** How good magnitudes are on recordings that were held out. */
export interface MagnitudeEvaluation {
  /** Parts. */
  folds: number;
  /** Trainings of each part. */
  seeds: number;
  /** Recordings. */
  recordings: number;
  /** By the network, all seeds together. */
  network: MagnitudeScores;
  /** Mean absolute error of the network by seed. [seed] */
  meanAbsoluteErrorBySeed: number[];
  /** Whether the network's standard deviations hold. */
  calibration: MagnitudeCalibration;
  /** By the regression on log peak and P–S time, fitted on the same parts; null without S. */
  regression: MagnitudeScores | null;
  /** By the regression the network starts from. */
  start: MagnitudeScores;
  /** By the mean of the training parts. */
  mean: MagnitudeScores;
  /**
   * Absolute error of the network, mean over seeds, less that of a rival, by paired bootstrap over
   * recordings with its 95 % interval; below 0 the network is better.
   */
  against: Record<"regression" | "start" | "mean", BootstrapInterval | null>;
  /** Every recording. */
  rows: MagnitudeRow[];
}

/**
 * Cross-validates the magnitude network on recordings: everything, from regression to number of epochs,
 * is fitted on the other parts.
 *
 * Throws ConfigurationError for fewer than two parts or no seed, and as `fitMagnitudeNetwork`.
 */
export async function evaluateMagnitude(
  records: readonly LabelledTrace[],
  options: EvaluateMagnitudeOptions,
): Promise<MagnitudeEvaluation> {
  const { folds, seeds } = options;
  if (!(folds >= 2 && folds <= records.length)) {
    throw new ConfigurationError(
      `Cannot cross-validate ${records.length} recordings in ${folds} parts: need 2 to as many.`,
      "folds",
    );
  }
  if (!(seeds >= 1)) throw new ConfigurationError(`Cannot train with ${seeds} seeds.`, "seeds");
  const rows = new Array<MagnitudeRow>(records.length);
  for (let fold = 0; fold < folds; fold++) {
    const found = await evaluateFold(records, fold, options);
    found.forEach((row, i) => rows[fold + i * folds] = row);
  }
  return summarise(rows, options);
}

async function evaluateFold(
  records: readonly LabelledTrace[],
  fold: number,
  { folds, seeds, epochs, kernels, signal, onProgress }: EvaluateMagnitudeOptions,
): Promise<MagnitudeRow[]> {
  const train = records.filter((_, i) => i % folds !== fold);
  const held = records.filter((_, i) => i % folds === fold);
  const windows = held.map(windowOf);
  const plain = fitPlain(train);
  const mean = train.reduce((sum, { magnitude }) => sum + magnitude, 0) / train.length;
  const rows = held.map((record, i): MagnitudeRow => ({
    ...{ name: record.name, magnitude: record.magnitude, network: [], sigma: [], start: NaN, mean },
    regression: hasS(record) && plain !== null ? plain(plainOf(record, windows[i])) : null,
  }));
  for (let seed = 1; seed <= seeds; seed++) {
    const { model } = await fitMagnitudeNetwork(train, {
      ...{ seed, epochs, kernels, signal },
      onProgress: onProgress && ((progress) =>
        onProgress({
          ...progress,
          stage: `Part ${fold + 1} of ${folds}, seed ${seed} of ${seeds}: ${progress.stage}`,
        })),
    });
    predictMagnitudes(model, { windows, kernels }).forEach(({ magnitude, sigma }, i) => {
      rows[i].network.push(magnitude);
      rows[i].sigma.push(sigma);
      rows[i].start = regressionMagnitude(model.regression, measureMagnitudeWindow(windows[i]));
    });
  }
  return rows;
}

/** The plain regression on the recordings that have S; null where they are too few. */
function fitPlain(train: readonly LabelledTrace[]) {
  const known = train.filter(hasS);
  if (known.length < 4) return null;
  return fitAmplitudeTimeRegression(
    known.map((record) => plainOf(record, windowOf(record))),
    known.map(({ magnitude }) => magnitude),
  );
}

function plainOf({ pSample, sSample }: LabelledTrace, window: Float32Array) {
  const spSeconds = (sSample - pSample) / MAGNITUDE_WINDOW.samplingRateHz;
  return { logPeak: measureMagnitudeWindow(window).logPeak, spSeconds };
}

function hasS({ pSample, sSample }: LabelledTrace): boolean {
  return sSample > pSample;
}

function windowOf({ samples, pSample }: LabelledTrace): Float32Array {
  return cutMagnitudeWindow(samples, pSample).window;
}

function summarise(
  rows: MagnitudeRow[],
  { folds, seeds }: EvaluateMagnitudeOptions,
): MagnitudeEvaluation {
  const errors = rows.flatMap(({ network, magnitude }) => network.map((by) => by - magnitude));
  const absolute = rows.map(({ network, magnitude }) =>
    network.reduce((sum, by) => sum + Math.abs(by - magnitude), 0) / network.length
  );
  const errorsBy = (of: "regression" | "start" | "mean") =>
    rows.filter((row) => row[of] !== null).map((row) => row[of]! - row.magnitude);
  const compare = (of: "regression" | "start" | "mean") => {
    const gains = rows.flatMap((row, i) =>
      row[of] === null ? [] : [absolute[i] - Math.abs(row[of] - row.magnitude)]
    );
    if (gains.length === 0) return null;
    return blockBootstrapMean(gains, { blockLength: 1, random: new RandomStream(`against ${of}`) });
  };
  const regression = errorsBy("regression");
  return {
    ...{ folds, seeds, recordings: rows.length },
    network: scoreMagnitudes(errors),
    meanAbsoluteErrorBySeed: Array.from(
      { length: seeds },
      (_, seed) =>
        scoreMagnitudes(rows.map(({ network, magnitude }) => network[seed] - magnitude))
          .meanAbsoluteError,
    ),
    calibration: scoreMagnitudeSigmas(errors, rows.flatMap(({ sigma }) => sigma)),
    regression: regression.length === 0 ? null : scoreMagnitudes(regression),
    start: scoreMagnitudes(errorsBy("start")),
    mean: scoreMagnitudes(errorsBy("mean")),
    against: {
      regression: compare("regression"),
      start: compare("start"),
      mean: compare("mean"),
    },
    rows,
  };
}
