import type { RunningKernels } from "../../backend/mod.ts";
import {
  InsufficientDataError,
  type PointProcessTerms,
  type Polygon,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import {
  gainOfPointProcess,
  type PointProcessGain,
  type PointProcessScores,
  scorePointProcess,
} from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import type { PublishedEtas } from "../../models/mod.ts";
import {
  type BenchmarkDates,
  type PointBenchmark,
  preparePointEvents,
} from "../../preprocessing/mod.ts";
import type { EventTable } from "../../sources/mod.ts";
import { POINT_PROCESSES, type PointProcessName } from "./list_of_point_processes.ts";
import { PUBLISHED_REGIONS } from "./published_regions.ts";
import { findArea } from "./find_area.ts";

/** A benchmark to run. */
export interface PointProcessBenchmarkOptions extends BenchmarkDates {
  /** Name of the data set. */
  dataset: string;
  /** The models, in the order of the answer. */
  models: readonly PointProcessName[];
  /** Parameters of ETAS, instead of a fit. */
  etas?: PublishedEtas;
  /** Smallest magnitude; the smallest of the training part unless given. */
  mc?: number;
  /** Step to which magnitudes are rounded; 0.1 unless given. */
  magnitudeStep?: number;
  /** Rounds magnitudes as the published scores do. */
  referenceRounding?: boolean;
  /** Area of the region, km²; that of the parameters, the polygon or the events' hull unless given. */
  areaKm2?: number;
  /** Events outside are left out. */
  polygon?: Polygon;
  /** Whether the test span is opened; else validation is scored. */
  isFinal?: boolean;
  /** Seed of the bootstrap, and the first of models that are trained; 1 unless given. */
  seed?: number;
  /** How many times such models are trained, each with the next seed; once unless given. */
  seeds?: number;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Stops what is trained, between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What a benchmark found. */
export interface PointProcessBenchmark {
  /** Name of the data set. */
  dataset: string;
  /** Which part was scored. */
  part: "test" | "validation";
  /** The events. */
  data: PointBenchmark;
  /** What was scored. */
  span: ScoredSpan;
  /** Area of the region, km². */
  areaKm2: number;
  /** Where the area is from. */
  areaFrom: "given" | "parameters" | "polygon" | "hull";
  /** The polygon that events were cut to. */
  polygon?: Polygon;
  /** Scores of each model. */
  scores: Partial<Record<PointProcessName, PointProcessScores>>;
  /** What each model says of each event. */
  terms: Partial<Record<PointProcessName, PointProcessTerms>>;
  /** Gain of each model but the first over the first, by the model's name. */
  gains: Partial<Record<PointProcessName, PointProcessGain>>;
  /** Gain of each model over each of those between the first and it, by their names. */
  gainsBetween: Partial<
    Record<PointProcessName, Partial<Record<PointProcessName, PointProcessGain>>>
  >;
  /** What a model was made of, where that is to be told. */
  notes: Partial<Record<PointProcessName, Record<string, unknown>>>;
}

/**
 * Scores point processes on a catalogue by the protocol of EarthquakeNPP: on its validation part, or
 * on its test part where the run is final.
 *
 * Throws ConfigurationError, InputError and InsufficientDataError as its parts do.
 */
export async function benchmarkPointProcesses(
  { events, split }: EventTable,
  options: PointProcessBenchmarkOptions,
): Promise<PointProcessBenchmark> {
  const { dataset, models, isFinal = false, seed = 1 } = options;
  const polygon = options.polygon ?? PUBLISHED_REGIONS[dataset];
  const data = preparePointEvents(events, { ...options, split, region: polygon });
  const span = spanOf(data, { dataset, isFinal });
  const { areaKm2, areaFrom } = findArea(data, { ...options, polygon });
  const random = new RandomStream(seed);
  const result: PointProcessBenchmark = {
    dataset,
    part: isFinal ? "test" : "validation",
    ...{ data, span, areaKm2, areaFrom, polygon },
    ...{ scores: {}, terms: {}, gains: {}, gainsBetween: {}, notes: {} },
  };
  for (const [k, model] of models.entries()) {
    const { terms, note } = await POINT_PROCESSES[model].score({ ...options, data, span, areaKm2 });
    result.terms[model] = terms;
    result.scores[model] = scorePointProcess(terms);
    if (note !== undefined) result.notes[model] = note;
    if (k === 0) continue;
    const gainOver = (other: PointProcessName, name: string) =>
      gainOfPointProcess(terms, result.terms[other]!, { random: random.fork(name) });
    result.gains[model] = gainOver(models[0], model);
    result.gainsBetween[model] = Object.fromEntries(
      models.slice(1, k).map((other) => [other, gainOver(other, `${model} over ${other}`)]),
    );
  }
  return result;
}

function spanOf(
  { validation, test, events }: PointBenchmark,
  { dataset, isFinal }: { dataset: string; isFinal: boolean },
): ScoredSpan {
  const span = isFinal ? test : validation;
  if (span !== undefined) return span;
  throw new InsufficientDataError(
    `Cannot validate on ${dataset}, with events to train on before`,
    { have: events.size - (test.to - test.from), need: 2, of: "events before the test" },
  );
}
