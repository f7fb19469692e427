import type { CalibrationCheck, ForecastCalibration } from "../../domain/mod.ts";
import { studentTCumulative } from "../../mathematics/mod.ts";
import { type CalibrationSeries, windowsOf } from "./calibration_series.ts";
import { mapProbability } from "./probability_map.ts";

/** Overlaps that make up one block: of less, a block hides its dependence. */
const OVERLAPS_PER_BLOCK = 3;

/** Fewest blocks from which anything can be told. */
const FEWEST_BLOCKS = 6;

/** Log odds vary less than this where forecasts are as good as constant. */
const SMALLEST_SPREAD = 1e-3;

/** Fewer expected events, or silences, leave sums whose own spread cannot be trusted. */
const FEW_EVENTS = 20;

/**
 * Whether mapped probabilities of the series' event are reliable: their misses, and their misses times
 * the log odds, must have a mean of 0 (Hotelling's test, or Student's where forecasts are constant).
 * They are summed over blocks of windows, since cells of one window and windows that overlap are not
 * independent. Where a map was fitted, its own finite windows widen the law in proportion.
 *
 * Gives no check without an event or for fewer than six blocks, which tell nothing. Where fewer
 * than twenty events or silences are expected and sums vary less than independent outcomes would, the
 * law of those is taken; else sums tell their own spread, which finds more.
 * Source: Cox 1958, Biometrika 45 (recalibration); Hotelling 1931; Cameron & Miller 2015, J. Hum.
 * Resour. 50 (sums over clusters).
 */
export function checkReliability(
  { map, windows: fittedOn, overlap }: ForecastCalibration,
  later: CalibrationSeries,
): CalibrationCheck[] {
  const { event, rowsPerWindow = 1 } = later;
  const windows = windowsOf(later);
  const length = overlap === 1
    ? Math.max(1, Math.round(Math.cbrt(windows) / 2))
    : OVERLAPS_PER_BLOCK * overlap;
  const blocks = Math.floor(windows / length);
  if (event === undefined || blocks < FEWEST_BLOCKS) return [];
  const probability = event.absence.map((value) => 1 - mapProbability(map, value));
  const mean = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const logOdds = probability.map((p) => Math.log((p + 1e-9) / (1 - p + 1e-9)));
  const centre = mean(logOdds);
  const spread = Math.sqrt(mean(logOdds.map((value) => (value - centre) ** 2)));
  const sums = Array.from({ length: blocks }, () => [0, 0]);
  const independent = { xx: 0, xy: 0, yy: 0 };
  for (let row = 0; row < blocks * length * rowsPerWindow; row++) {
    const block = sums[Math.floor(row / (length * rowsPerWindow))];
    const miss = event.happened[row] - probability[row];
    const place = spread > SMALLEST_SPREAD ? (logOdds[row] - centre) / spread : 0;
    block[0] += miss;
    block[1] += miss * place;
    const variance = probability[row] * (1 - probability[row]) / blocks;
    independent.xx += variance;
    independent.xy += variance * place;
    independent.yy += variance * place * place;
  }
  const widening = map.kind === "none" ? 1 : 1 + windows / fittedOn;
  const events = probability.reduce((sum, value) => sum + value, 0);
  const isRare = Math.min(events, probability.length - events) < FEW_EVENTS;
  const least = isRare ? independent : { xx: 0, xy: 0, yy: 0 };
  const chance = chanceOf(sums, {
    independent: least,
    widening,
    isVaried: spread > SMALLEST_SPREAD,
  });
  return [{
    of: `frequency of ${event.name}`,
    expected: mean(probability),
    observed: mean(event.happened),
    probability: chance,
  }];
}

/** Covariance of the two sums of a block. */
interface Covariance {
  /** Of the misses. */
  xx: number;
  /** Of the misses and the misses times the log odds. */
  xy: number;
  /** Of the latter. */
  yy: number;
}

/** Chance of mean sums as far from 0. */
function chanceOf(
  sums: readonly number[][],
  { independent, widening, isVaried }: {
    independent: Covariance;
    widening: number;
    isVaried: boolean;
  },
): number {
  const n = sums.length;
  const mean = [0, 1].map((k) => sums.reduce((total, sum) => total + sum[k], 0) / n);
  const covariance = (a: number, b: number) =>
    sums.reduce((total, sum) => total + (sum[a] - mean[a]) * (sum[b] - mean[b]), 0) / (n - 1);
  const found = { xx: covariance(0, 0), xy: covariance(0, 1), yy: covariance(1, 1) };
  const { xx, xy, yy } = found.xx > independent.xx ? found : independent;
  if (!(xx > 0)) return mean[0] === 0 ? 1 : 0; // certain throughout, and right or wrong
  const determinant = xx * yy - xy * xy;
  if (!isVaried || !(determinant > 1e-9 * xx * yy)) {
    const t = mean[0] / Math.sqrt(xx / n * widening);
    return 2 * studentTCumulative(-Math.abs(t), n - 1);
  }
  const [x, y] = mean;
  const square = n * (x * x * yy - 2 * x * y * xy + y * y * xx) / determinant / widening;
  // The tail of an F law with 2 degrees of freedom above has a closed form.
  const f = (n - 2) / (2 * (n - 1)) * square;
  return (1 + 2 * f / (n - 2)) ** (-(n - 2) / 2);
}
