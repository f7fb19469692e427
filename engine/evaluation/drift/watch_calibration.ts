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

/** Series without a change from which the limit comes: a chance of 1 % is then known to 0.2 %. */
const STEADY = 1_999;

/** Fewer earlier windows than this tell too little of what is usual. */
const FEWEST_BEFORE = 30;

/** Transforms are kept this far from 0 and 1. */
const EDGE = 1e-3;

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
 *
 * The limit has the stated chance of being reached in so many windows without a change. All windows,
 * earlier and watched, are shuffled in blocks: where nothing has changed one order of them is as likely
 * as another, so that the error of the standard, equal transforms and what neighbours have in common
 * are allowed for, whatever their law. A burst of half a block is no change.
 * Source: Künsch 1989, Annals of Statistics 17 (blocks); Kirch 2007, J. Stat. Plan. Inference 137
 * (shuffled blocks for changes of dependent series).
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
  const watched = Float64Array.from(chosen, (row) => transform[row]);
  const scores = scoresOf(watched, before);
  const chart = pathsOf(scores);
  const largest = largestOf(chart);
  const blockLength = blockLengthOf(before, watched);
  const steady = before.length === 0
    ? largestOfUniform(watched.length)
    : largestOfShuffled(before, { watched, blockLength });
  const limit = sampleQuantile(steady, 1 - level);
  const reached = steady.filter((sum) => sum >= largest).length;
  const alarm = firstOver(chart, limit);
  return {
    against: before.length === 0 ? "uniform" : "own past",
    ...{
      windowsBefore: earlier.length,
      windows: scores.length,
      blockLength,
      limit,
      largest,
      level,
    },
    allowance: ALLOWANCE,
    // Alarms are as likely in one window as in another.
    averageRunLength: -scores.length / Math.log1p(-level),
    probability: (1 + reached) / (1 + STEADY),
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
function scoresOf(transform: Float64Array, before: Float64Array): Float64Array {
  if (before.length === 0) return transform.map((value) => standardNormalQuantile(clip(value)));
  const sorted = before.toSorted();
  const scores = scoresOfPlaces(sorted.length);
  return transform.map((value) => scores[lowerBound(sorted, value)]);
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

/** Windows that are shuffled together: by their number, and twice as long as the memory of earlier ones. */
function blockLengthOf(before: Float64Array, watched: Float64Array): number {
  if (before.length === 0) return 1;
  const usual = Math.round(Math.cbrt(before.length + watched.length));
  return Math.max(usual, Math.ceil(2 * autocorrelationTime(before)));
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

/** The largest sum of each of many series of independent uniform transforms. */
function largestOfUniform(windows: number): Float64Array {
  const random = new RandomStream("cumulative sums without a change");
  const none = new Float64Array();
  return Float64Array.from({ length: STEADY }, () => {
    const transform = Float64Array.from({ length: windows }, () => random.uniform());
    return largestOf(pathsOf(scoresOf(transform, none)));
  });
}

/** The largest sum of each of many orders of blocks of all windows; blocks begin anywhere. */
function largestOfShuffled(
  before: Float64Array,
  { watched, blockLength }: { watched: Float64Array; blockLength: number },
): Float64Array {
  const random = new RandomStream("cumulative sums of shuffled blocks");
  const all = Float64Array.of(...before, ...watched);
  const size = all.length;
  const sorted = all.toSorted();
  const ranks = Int32Array.from(all, (value) => lowerBound(sorted, value));
  const order = Int32Array.from({ length: Math.ceil(size / blockLength) }, (_, i) => i);
  const scores = scoresOfPlaces(before.length);
  const [shuffled, below] = [new Int32Array(size), new Int32Array(size + 1)];
  return Float64Array.from({ length: STEADY }, () => {
    random.shuffle(order);
    const offset = random.integer(size);
    let row = 0;
    for (const block of order) {
      const end = Math.min(size, (block + 1) * blockLength);
      for (let i = block * blockLength; i < end; i++) shuffled[row++] = ranks[(offset + i) % size];
    }
    // Earlier ones below each rank.
    below.fill(0);
    for (let i = 0; i < before.length; i++) below[shuffled[i] + 1]++;
    for (let rank = 0; rank < size; rank++) below[rank + 1] += below[rank];
    const later = Float64Array.from(
      shuffled.subarray(before.length),
      (rank) => scores[below[rank]],
    );
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
