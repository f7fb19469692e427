import { InsufficientDataError } from "../../domain/mod.ts";
import type { MagnitudeWindowMeasures } from "./measure_magnitude_window.ts";

/** Recordings at least: two numbers are fitted, and their error is judged on what is left. */
const LEAST_RECORDINGS = 5;

/** The amplitude a regression rests on, and whether it knows where the energy lies. */
type Shape = Pick<MagnitudeRegression, "amplitude" | "usesCentroid">;

/** The regressions that are tried; the first of equally good ones is taken. */
const SHAPES: readonly Shape[] = [
  { amplitude: "logLevel", usesCentroid: true },
  { amplitude: "logLevel", usesCentroid: false },
  { amplitude: "logPeak", usesCentroid: true },
  { amplitude: "logPeak", usesCentroid: false },
];

/** M = log10 amplitude + constant + perLogCentroid · log10 seconds from P to the middle of the energy. */
export interface MagnitudeRegression {
  /** The amplitude, with a slope of exactly 1: that is how local magnitude is defined. */
  amplitude: "logLevel" | "logPeak";
  /** Whether the centroid stands for distance. */
  usesCentroid: boolean;
  /** Magnitude at an amplitude of 1 whose centroid is 1 s. */
  constant: number;
  /** Magnitude for each tenfold of the centroid; 0 where it is not used. */
  perLogCentroid: number;
  /** Root mean square of its errors, each recording left out in turn. */
  sigma: number;
}

/** A recording with its known magnitude. */
export interface MeasuredMagnitude {
  /** What was measured. */
  measures: MagnitudeWindowMeasures;
  /** What the catalogue says. */
  magnitude: number;
}

/** The magnitude by a regression. */
export function regressionMagnitude(
  { amplitude, constant, perLogCentroid }: MagnitudeRegression,
  measures: MagnitudeWindowMeasures,
): number {
  return measures[amplitude] + constant + perLogCentroid * measures.logCentroid;
}

/**
 * Fits regressions on peak or root mean square, with and without the centroid of the energy, and takes
 * the one with the smallest errors when each recording is left out in turn.
 *
 * Throws InsufficientDataError for fewer than five recordings.
 */
export function fitMagnitudeRegression(
  recordings: readonly MeasuredMagnitude[],
): MagnitudeRegression {
  if (recordings.length < LEAST_RECORDINGS) {
    throw new InsufficientDataError(
      "Cannot fit a regression of magnitudes",
      { have: recordings.length, need: LEAST_RECORDINGS, of: "recordings" },
    );
  }
  const fits = SHAPES.map((shape) => fitShape(shape, recordings));
  return fits.reduce((best, fit) => fit.sigma < best.sigma ? fit : best);
}

/** Least squares in closed form; an error with its recording left out is r / (1 − leverage). */
function fitShape(
  { amplitude, usesCentroid }: Shape,
  recordings: readonly MeasuredMagnitude[],
): MagnitudeRegression {
  const count = recordings.length;
  const x = recordings.map(({ measures }) => usesCentroid ? measures.logCentroid : 0);
  const y = recordings.map(({ measures, magnitude }) => magnitude - measures[amplitude]);
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const shared = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
  const perLogCentroid = spread > 0 ? shared / spread : 0;
  const constant = meanY - perLogCentroid * meanX;
  const squares = x.map((value, i) => {
    const leverage = 1 / count + (spread > 0 ? (value - meanX) ** 2 / spread : 0);
    return ((y[i] - constant - perLogCentroid * value) / Math.max(1e-9, 1 - leverage)) ** 2;
  });
  return { amplitude, usesCentroid, constant, perLogCentroid, sigma: Math.sqrt(meanOf(squares)) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
