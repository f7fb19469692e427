import type { InputDrift, InputsDrift } from "../../domain/mod.ts";
import { holmCorrection } from "../../mathematics/mod.ts";
import { autocorrelationTime } from "./autocorrelation_time.ts";
import { changePoint } from "./change_point.ts";
import type { DriftSteps, WatchOptions } from "./drift_material.ts";
import {
  type PopulationStability,
  populationStability,
  stabilityLimit,
} from "./population_stability.ts";

/** Longest of the spans whose index is shown over time, steps; half of the watched part is shorter. */
const LONGEST_SPAN = 180;

/** Spans that are shown at most. */
const MOST_SPANS = 60;

const DAY_MS = 86_400_000;

/** The rule of thumb of the index: its limits know no sample size. */
const [MODERATE, LARGE] = [0.1, 0.25];

/** An input in its two parts. */
interface Parts {
  readonly feature: string;
  readonly training: Float64Array;
  readonly watched: Float64Array;
  readonly correlationTime: number;
  readonly found: PopulationStability;
}

/**
 * Compares each input of the watched part with the training part by its population stability index.
 * Chances are corrected for the number of inputs, and neighbouring steps are counted as what they are
 * worth; an input that is worth fewer than ten independent steps in either part is not told.
 */
export function watchInputs(
  steps: DriftSteps,
  { trainEndMs, fromMs, untilMs, level }: WatchOptions & { trainEndMs: number },
): InputsDrift {
  const from = firstAfter(steps.endMs, fromMs);
  const until = firstAfter(steps.endMs, untilMs);
  const trained = firstAfter(steps.endMs, trainEndMs);
  const parts = steps.names.map((feature, i): Parts => {
    const training = steps.values[i].subarray(0, trained);
    const watched = steps.values[i].subarray(from, until);
    const correlationTime = autocorrelationTime(training);
    const found = populationStability({ training, watched, correlationTime });
    return { feature, training, watched, correlationTime, found };
  });
  const told = parts.filter(({ found }) => found.probability !== null);
  const corrected = holmCorrection(told.map(({ found }) => found.probability!));
  const features = parts.map((part): InputDrift => {
    const probability = told.includes(part) ? corrected[told.indexOf(part)] : null;
    return describeInput(part, { probability, level, tests: told.length });
  }).sort((one, other) => excess(other) - excess(one));
  const isChanged = features.some((feature) => feature.isChanged);
  const worst = parts.find(({ feature }) => feature === features[0]?.feature);
  const began = isChanged ? changePoint(standardise(worst!), { before: 0 }) : null;
  return {
    features,
    probability: corrected.length === 0 ? null : Math.min(...corrected),
    level,
    rolling: rollStability(steps, { parts: told, from, until, trained, level }),
    sinceMs: began === null ? null : startOf(steps.endMs, from + began.index),
    isChanged,
  };
}

function describeInput(
  { feature, found }: Parts,
  { probability, level, tests }: { probability: number | null; level: number; tests: number },
): InputDrift {
  const { stability, bins, effectiveTraining, effectiveWatched } = found;
  return {
    ...{ feature, stability, probability, bins, effectiveTraining, effectiveWatched },
    limit: stabilityLimit(found, level / Math.max(1, tests)),
    ruleOfThumb: stability < MODERATE ? "none" : stability <= LARGE ? "moderate" : "large",
    isChanged: probability !== null && probability < level,
  };
}

/** By how much an input is over its limit; those that are not told come last. */
function excess({ stability, limit }: InputDrift): number {
  return limit === null ? -1 : stability / limit;
}

/** Values of the watched part, by mean and standard deviation of the training part. */
function standardise({ training, watched }: Parts): Float64Array {
  const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
  const square = training.reduce((sum, value) => sum + (value - mean) ** 2, 0) / training.length;
  const deviation = Math.sqrt(square) || 1;
  return watched.map((value) => (value - mean) / deviation);
}

function rollStability(
  { endMs }: DriftSteps,
  { parts, from, until, trained, level }: {
    parts: readonly Parts[];
    from: number;
    until: number;
    trained: number;
    level: number;
  },
): InputsDrift["rolling"] {
  const length = Math.max(1, Math.min(LONGEST_SPAN, Math.floor((until - from) / 2)));
  const stride = Math.max(1, Math.ceil((until - from) / MOST_SPANS));
  const ends: number[] = [];
  for (let end = until; end - length >= from; end -= stride) ends.push(end);
  ends.reverse();
  const features = parts.map((part) => {
    const { feature, training, watched, correlationTime } = part;
    const ratio = ends.map((end) => {
      const span = watched.subarray(end - length - from, end - from);
      const found = populationStability({ training, watched: span, correlationTime });
      const limit = stabilityLimit(found, level / parts.length);
      return limit === null ? NaN : found.stability / limit;
    });
    return { feature, ratio };
  }).filter(({ ratio }) => ratio.every(Number.isFinite));
  const stepMs = trained > 1 ? (endMs[trained - 1] - endMs[0]) / (trained - 1) : DAY_MS;
  return { days: length * stepMs / DAY_MS, endMs: ends.map((end) => endMs[end - 1]), features };
}

/** Beginning of a step: the end of the one before. */
function startOf(endMs: Float64Array, step: number): number {
  return endMs[Math.max(0, step - 1)];
}

/** Steps that end by a time. */
function firstAfter(endMs: Float64Array, timeMs: number): number {
  let step = 0;
  while (step < endMs.length && endMs[step] <= timeMs) step++;
  return step;
}
