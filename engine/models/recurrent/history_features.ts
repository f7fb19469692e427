import { DAY_MS, type PointEvents } from "../../domain/mod.ts";

/** Times over which earlier events are forgotten, days: an hour to more than a year. */
const MEMORIES_DAYS = [0.04, 0.4, 4, 40, 400];

/** How much more an event counts for each magnitude, where it counts by its size: e^1.2 or so. */
const PRODUCTIVITY = 1.2;

/** Added to waits before logarithms, days: a second. */
const SHORTEST_DAYS = 1 / 86_400;

/** Added to faded counts before logarithms. */
const FAINTEST = 0.01;

/** Numbers that are known of the history at an event. */
export const HISTORY_FEATURES: number = 3 + 2 * MEMORIES_DAYS.length;

/** What has been remembered of events so far. */
export interface HistoryMemory {
  /** Time of the last event, milliseconds. */
  timeMs: number;
  /** Number of events, each faded with its age; by size and not. [memory, 2] */
  faded: Float64Array;
}

/** A memory without events, from a time on. */
export function startMemory(startMs: number): HistoryMemory {
  return { timeMs: startMs, faded: new Float64Array(2 * MEMORIES_DAYS.length) };
}

/**
 * Takes the next event into a memory and writes what is known at it: that it is one, ln of the wait
 * before it, its magnitude above the smallest, and ln of the numbers of events up to it, faded over
 * an hour to a year, each event counted once, and by its size. Nothing is known of places: a process
 * that draws them all from one density would not see what it was trained on. [feature]
 */
export function rememberEvent(
  memory: HistoryMemory,
  { timeMs, excess }: { timeMs: number; excess: number },
  out: Float64Array,
): void {
  const days = Math.max(0, timeMs - memory.timeMs) / DAY_MS;
  memory.timeMs = timeMs;
  out[0] = 1;
  out[1] = Math.log(days + SHORTEST_DAYS);
  out[2] = excess;
  const size = Math.exp(PRODUCTIVITY * excess);
  MEMORIES_DAYS.forEach((memoryDays, k) => {
    const left = Math.exp(-days / memoryDays);
    for (const [i, weight] of [[2 * k, 1], [2 * k + 1, size]]) {
      memory.faded[i] = memory.faded[i] * left + weight;
      out[3 + i] = Math.log(memory.faded[i] + FAINTEST);
    }
  });
}

/** Features as they are, and how they are brought to mean 0 and deviation 1. */
export interface FeatureScale {
  /** Mean on the training part. [feature] */
  mean: Float64Array;
  /** Standard deviation there; 1 where all are the same. [feature] */
  deviation: Float64Array;
}

/** What is known at each event, as `rememberEvent` has it. [event, feature] */
export function historyRows(
  { timeMs, magnitude, size }: PointEvents,
  { mc, startMs }: { mc: number; startMs: number },
): Float64Array {
  const rows = new Float64Array(size * HISTORY_FEATURES);
  const memory = startMemory(startMs);
  for (let event = 0; event < size; event++) {
    const row = rows.subarray(event * HISTORY_FEATURES, (event + 1) * HISTORY_FEATURES);
    rememberEvent(memory, { timeMs: timeMs[event], excess: magnitude[event] - mc }, row);
  }
  return rows;
}

/** Mean and deviation of the first feature on: the first, that there is an event, stays 1. */
export function scaleOf(
  rows: Float64Array,
  { start, end }: { start: number; end: number },
): FeatureScale {
  const mean = new Float64Array(HISTORY_FEATURES);
  const deviation = new Float64Array(HISTORY_FEATURES).fill(1);
  for (let feature = 1; feature < HISTORY_FEATURES; feature++) {
    const values = Float64Array.from(
      { length: end - start },
      (_, i) => rows[(start + i) * HISTORY_FEATURES + feature],
    );
    mean[feature] = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + (value - mean[feature]) ** 2, 0);
    deviation[feature] = Math.sqrt(square / values.length) || 1;
  }
  return { mean, deviation };
}

/** Rows as a network reads them. [event, feature] */
export function scaleRows(rows: Float64Array, { mean, deviation }: FeatureScale): Float32Array {
  return Float32Array.from(rows, (value, i) => {
    const feature = i % HISTORY_FEATURES;
    return (value - mean[feature]) / deviation[feature];
  });
}
