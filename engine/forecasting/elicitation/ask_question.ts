import { createHash } from "node:crypto";
import {
  DAY_MS,
  type ElicitationQuestion,
  formatTime,
  InputError,
  type Polygon,
  polygonContains,
  type PoolForecast,
} from "../../domain/mod.ts";
import { completenessMaximumCurvature } from "../../mathematics/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { wholeDistribution } from "../pools/law_of_table.ts";
import { lawOfPastNumbers } from "../scheduled/past_numbers.ts";
import type { ScheduledEvidence } from "../scheduled/scheduled_record.ts";
import { SIMPLE } from "../scheduled/simple_law.ts";

/** Kinds of event that are counted; of some catalogues the kind is not known. */
export const EARTHQUAKES = ["earthquake", ""];

/** Bins of magnitudes, and how exact their edges are. */
const BIN = 0.1;
const ROUNDING = 1e-6;

/** Events that tell how long a silence can be, and how much longer one is that is an end. */
const LEAST_KNOWN = 20;
const LONGER = 2;

/** Standard deviations by which a bin is surely fuller than another. */
const SURE = 2.5;

/** A window of which experts are asked. */
export interface AskedWindow {
  /** Its beginning, UTC epoch milliseconds. */
  startMs: number;
  /** Its end. */
  endMs: number;
  /** Where events count, as corners; everywhere unless given. */
  region?: Polygon;
  /** Magnitude from which they count. */
  minimumMagnitude: number;
}

/** The question that a scheduled forecast of the database puts. Throws InputError where there is none. */
export function questionOfForecast(
  database: Database,
  { forecastId, askedMs }: { forecastId: string; askedMs: number },
): ElicitationQuestion {
  const [record] = database.forecasts.query({ id: forecastId });
  const evidence = database.scheduled.evidence<ScheduledEvidence>(forecastId);
  if (record === undefined || evidence === undefined) {
    throw new InputError("Cannot ask of a scheduled forecast: there is none of this identifier", {
      ...{ field: "forecast", value: forecastId },
    });
  }
  const { area: { region, within, minimumMagnitude }, law } = evidence;
  const { startMs, endMs, model } = record;
  return {
    ...{ id: `q.${forecastId}`, askedMs, startMs, endMs, minimumMagnitude, region },
    ...(within === undefined ? {} : { within }),
    ...{ forecastId, model, distribution: wholeDistribution(law.count) },
  };
}

/**
 * The question of any window; what a model says of it are the numbers of past windows of that length,
 * counted back from when it is asked, or from the last event of a database that ended before. Where the
 * smallest events lack, the magnitude is told from which they are complete. Throws InputError for one
 * that ends before it begins.
 */
export function questionOfWindow(
  database: Database,
  { window, askedMs }: { window: AskedWindow; askedMs: number },
): ElicitationQuestion {
  const { startMs, endMs, region, minimumMagnitude } = window;
  if (!(endMs > startMs)) {
    throw new InputError("Cannot ask of a window that ends before it begins", {
      ...{ field: "end", value: formatTime(endMs) },
      expected: `a time after ${formatTime(startMs)}`,
    });
  }
  const known = database.events.list({
    ...{ endMs: askedMs, minimumMagnitude, eventTypes: EARTHQUAKES },
  });
  const endedMs = endOf(known.map(({ timeMs }) => timeMs), askedMs);
  const untilMs = endedMs ?? askedMs + 1;
  const past = known.filter(({ timeMs, latitude, longitude }) =>
    timeMs < untilMs && (region === undefined || polygonContains(region, latitude, longitude))
  );
  const law = lawOfPastNumbers(past.map(({ timeMs }) => timeMs), {
    ...{ firstMs: known[0]?.timeMs ?? askedMs, issuedMs: endedMs ?? askedMs },
    days: (endMs - startMs) / DAY_MS,
  });
  const completeness = lackingBelow(past.map(({ magnitude }) => magnitude), minimumMagnitude);
  return {
    ...{ id: identifierOf(window, SIMPLE), askedMs, startMs, endMs, minimumMagnitude },
    ...{ region: region ?? null, model: SIMPLE, distribution: wholeDistribution(law) },
    ...(completeness === null ? {} : { completeness }),
    ...(endedMs === null ? {} : { knownUntilMs: endedMs }),
  };
}

/**
 * When a database ended: at its last event, where nothing has come for more than twice as long as ever
 * before; null where it goes on, as far as one can tell.
 */
function endOf(timesMs: readonly number[], askedMs: number): number | null {
  if (timesMs.length < LEAST_KNOWN) return null;
  const times = timesMs.toSorted((a, b) => a - b);
  let longestMs = 0;
  for (let i = 1; i < times.length; i++) longestMs = Math.max(longestMs, times[i] - times[i - 1]);
  const lastMs = times[times.length - 1];
  return askedMs - lastMs > LONGER * longestMs ? lastMs : null;
}

/**
 * Magnitude of completeness where the smallest events are fewer than larger ones by more than chance;
 * null where none seem to lack.
 */
function lackingBelow(magnitudes: readonly number[], least: number): number | null {
  const fullest = completenessMaximumCurvature(magnitudes, { binWidth: BIN, correction: 0 });
  if (fullest === null) return null;
  const countFrom = (from: number) =>
    magnitudes.filter((one) => one > from - ROUNDING && one < from + BIN - ROUNDING).length;
  const [first, most] = [countFrom(least), countFrom(fullest - BIN / 2)];
  if (most - first <= SURE * Math.sqrt(most + first)) return null;
  return completenessMaximumCurvature(magnitudes, { binWidth: BIN });
}

/**
 * The question that a forecast of a pool puts: its window, and what the pool says of it.
 *
 * Throws InputError for a document that is no such forecast.
 */
export function questionOfPool(
  forecast: PoolForecast,
  { region, askedMs }: { region?: Polygon; askedMs: number },
): ElicitationQuestion {
  const { kind, from, to, minMagnitude, distribution, model } = forecast ?? {};
  const sum = Array.isArray(distribution)
    ? distribution.reduce((total, one) => total + one, 0)
    : NaN;
  const isRight = kind === "pool" && typeof minMagnitude === "number" &&
    Math.abs(sum - 1) < 1e-3 && distribution.every((one) => typeof one === "number" && one >= 0) &&
    typeof model?.name === "string";
  if (!isRight) {
    throw new InputError("Cannot ask of this forecast", {
      ...{ value: String(kind), expected: "a forecast of a pool, as forecast --json writes it" },
    });
  }
  const window = {
    ...{ startMs: Date.parse(from), endMs: Date.parse(to), minimumMagnitude: minMagnitude, region },
  };
  return {
    ...{ id: identifierOf(window, model.name), askedMs, ...window, region: region ?? null },
    ...{ model: model.name, distribution },
  };
}

/** The same for the same window and model. */
function identifierOf({ startMs, endMs, region, minimumMagnitude }: AskedWindow, model: string) {
  const all = JSON.stringify([startMs, endMs, region ?? null, minimumMagnitude, model]);
  const sum = createHash("sha256").update(all).digest("hex").slice(0, 8);
  return `window.${formatTime(startMs).slice(0, 16).replaceAll(":", "")}Z.${sum}`;
}
