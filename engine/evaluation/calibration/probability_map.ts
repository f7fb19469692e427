import type { ProbabilityMap } from "../../domain/mod.ts";
import { isotonicRegression, minimise } from "../../mathematics/mod.ts";
import { LOWEST_LOG_SCORE } from "../predictive_scores.ts";
import type { CalibrationSeries } from "./calibration_series.ts";

/** Rows of a series that a map is fitted to or scored on. */
export type Rows = readonly number[];

/** What a cumulative probability becomes, 0 to 1; 0 and 1 stay. */
export function mapProbability(map: ProbabilityMap, cumulative: number): number {
  if (!(cumulative > 0)) return 0;
  if (!(cumulative < 1)) return 1;
  switch (map.kind) {
    case "none":
      return cumulative;
    case "platt": {
      const { slope, shift } = map;
      return logistic(slope * (Math.log(cumulative) - Math.log1p(-cumulative)) + shift);
    }
    case "beta": {
      const { lowSlope, highSlope, shift } = map;
      return logistic(
        lowSlope * Math.log(cumulative) - highSlope * Math.log1p(-cumulative) + shift,
      );
    }
    case "isotonic":
      return interpolate(map.from, map.to, cumulative);
  }
}

/** Sum of the log scores of mapped forecasts over rows, nats. */
export function mappedLogScore(
  map: ProbabilityMap,
  { below, upTo }: CalibrationSeries,
  rows: Rows,
): number {
  let sum = 0;
  for (const row of rows) {
    const given = mapProbability(map, upTo[row]) - mapProbability(map, below[row]);
    sum += given > 0 ? Math.max(LOWEST_LOG_SCORE, Math.log(given)) : LOWEST_LOG_SCORE;
  }
  return sum;
}

/**
 * Fits a kind of map by the log score it gives to rows; slopes and shift are held near 1 and 0 by a
 * prior of deviation 1 (in the logarithm of slopes), which matters where windows are few.
 * `independent` is the number of rows they are worth.
 *
 * Source: Platt 1999 (logistic); Kull, Silva Filho & Flach 2017, EJS 11 (beta); Zadrozny & Elkan 2002
 * (isotonic).
 */
export function fitProbabilityMap(
  kind: ProbabilityMap["kind"],
  series: CalibrationSeries,
  { rows, independent }: { rows: Rows; independent: number },
): ProbabilityMap {
  if (kind === "none" || rows.length === 0) return { kind: "none" };
  if (kind === "isotonic") return fitIsotonic(series, { rows, independent });
  const build = (point: readonly number[]): ProbabilityMap =>
    kind === "platt"
      ? { kind, slope: Math.exp(point[0]), shift: point[1] }
      : { kind, lowSlope: Math.exp(point[0]), highSlope: Math.exp(point[1]), shift: point[2] };
  const share = independent / rows.length;
  const objective = (point: readonly number[]) =>
    point.reduce((sum, value) => sum + value * value / 2, 0) -
    share * mappedLogScore(build(point), series, rows);
  const start = kind === "platt" ? [0, 0] : [0, 0, 0];
  const bounds = { lower: start.map(() => -6), upper: start.map(() => 6) };
  return build(minimise(objective, start, { ...bounds, tolerance: 1e-6 }).point);
}

/** Knots at the merged steps, kept from certainty by what a window could contradict. */
function fitIsotonic(
  { below, upTo }: CalibrationSeries,
  { rows, independent }: { rows: Rows; independent: number },
): ProbabilityMap {
  const absence = (row: number) => below[row] > 0 ? below[row] : upTo[row];
  const sorted = rows.toSorted((one, other) => absence(one) - absence(other));
  const margin = 1 / (independent + 2);
  const steps = new Map<number, { silent: number; count: number }>();
  for (const row of sorted) {
    const step = steps.get(absence(row)) ?? { silent: 0, count: 0 };
    steps.set(absence(row), step);
    step.count++;
    if (!(below[row] > 0)) step.silent++;
  }
  const parts = [...steps.values()];
  const fitted = isotonicRegression(
    parts.map(({ silent, count }) => silent / count),
    parts.map(({ count }) => count),
  );
  const [from, to]: [number[], number[]] = [[], []];
  [...steps.keys()].forEach((value, i) => {
    const isInside = i > 0 && i < parts.length - 1 && fitted[i - 1] === fitted[i] &&
      fitted[i + 1] === fitted[i];
    if (isInside) return;
    from.push(value);
    to.push(Math.min(1 - margin, Math.max(margin, fitted[i])));
  });
  return { kind: "isotonic", from, to };
}

function interpolate(from: readonly number[], to: readonly number[], value: number): number {
  let [low, above] = [0, from.length];
  while (low < above) {
    const middle = (low + above) >> 1;
    if (from[middle] < value) low = middle + 1;
    else above = middle;
  }
  if (above === from.length) return to[to.length - 1];
  if (above === 0 || from[above] === value) return to[above];
  const part = (value - from[above - 1]) / (from[above] - from[above - 1]);
  return to[above - 1] + part * (to[above] - to[above - 1]);
}

function logistic(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}
