import type { CalibrationDirection, CalibrationDrift } from "../../domain/mod.ts";
import {
  lowerBound,
  RandomStream,
  sampleQuantile,
  standardNormalQuantile,
} from "../../mathematics/mod.ts";
import { autocorrelationTime } from "./autocorrelation_time.ts";
import { changePoint } from "./change_point.ts";
import { cumulativeSums, spreadScores } from "./cumulative_sums.ts";
import type { DriftWindows, WatchOptions } from "./drift_material.ts";
import { rowsBetween } from "./rows_between.ts";

/** Made for shifts of one standard deviation, the customary size. */
const ALLOWANCE = 0.5;

/** Simulated series from which the limit comes: a chance of 1 % is then known to 0.2 %. */
const SIMULATED = 1_999;

/** Fewer earlier windows than this tell too little of what is usual. */
const FEWEST_BEFORE = 30;

/** Transforms are kept this far from 0 and 1. */
const EDGE = 1e-3;

/** Scores that this leaves. */
const MOST_SCORE = -standardNormalQuantile(EDGE);

/** Scores that are more correlated than this tell nothing. */
const MOST_CORRELATED = 0.95;

const DIRECTIONS: readonly CalibrationDirection[] = [
  "more than forecast",
  "less than forecast",
  "forecasts too narrow",
  "forecasts too wide",
];

/**
 * Charts of cumulative sums of where what came lies in its forecast, for its mean and for its spread.
 * Each window's transform is placed among those of earlier windows, which makes scores standard normal
 * whatever the forecasts' own faults were; without enough of those calibration itself is the standard.
 * The limit has the stated chance of being reached in so many windows without a change: it comes from
 * seeded simulations of the whole, the earlier windows and their correlation among them.
 */
export function watchCalibration(
  { issueMs, endMs, transform, overlap }: DriftWindows,
  { fromMs, untilMs, level }: WatchOptions,
): CalibrationDrift {
  const past = rowsBetween({ issueMs, endMs }, { fromMs: -Infinity, untilMs: fromMs });
  const rows = rowsBetween({ issueMs, endMs }, { fromMs, untilMs });
  const thin = (at: { start: number; end: number }) =>
    Array.from(
      { length: Math.ceil((at.end - at.start) / overlap) },
      (_, i) => at.start + i * overlap,
    );
  const chosen = thin(rows);
  const earlier = Float64Array.from(thin(past), (row) => transform[row]);
  const before = earlier.length >= FEWEST_BEFORE ? earlier : new Float64Array();
  const scoreOf = scorer(before);
  const scores = Float64Array.from(chosen, (row) => scoreOf(transform[row]));
  const correlation = before.length === 0 ? 0 : correlationOf(before);
  const chart = pathsOf(scores);
  const largest = largestOf(chart);
  const simulated = simulateLargest({
    ...{ before: before.length, windows: scores.length, correlation },
  });
  const limit = sampleQuantile(simulated, 1 - level);
  const reached = simulated.filter((sum) => sum >= largest).length;
  const alarm = firstOver(chart, limit);
  return {
    against: before.length === 0 ? "uniform" : "own past",
    ...{
      windowsBefore: earlier.length,
      windows: scores.length,
      correlation,
      limit,
      largest,
      level,
    },
    allowance: ALLOWANCE,
    // Alarms are as likely in one window as in another.
    averageRunLength: -scores.length / Math.log1p(-level),
    probability: (1 + reached) / (1 + SIMULATED),
    endMs: chosen.map((row) => endMs[row]),
    paths: Object.fromEntries(
      DIRECTIONS.map((name, i) => [name, Array.from(chart[i])]),
    ) as unknown as CalibrationDrift["paths"],
    alarmMs: alarm === null ? null : endMs[chosen[alarm.index]],
    sinceMs: alarm === null ? null : issueMs[chosen[beginOf(scores, alarm.path)]],
    direction: alarm === null ? null : DIRECTIONS[alarm.path],
    isChanged: alarm !== null,
  };
}

/** Scores of transforms: by their places among earlier ones, or by themselves where there are none. */
function scorer(before: Float64Array): (value: number) => number {
  if (before.length === 0) return (value) => standardNormalQuantile(clip(value));
  const sorted = before.toSorted();
  const scores = scoresOfPlaces(sorted.length);
  return (value) => scores[lowerBound(sorted, value)];
}

/** The score of a value above so many of a number of earlier ones. [place] */
function scoresOfPlaces(size: number): Float64Array {
  return Float64Array.from(
    { length: size + 1 },
    (_, place) => standardNormalQuantile(clip((place + 0.5) / (size + 1))),
  );
}

function clip(probability: number): number {
  return Math.min(1 - EDGE, Math.max(EDGE, probability));
}

/**
 * Correlation of neighbours of the series without longer memory whose means vary as much as those of the
 * scores: their memory may be longer than from one to the next.
 */
function correlationOf(scores: Float64Array): number {
  const time = autocorrelationTime(scores);
  return Math.min(MOST_CORRELATED, (time - 1) / (time + 1));
}

/** Sums of both charts, in the order of DIRECTIONS. */
function pathsOf(scores: Float64Array): Float64Array[] {
  const mean = cumulativeSums(scores, { allowance: ALLOWANCE });
  const spread = cumulativeSums(spreadScores(scores), { allowance: ALLOWANCE });
  return [mean.up, mean.down, spread.up, spread.down];
}

function largestOf(chart: readonly Float64Array[]): number {
  return chart.reduce((most, path) => path.reduce((top, sum) => Math.max(top, sum), most), 0);
}

/** The largest sum of each of many series in which nothing changes. */
function simulateLargest(
  { before, windows, correlation }: { before: number; windows: number; correlation: number },
): Float64Array {
  const random = new RandomStream("cumulative sums without a change");
  const innovation = Math.sqrt(1 - correlation * correlation);
  const places = scoresOfPlaces(before);
  const [past, later] = [new Float64Array(before), new Float64Array(windows)];
  return Float64Array.from({ length: SIMULATED }, () => {
    let value = random.normal();
    for (let i = 0; i < before + windows; i++) {
      if (i < before) past[i] = value;
      else later[i - before] = value;
      value = correlation * value + innovation * random.normal();
    }
    past.sort();
    for (let i = 0; i < windows; i++) {
      later[i] = before === 0
        ? Math.min(MOST_SCORE, Math.max(-MOST_SCORE, later[i]))
        : places[lowerBound(past, later[i])];
    }
    return largestOf(pathsOf(later));
  });
}

function firstOver(
  chart: readonly Float64Array[],
  limit: number,
): { index: number; path: number } | null {
  for (let index = 0; index < chart[0].length; index++) {
    const path = chart.findIndex((sums) => sums[index] > limit);
    if (path >= 0) return { index, path };
  }
  return null;
}

/** Where the mean, or the spread, most probably shifted. */
function beginOf(scores: Float64Array, path: number): number {
  const series = path < 2 ? scores : spreadScores(scores);
  return changePoint(series, { before: 0 })?.index ?? 0;
}
