import type { PredictiveTable } from "../domain/mod.ts";
import { truncatedExponentialMean } from "../mathematics/mod.ts";
import { LARGEST_RAW, type TaskDefinition } from "../models/mod.ts";

/** On what scale a scalar adds up: natural logarithm of a number, of odds, or the number itself. */
export type ScalarScale = "log" | "log-odds" | "linear";

/** The one number of an answer that is explained, on a scale on which parts add up. */
export interface ExplainedScalar {
  /** Its scale. */
  scale: ScalarScale;
  /** From the raw numbers of one example, and where it starts, to the scalar. */
  of(raw: Float32Array, start: PredictiveTable): number;
  /** Its slopes by these raw numbers. [target × outputs] */
  slopes(raw: Float32Array, start: PredictiveTable): Float32Array;
  /** From the scalar to the number that a reader reads: events, a probability, a magnitude. */
  read(scalar: number): number;
}

/**
 * The number that a reader reads first: ln of the expected number of events (of a map in the region,
 * or in one cell), log odds of any event, or the expected magnitude.
 */
export function explainedScalar(
  task: TaskDefinition,
  { cell }: { cell?: number } = {},
): ExplainedScalar {
  const read = {
    "negative-binomial": Math.exp,
    "bernoulli": (odds: number) => 1 / (1 + Math.exp(-odds)),
    "truncated-exponential": (magnitude: number) => magnitude,
    "normal": (magnitude: number) => magnitude,
  }[task.family];
  const scale = task.family === "negative-binomial"
    ? "log"
    : task.family === "bernoulli"
    ? "log-odds"
    : "linear";
  return {
    ...{ scale, read },
    of: (raw, start) => scalarOf(task.decode(raw, start), cell),
    slopes: (raw, start) => slopesOf(raw, { table: task.decode(raw, start), cell }),
  };
}

function scalarOf(table: PredictiveTable, cell: number | undefined): number {
  switch (table.family) {
    case "negative-binomial":
      return Math.log(cell === undefined ? sumOf(table.mean) : table.mean[cell]);
    case "bernoulli":
      return Math.log(table.probability[0]) - Math.log1p(-table.probability[0]);
    case "truncated-exponential":
      return truncatedExponentialMean({ ...table, rate: table.rate[0] });
    case "normal":
      return table.mean[0];
  }
}

function slopesOf(
  raw: Float32Array,
  { table, cell }: { table: PredictiveTable; cell?: number },
): Float32Array {
  const slopes = new Float32Array(raw.length);
  const isFree = (output: number) => Math.abs(raw[output]) < LARGEST_RAW;
  switch (table.family) {
    case "negative-binomial": { // pairs: ln(mean), ln(dispersion)
      const total = sumOf(table.mean);
      table.mean.forEach((mean, row) => {
        const share = cell === undefined ? mean / total : row === cell ? 1 : 0;
        slopes[2 * row] = isFree(2 * row) ? share : 0;
      });
      return slopes;
    }
    case "bernoulli":
      slopes[0] = isFree(0) ? 1 : 0;
      return slopes;
    case "truncated-exponential": { // by ln(rate); the mean falls with the rate by the variance
      const rate = table.rate[0];
      slopes[0] = isFree(0) ? -rate * varianceOf(rate, table.upper - table.lower) : 0;
      return slopes;
    }
    case "normal":
      slopes[0] = table.deviation[0];
      return slopes;
  }
}

/** Variance of an exponential law that is cut off at a length. */
function varianceOf(rate: number, length: number): number {
  const x = rate * length;
  if (Math.abs(x) < 1e-2) return length * length * (1 / 12 - x * x / 240);
  return length * length * (1 / (x * x) - 1 / (4 * Math.sinh(x / 2) ** 2));
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
