import {
  ConfigurationError,
  DAY_MS,
  formatDuration,
  formatTime,
  type Grid,
  parseDuration,
  type PointEvents,
  type PointForecast,
  type ReportProgress,
} from "../../domain/mod.ts";
import { negativeBinomialQuantile } from "../../mathematics/mod.ts";
import { headlineOf } from "../headline_of.ts";
import { binOfCounts } from "./bin_of_counts.ts";
import { calibratePointNumbers } from "./calibrate_point_numbers.ts";
import { fingerprintEvents } from "./fingerprint_events.ts";
import { gridOfRegion } from "./grid_of_region.ts";
import { type PointHistory, preparePointIssue } from "./prepare_point_issue.ts";
import type { PointModel } from "./point_model.ts";
import { simulateWindow, type WindowCounts } from "./simulate_window.ts";
import { warnOfPointForecast } from "./warn_of_point_forecast.ts";

/** What a forecast of a point process is asked of. */
export interface PointForecastRequest {
  /** Length, such as "7d"; a day unless given. */
  horizon?: string;
  /** ISO 8601; the last event of the catalogue when left out, never the clock. */
  issueTime?: string;
  /** Simulated catalogues; 10,000 unless given. */
  catalogues?: number;
  /** Seed of the catalogues; that of the model unless given. */
  seed?: number;
  /** Edge of a cell, degrees; by the size of the region unless given. */
  cellDegrees?: number;
  /** Receives each simulated catalogue with its number. */
  onCatalogue?: (events: PointEvents, catalogue: number) => void;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

const DEFAULT_CATALOGUES = 10_000;
const MOST_CATALOGUES = 1_000_000;

/** Most cells of a grid: more cannot be told apart from so few catalogues, nor be written. */
const MOST_CELLS = 1_000_000;

/** Magnitudes that are told beside the smallest, where above it. */
const MAGNITUDES = [3, 4, 5, 6, 7];

/**
 * The whole story of a point process: history up to the issue time, simulated catalogues, numbers by
 * magnitude and place, a Poisson process and the skill beside them. Command line and server both call
 * it, so the same input gives the same bytes.
 *
 * Throws InputError, ConfigurationError or InsufficientDataError for what cannot be forecast from.
 */
export async function makePointForecast(
  model: PointModel,
  events: PointEvents,
  request: PointForecastRequest = {},
): Promise<PointForecast> {
  const { card, process, filesSha256 } = model;
  const issue = preparePointIssue(model, events, request.issueTime);
  const { history, issueTimeMs } = issue;
  const durationMs = parseDuration(request.horizon ?? "1d", "horizon");
  const endMs = issueTimeMs + durationMs;
  const { seed = card.seed, onCatalogue, onProgress } = request;
  const catalogues = countOf(request.catalogues ?? DEFAULT_CATALOGUES);
  const grid = gridOf(model, request.cellDegrees);
  const { mc } = card.setting;
  const thresholds = [mc, ...MAGNITUDES.filter((magnitude) => magnitude > mc)];
  const simulator = process.simulate({ history, startMs: issueTimeMs, endMs, seed, onProgress });
  const options = { catalogues, grid, thresholds, onCatalogue, onProgress };
  const found = simulateWindow(simulator, options);
  const all = found.counts[0].reduce((sum, count) => sum + count, 0) / catalogues;
  const magnitudes = thresholds.map((magnitude, k) => {
    const share = simulator.shareReaching?.(magnitude);
    const expectedByLaw = share === undefined ? undefined : all * share;
    return binOfCounts(magnitude, { counts: found.counts[k], expectedByLaw });
  });
  const numbers = calibratePointNumbers(model, {
    ...{ durationMs, counts: found.counts[0], magnitudes },
    baseline: baselineOf(mc, card.ratePerDay * durationMs / DAY_MS),
  });
  const believed = card.skill.beatsBaseline ? numbers.magnitudes[0] : numbers.baseline;
  return {
    headline: headlineOf(card.skill, believed.calibrated),
    kind: "point-process",
    minMagnitude: mc,
    issuedAt: formatTime(issueTimeMs),
    from: formatTime(issueTimeMs),
    to: formatTime(endMs),
    horizon: formatDuration(durationMs),
    ...numbers,
    cells: cellsOf(found, { grid, catalogues }),
    believe: card.skill.beatsBaseline ? "model" : "baseline",
    skill: card.skill,
    simulation: { catalogues, seed, expectedDirect: simulator.expectedDirect ?? null },
    model: { name: card.name, process: card.process, filesSha256, seed: card.seed },
    data: await describeData(events, history),
    warnings: warnOfPointForecast(model, { ...issue, endMs, cells: found }),
  };
}

function countOf(catalogues: number): number {
  if (Number.isInteger(catalogues) && catalogues >= 1 && catalogues <= MOST_CATALOGUES) {
    return catalogues;
  }
  throw new ConfigurationError(
    `Cannot simulate ${catalogues} catalogues: need a whole number from 1 to ${MOST_CATALOGUES}.`,
    "catalogues",
  );
}

function gridOf({ card }: PointModel, cellDegrees: number | undefined): Grid {
  if (cellDegrees !== undefined && !(cellDegrees > 0 && cellDegrees <= 90)) {
    throw new ConfigurationError(
      `Cannot use cells of ${cellDegrees} degrees: need a number above 0, up to 90.`,
      "cellDegrees",
    );
  }
  const grid = gridOfRegion(card.setting.region!, cellDegrees);
  if (grid.rows * grid.columns <= MOST_CELLS) return grid;
  throw new ConfigurationError(
    `Cannot use cells of ${cellDegrees} degrees: they are ${grid.rows * grid.columns}, at most ` +
      `${MOST_CELLS}.`,
    "cellDegrees",
  );
}

function cellsOf(
  { cellEvents, cellCatalogues, outside }: WindowCounts,
  { grid, catalogues }: { grid: Grid; catalogues: number },
): PointForecast["cells"] {
  return {
    grid,
    expected: Array.from(cellEvents, (count) => count / catalogues),
    probabilityOfAny: Array.from(cellCatalogues, (count) => count / catalogues),
    outside: outside / catalogues,
  };
}

function baselineOf(magnitude: number, mean: number): PointForecast["baseline"] {
  const quantile = (probability: number) =>
    negativeBinomialQuantile(probability, { mean, dispersion: 0 });
  return {
    source: "poisson",
    magnitude,
    expected: mean,
    p95minimum: quantile(0.025),
    p95maximum: quantile(0.975),
    median: quantile(0.5),
    probability: -Math.expm1(-mean),
  };
}

async function describeData(
  events: PointEvents,
  history: PointHistory["history"],
): Promise<PointForecast["data"]> {
  return {
    fingerprint: await fingerprintEvents(events),
    events: events.size,
    eventsUsed: history.size,
    from: formatTime(history.timeMs[0]),
    to: formatTime(history.timeMs[history.size - 1]),
  };
}
