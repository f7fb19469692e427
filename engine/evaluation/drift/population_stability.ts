import {
  findRoot,
  sortedQuantile,
  upperIncompleteGammaRegularised,
} from "../../mathematics/mod.ts";

/** Most bins: the custom of the index. */
const MOST_BINS = 10;

/** Independent steps that a bin should hold for the law of the index to be that of chi-square. */
const STEPS_PER_BIN = 5;

/** Fewer independent values than this in the watched part tell nothing. */
const FEWEST_WATCHED = 10;

/** From fewer in the training part their own correlation time cannot be told: it comes out too short. */
const FEWEST_TRAINING = 100;

/** Added to every bin: an empty one would make the index infinite. */
const ADDED = 0.5;

/** What is compared. */
export interface PopulationParts {
  /** Values of the training part, which its quantiles cut into bins. */
  readonly training: ArrayLike<number>;
  /** Values now. */
  readonly watched: ArrayLike<number>;
  /** Neighbouring values that are worth one independent value; 1 unless given. */
  readonly correlationTime?: number;
}

/** How far two samples are apart. */
export interface PopulationStability {
  /** Population stability index, nats. */
  readonly stability: number;
  /** Bins. */
  readonly bins: number;
  /** Chance of as large an index without a change; null where too few independent values are there. */
  readonly probability: number | null;
  /** Independent values that the training part is worth. */
  readonly effectiveTraining: number;
  /** Independent values that the watched part is worth. */
  readonly effectiveWatched: number;
}

/**
 * Population stability index of a sample against an earlier one, Σ (q − p) ln(q / p) over bins between
 * quantiles of the earlier, with its chance where nothing has changed: the index is then about
 * (1/n + 1/m) times chi-square of one degree of freedom less than bins, n and m being counted in
 * independent values. Few of those make few bins.
 *
 * Source: Yurdakul & Naranjo 2020, Journal of Risk Model Validation 14(4), 89-100.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { populationStability } from "@quakecast/quakecast/evaluation";
 * const training = Array.from({ length: 200 }, (_, i) => i % 20);
 * const { stability, probability } = populationStability({ training, watched: training });
 * assert(stability < 1e-9 && probability === 1);
 * ```
 */
export function populationStability(
  { training, watched, correlationTime = 1 }: PopulationParts,
): PopulationStability {
  const effectiveTraining = training.length / correlationTime;
  const effectiveWatched = watched.length / correlationTime;
  const fewest = Math.min(effectiveTraining, effectiveWatched);
  const wanted = Math.max(2, Math.min(MOST_BINS, Math.floor(fewest / STEPS_PER_BIN)));
  const edges = quantileEdges(training, wanted);
  const bins = edges.length + 1;
  const [before, now] = [shares(training, edges), shares(watched, edges)];
  const stability = before.reduce(
    (sum, share, bin) => sum + (now[bin] - share) * Math.log(now[bin] / share),
    0,
  );
  const scale = 1 / effectiveTraining + 1 / effectiveWatched;
  const isTold = effectiveTraining >= FEWEST_TRAINING && effectiveWatched >= FEWEST_WATCHED &&
    bins >= 2;
  const probability = isTold ? chiSquareTail(stability / scale, bins - 1) : null;
  return { stability, bins, probability, effectiveTraining, effectiveWatched };
}

/** The index that is passed with a chance where nothing has changed; null where nothing can be told. */
export function stabilityLimit(
  { bins, probability, effectiveTraining, effectiveWatched }: PopulationStability,
  level: number,
): number | null {
  if (probability === null) return null;
  const freedom = bins - 1;
  const upper = freedom + 20 * Math.sqrt(2 * freedom) + 100;
  const place = findRoot((x) => Math.log(chiSquareTail(x, freedom) / level), {
    ...{ lower: 0, upper, tolerance: 1e-9 },
  });
  return place * (1 / effectiveTraining + 1 / effectiveWatched);
}

function chiSquareTail(value: number, freedom: number): number {
  return value <= 0 ? 1 : upperIncompleteGammaRegularised(freedom / 2, value / 2);
}

/** Upper edges of all bins but the last, rising; equal quantiles are one edge. */
function quantileEdges(values: ArrayLike<number>, bins: number): number[] {
  const edges: number[] = [];
  const sorted = Float64Array.from(values).sort();
  for (let bin = 1; bin < bins; bin++) {
    const edge = sortedQuantile(sorted, bin / bins);
    if (edge < sorted[sorted.length - 1] && edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  return edges;
}

function shares(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(ADDED);
  for (let i = 0; i < values.length; i++) {
    let bin = 0;
    while (bin < edges.length && values[i] > edges[bin]) bin++;
    counts[bin]++;
  }
  const total = values.length + ADDED * counts.length;
  return counts.map((count) => count / total);
}
