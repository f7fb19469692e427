import { type ForecastCalibration, InsufficientDataError } from "../../domain/mod.ts";
import type { ProbabilityMap } from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import { type CalibrationSeries, windowsOf } from "./calibration_series.ts";
import { conformalBounds } from "./conformal_bounds.ts";
import { fitProbabilityMap, mappedLogScore, type Rows } from "./probability_map.ts";

/** Levels of intervals unless others are given. */
export const CALIBRATION_LEVELS: readonly number[] = [0.5, 0.9, 0.95];

/** Parts in which maps are compared, each left out of a fit in turn. */
const FOLDS = 5;

/** Fewest independent windows from which a map is fitted. */
const FEWEST_TO_MAP = 20;

/** How forecasts are calibrated. */
export interface CalibrateForecastsOptions {
  /** Windows that share their outcomes: the horizon over the step, rounded up; 1 where none do. */
  overlap: number;
  /** Levels of intervals; none for yes-or-no forecasts; CALIBRATION_LEVELS unless given. */
  levels?: readonly number[];
  /** Source of random numbers, which break ties. */
  random: RandomStream;
}

/**
 * Calibrates any forecasts from how they did on windows that they were not fitted on: conformal bounds
 * for intervals, and a map of cumulative probabilities (none, Platt, beta, and isotonic where
 * outcomes are yes or no), the one whose log score on parts left out of its fit is best by more than
 * a standard error over none. The object is plain JSON: keep it with the model, apply it with
 * `conformalInterval` and `mapProbability`, and check it on later windows with `gateCalibration`.
 *
 * Ties are broken at random, so that ranks are exact for counts too. Throws InsufficientDataError
 * without windows.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { calibrateForecasts, seriesOfSamples } from "@quakecast/quakecast/evaluation";
 * import { RandomStream } from "@quakecast/quakecast/mathematics";
 * const random = new RandomStream(1);
 * // Simulated numbers are too low by half.
 * const samples = Array.from({ length: 60 }, () => Array.from({ length: 99 }, () => random.poisson(5)));
 * const observed = samples.map(() => random.poisson(10));
 * const series = seriesOfSamples(samples, observed, { threshold: 8 });
 * const { map, intervals } = calibrateForecasts(series, { overlap: 1, random });
 * assert(map.kind !== "none" && intervals[1].level === 0.9 && intervals[1].low! > 0.1);
 * ```
 */
export function calibrateForecasts(
  series: CalibrationSeries,
  options: CalibrateForecastsOptions,
): ForecastCalibration {
  const { overlap, levels = CALIBRATION_LEVELS, random } = options;
  const windows = windowsOf(series);
  if (!(windows >= 1)) {
    throw new InsufficientDataError("Cannot calibrate forecasts", {
      ...{ have: windows, need: 1, of: "windows" },
    });
  }
  const independent = independentWindows(windows, overlap);
  const { map, validationLogScores } = chooseMap(series, { windows, overlap });
  const intervals = levels.length === 0
    ? []
    : conformalBounds(transformsOf(series, random), { levels, independent });
  return { windows, overlap, map, validationLogScores, intervals };
}

/** Windows that share no outcomes, at least 1. */
export function independentWindows(windows: number, overlap: number): number {
  return Math.max(1, Math.floor(windows / overlap));
}

/** Probability integral transforms, ties at random. [row] */
export function transformsOf(
  { below, upTo }: CalibrationSeries,
  random: RandomStream,
): Float64Array {
  return below.map((value, row) => value + random.uniform() * (upTo[row] - value));
}

function chooseMap(
  series: CalibrationSeries,
  { windows, overlap }: { windows: number; overlap: number },
): Pick<ForecastCalibration, "map" | "validationLogScores"> {
  const none: ProbabilityMap = { kind: "none" };
  if (independentWindows(windows, overlap) < FEWEST_TO_MAP) {
    return { map: none, validationLogScores: {} };
  }
  const kinds = isYesOrNo(series)
    ? ["none", "platt", "beta", "isotonic"] as const
    : ["none", "platt", "beta"] as const;
  const scores = kinds.map((kind) => scoreFolds(kind, series, { windows, overlap }));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const totals = scores.map(sum);
  const best = totals.indexOf(Math.max(...totals));
  const gains = scores[best].map((score, fold) => score - scores[0][fold]);
  const mean = sum(gains) / FOLDS;
  const error = Math.sqrt(sum(gains.map((gain) => (gain - mean) ** 2)) / (FOLDS - 1) / FOLDS);
  const rows = rowsOf(series, { from: 0, to: windows });
  const independent = independentWindows(windows, overlap);
  return {
    map: mean > error ? fitProbabilityMap(kinds[best], series, { rows, independent }) : none,
    validationLogScores: Object.fromEntries(kinds.map((kind, i) => [kind, totals[i] / windows])),
  };
}

/** Log score of each part by a map fitted to the others, but for windows that overlap it. [fold] */
function scoreFolds(
  kind: ProbabilityMap["kind"],
  series: CalibrationSeries,
  { windows, overlap }: { windows: number; overlap: number },
): number[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const edge = (part: number) => Math.round(part * windows / FOLDS);
    const [from, to] = [edge(fold), edge(fold + 1)];
    const before = Math.max(0, from - overlap + 1);
    const after = Math.min(windows, to + overlap - 1);
    const rows = [
      ...rowsOf(series, { from: 0, to: before }),
      ...rowsOf(series, { from: after, to: windows }),
    ];
    const independent = independentWindows(windows - (after - before), overlap);
    const map = fitProbabilityMap(kind, series, { rows, independent });
    return mappedLogScore(map, series, rowsOf(series, { from, to }));
  });
}

function rowsOf(
  { rowsPerWindow = 1 }: CalibrationSeries,
  { from, to }: { from: number; to: number },
): Rows {
  return Array.from({ length: (to - from) * rowsPerWindow }, (_, i) => from * rowsPerWindow + i);
}

function isYesOrNo({ below, upTo }: CalibrationSeries): boolean {
  return below.every((value, row) => value === 0 || upTo[row] === 1);
}
