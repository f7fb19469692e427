import {
  ConfigurationError,
  InsufficientDataError,
  type PointEvents,
  type Polygon,
  polygonContains,
  reachesMagnitude,
  type ScoredSpan,
  selectEvents,
} from "../domain/mod.ts";
import { roundMagnitude } from "../mathematics/mod.ts";
import {
  type BenchmarkDates,
  type PointParts,
  splitByDates,
  splitByLabels,
} from "./split_point_events.ts";

/** How the events of a benchmark are prepared. */
export interface PreparePointEventsOptions extends BenchmarkDates {
  /** The part of each event: "auxiliary", "train", "val" or "test". [event] */
  split?: readonly string[];
  /** Smallest magnitude; the smallest of the training part unless given. */
  mc?: number;
  /** Step to which magnitudes are rounded; 0.1 unless given. */
  magnitudeStep?: number;
  /**
   * Rounds as the published scores do, floor(m / 0.1 + 0.5) * 0.1 in floating point: many of x.x5 go
   * down. Else halves go up.
   */
  referenceRounding?: boolean;
  /** Events outside are left out, for dated events in degrees. */
  region?: Polygon;
}

/** Events of a benchmark, in order of time, with what is scored. */
export interface PointBenchmark {
  /** All events at or above `mc`. */
  events: PointEvents;
  /** Smallest magnitude. */
  mc: number;
  /** Start of the history, milliseconds as in the events. */
  startMs: number;
  /** Start of the training part, whose events are explained and not only history. */
  trainingStartMs: number;
  /** What choices are made on; nothing where there is no such part. */
  validation?: ScoredSpan;
  /** What is looked at once. */
  test: ScoredSpan;
  /** What was done to the events. */
  repairs: {
    /** Events that came before the one above them. */
    outOfOrder: number;
    /** Events left out for their magnitude. */
    belowCompleteness: number;
    /** Events left out for their place. */
    outsideRegion: number;
    /** Events left out for their time. */
    outsideTime: number;
    /** Events at the same time as the one before: they do not trigger each other. */
    simultaneous: number;
  };
}

/**
 * Brings events into the form in which point processes are fitted and scored: sorted, magnitudes
 * rounded, below completeness and outside the region left out, and cut by time into history,
 * validation and test, by dates or by the column that tells.
 *
 * Throws ConfigurationError for dates that make no sense, InputError for a split that is not by time
 * and InsufficientDataError without events before the test or in it.
 * Source: EarthquakeNPP, Stockman et al. 2024, arXiv 2410.08226.
 */
export function preparePointEvents(
  source: PointEvents,
  options: PreparePointEventsOptions = {},
): PointBenchmark {
  requireEvents(source.name, { have: source.size, of: "events" });
  const order = orderOf(source.timeMs);
  const sorted = selectEvents(source, order);
  const events = { ...sorted, magnitude: roundMagnitudes(sorted.magnitude, options) };
  const parts = options.split === undefined
    ? splitByDates(events, options)
    : splitByLabels(events, {
      ...options,
      split: Array.from(order, (row) => options.split![row]),
    });
  const mc = options.mc ?? smallestOf(events, parts.trainingEnd);
  const { kept, ...leftOut } = chooseRows(events, { parts, mc, region: options.region });
  const chosen = selectEvents(events, kept);
  return {
    events: chosen,
    mc,
    startMs: parts.startMs,
    trainingStartMs: parts.trainingStartMs,
    ...findSpans(source.name, { parts, kept }),
    repairs: {
      outOfOrder: countSteps(source.timeMs, (step) => step < 0),
      ...leftOut,
      simultaneous: countSteps(chosen.timeMs, (step) => step === 0),
    },
  };
}

/** The rows that are kept, and how many are left out for what. */
function chooseRows(
  events: PointEvents,
  { parts, mc, region }: { parts: PointParts; mc: number; region?: Polygon },
):
  & { kept: Uint32Array }
  & Pick<
    PointBenchmark["repairs"],
    "belowCompleteness" | "outsideRegion" | "outsideTime"
  > {
  const [kept, leftOut]: [number[], { [reason: string]: number }] = [[], {}];
  for (let row = 0; row < events.size; row++) {
    const reason = row < parts.first || row >= parts.end
      ? "time"
      : !isInside(events, { row, region })
      ? "region"
      : !reachesMagnitude(events.magnitude[row], mc)
      ? "magnitude"
      : "";
    if (reason === "") kept.push(row);
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  return {
    kept: Uint32Array.from(kept),
    belowCompleteness: leftOut.magnitude ?? 0,
    outsideRegion: leftOut.region ?? 0,
    outsideTime: leftOut.time ?? 0,
  };
}

/** The parts among the rows that are kept; validation only where it has events, and some before. */
function findSpans(
  name: string,
  { parts, kept }: { parts: PointParts; kept: Uint32Array },
): Pick<PointBenchmark, "validation" | "test"> {
  const { trainingEnd, testFrom, end, validationStartMs, testStartMs, endMs } = parts;
  const [training, before, all] = [trainingEnd, testFrom, end].map((row) =>
    kept.reduce((count, one) => count + (one < row ? 1 : 0), 0)
  );
  requireEvents(name, { have: before, of: "events before the test" });
  requireEvents(name, { have: all - before, of: "test events" });
  return {
    validation: training > 0 && training < before
      ? { from: training, to: before, startMs: validationStartMs, endMs: testStartMs }
      : undefined,
    test: { from: before, to: all, startMs: testStartMs, endMs },
  };
}

function countSteps(timeMs: Float64Array, isOne: (step: number) => boolean): number {
  let count = 0;
  for (let i = 1; i < timeMs.length; i++) if (isOne(timeMs[i] - timeMs[i - 1])) count++;
  return count;
}

function requireEvents(name: string, { have, of }: { have: number; of: string }): void {
  if (have > 0) return;
  throw new InsufficientDataError(`Cannot score ${name}`, { have, need: 1, of });
}

/** Rows in order of time; equal times keep their order. */
export function orderOf(timeMs: Float64Array): Uint32Array {
  return Uint32Array.from(timeMs, (_, row) => row).sort((a, b) => timeMs[a] - timeMs[b] || a - b);
}

/** Magnitudes rounded to a step. Throws ConfigurationError for a step that is none. */
export function roundMagnitudes(
  magnitude: Float64Array,
  { magnitudeStep: step = 0.1, referenceRounding = false }: Pick<
    PreparePointEventsOptions,
    "magnitudeStep" | "referenceRounding"
  >,
): Float64Array {
  if (!(step > 0 && step <= 1)) {
    throw new ConfigurationError(
      `Cannot round magnitudes to ${step}: need a step above 0, up to 1.`,
      "magnitudeStep",
    );
  }
  return magnitude.map((m) =>
    referenceRounding ? Math.floor(m / step + 0.5) * step : roundMagnitude(m, step)
  );
}

function smallestOf({ magnitude, name }: PointEvents, end: number): number {
  let smallest = Infinity;
  for (let i = 0; i < end; i++) smallest = Math.min(smallest, magnitude[i]);
  if (smallest < Infinity) return Math.round(smallest * 1e6) / 1e6;
  throw new InsufficientDataError(`Cannot find the smallest magnitude of ${name}`, {
    ...{ have: 0, need: 1, of: "events before the validation part" },
  });
}

/** Whether an event is in a region. Throws ConfigurationError for a region and no degrees. */
export function isInside(
  { places, name }: PointEvents,
  { row, region }: { row: number; region?: Polygon },
): boolean {
  if (region === undefined) return true;
  if (places.kind === "geographic") {
    return polygonContains(region, places.latitude[row], places.longitude[row]);
  }
  throw new ConfigurationError(`Cannot cut ${name} by a polygon: it has no degrees.`, "polygon");
}
