import { type Covariate, InputError } from "../domain/mod.ts";

/** How the samples of a covariate fill a step. */
export type CovariateRule = "forward" | "interpolate" | "mean" | "sum" | "maximum";

/** The rules, in the order of the documentation. */
export const COVARIATE_RULES: readonly CovariateRule[] = [
  "forward",
  "interpolate",
  "mean",
  "sum",
  "maximum",
];

/** Steps of time [start, end), ascending; they need not be of one length. */
export interface Steps {
  /** UTC epoch milliseconds. [step] */
  startMs: Float64Array;
  /** UTC epoch milliseconds, exclusive. [step] */
  endMs: Float64Array;
}

/** A covariate on the steps of a series. */
export interface AlignedCovariate {
  /** In the covariate's unit, NaN where there is nothing to go by. [step] */
  values: Float64Array;
  /** Steps without a value. */
  missing: number;
}

/**
 * Puts a covariate onto steps. Only samples before a step's end are ever used, so that a forecast
 * issued there sees what training saw:
 * - forward: the last sample before the end;
 * - interpolate: linear at the middle of the step, between the samples around it, if the later one is
 *   still before the end; otherwise as forward;
 * - mean, sum, maximum: of the samples within the step.
 * A sample is held for `heldMs` at most; a step whose last one is older has no value.
 *
 * Throws InputError for samples that are not in order of time.
 */
export function alignCovariate(
  covariate: Covariate,
  steps: Steps,
  rule: CovariateRule,
  heldMs: number = Infinity,
): AlignedCovariate {
  const samples = knownSamples(covariate);
  const values = rule === "forward" || rule === "interpolate"
    ? holdSamples(samples, steps, { rule, heldMs })
    : aggregateSamples(samples, steps, rule);
  let missing = 0;
  for (const value of values) if (Number.isNaN(value)) missing++;
  return { values, missing };
}

interface Samples {
  timeMs: Float64Array;
  values: Float64Array;
}

function knownSamples(covariate: Covariate): Samples {
  const { name, timeMs, values } = covariate;
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (i > 0 && !(timeMs[i] >= timeMs[i - 1])) {
      throw new InputError(`Cannot align covariate "${name}": its times do not ascend`, {
        field: name,
        line: i + 2,
      });
    }
    if (Number.isFinite(values[i])) rows.push(i);
  }
  return {
    timeMs: Float64Array.from(rows, (row) => timeMs[row]),
    values: Float64Array.from(rows, (row) => values[row]),
  };
}

function holdSamples(
  { timeMs, values }: Samples,
  steps: Steps,
  { rule, heldMs }: { rule: CovariateRule; heldMs: number },
): Float64Array {
  const held = new Float64Array(steps.endMs.length).fill(NaN);
  let next = 0;
  for (let step = 0; step < held.length; step++) {
    while (next < timeMs.length && timeMs[next] < steps.endMs[step]) next++;
    if (next === 0 || steps.endMs[step] - timeMs[next - 1] > heldMs) continue;
    held[step] = values[next - 1];
    if (rule === "forward") continue;
    const middleMs = (steps.startMs[step] + steps.endMs[step]) / 2;
    // The first sample after the middle, among those before the end.
    let after = next;
    while (after > 0 && timeMs[after - 1] > middleMs) after--;
    if (after === 0 || after === next || timeMs[after] - timeMs[after - 1] > heldMs) continue;
    const share = (middleMs - timeMs[after - 1]) / (timeMs[after] - timeMs[after - 1]);
    held[step] = values[after - 1] + share * (values[after] - values[after - 1]);
  }
  return held;
}

function aggregateSamples(samples: Samples, steps: Steps, rule: CovariateRule): Float64Array {
  const { timeMs, values } = samples;
  const aggregated = new Float64Array(steps.endMs.length).fill(NaN);
  let next = 0;
  for (let step = 0; step < aggregated.length; step++) {
    while (next < timeMs.length && timeMs[next] < steps.startMs[step]) next++;
    let [count, sum, maximum] = [0, 0, -Infinity];
    for (; next < timeMs.length && timeMs[next] < steps.endMs[step]; next++) {
      count++;
      sum += values[next];
      maximum = Math.max(maximum, values[next]);
    }
    if (count === 0) continue;
    aggregated[step] = rule === "sum" ? sum : rule === "mean" ? sum / count : maximum;
  }
  return aggregated;
}
