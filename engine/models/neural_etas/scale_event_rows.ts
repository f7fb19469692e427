import type { ExampleRange } from "../../domain/mod.ts";

/** Scaling of the rows of events, as fitted on the training part. */
export interface RowScaling {
  /** Mean of each number. [feature] */
  mean: number[];
  /** Standard deviation of each, 1 where it does not vary. [feature] */
  deviation: number[];
}

/** A number more standard deviations from its mean than this counts as so many. */
const FARTHEST = 4;

/** A deviation less than this part of the mean, or of 1, is what rounding leaves of none. */
const LEAST_DEVIATION = 1e-6;

/** Fits the scaling on the rows of a range of events. */
export function fitRowScaling(
  rows: Float32Array,
  { features, range: { start, end } }: { features: number; range: ExampleRange },
): RowScaling {
  const count = end - start;
  const mean = new Array<number>(features).fill(0);
  const square = new Array<number>(features).fill(0);
  for (let i = start * features; i < end * features; i++) mean[i % features] += rows[i] / count;
  for (let i = start * features; i < end * features; i++) {
    square[i % features] += (rows[i] - mean[i % features]) ** 2 / count;
  }
  const deviation = square.map((value, k) => {
    const found = Math.sqrt(value);
    return found > LEAST_DEVIATION * Math.max(1, Math.abs(mean[k])) ? found : 1;
  });
  return { mean, deviation };
}

/** Scales rows, none of whose numbers leads too far. [event, feature] */
export function scaleEventRows(rows: Float32Array, { mean, deviation }: RowScaling): Float32Array {
  const features = mean.length;
  return rows.map((value, i) => {
    const k = i % features;
    return Math.max(-FARTHEST, Math.min(FARTHEST, (value - mean[k]) / deviation[k]));
  });
}
