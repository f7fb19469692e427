import {
  ConfigurationError,
  DAY_MS,
  type Grid,
  gridCellOf,
  InputError,
  makeGrid,
  type PointEvents,
  type Polygon,
  polygonContains,
  type ReportProgress,
} from "../../domain/mod.ts";
import {
  type BinnedCatalogue,
  type ConsistencyResult,
  testSimulatedForecast,
} from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import {
  countBefore,
  type DrawPlace,
  type EtasParameters,
  simulateEtas,
} from "../../models/mod.ts";
import { type ProspectiveTest, summariseProspective } from "./summarise_prospective.ts";

/** Daily forecasts by ETAS of days that have passed, each from what was known before it. */
export interface ProspectiveOptions {
  /** Parameters, fitted to what came before the first day. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** β of the magnitudes, per magnitude. */
  beta: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** The region; events elsewhere count for nothing. */
  region: Polygon;
  /** Draws the place of a background event. */
  drawPlace: DrawPlace;
  /** Edge of a cell, degrees. */
  cellDegrees: number;
  /** Width of a magnitude bin; 0.1 unless given. */
  magnitudeStep?: number;
  /** Centre of the last magnitude bin, which is open; 7.6 unless given. */
  lastMagnitude?: number;
  /** Start of the first day, UTC epoch milliseconds. */
  startMs: number;
  /** Number of days. */
  days: number;
  /** Simulated catalogues a day. */
  simulations: number;
  /** Seed of everything random. */
  seed: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** One day's forecast and its tests. */
export interface ProspectiveDay {
  /** Start of the day, UTC epoch milliseconds. */
  startMs: number;
  /** Events that happened. */
  events: number;
  /** Mean number of simulated events. */
  expected: number;
  /** Number of events of each simulated catalogue. [catalogue] */
  simulatedEvents: Uint32Array;
  /** Every consistency test. */
  results: ConsistencyResult[];
}

/** All days and what they come to. */
export interface ProspectiveRun {
  /** Day by day. */
  days: ProspectiveDay[];
  /** Each test over all days. */
  tests: ProspectiveTest[];
}

/**
 * Forecasts day after day by simulated catalogues, each day seen from the events before it, and tests
 * every forecast as CSEP does: numbers, magnitudes, places, pseudo-likelihood.
 *
 * Throws InputError for events without longitude and latitude, ConfigurationError for numbers of days
 * or catalogues below 1.
 * Source: Savran et al. 2020, BSSA 110; SCIENCE.md 2.2 (daily forecasts, grids).
 */
export function runProspective(events: PointEvents, options: ProspectiveOptions): ProspectiveRun {
  const { days, simulations, seed, startMs, onProgress } = options;
  for (const [key, value] of Object.entries({ days, simulations })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new ConfigurationError(`Cannot forecast with ${value} ${key}: need at least 1.`, key);
  }
  const random = new RandomStream(seed);
  const binning = layBinning(options);
  const run = Array.from({ length: days }, (_, day): ProspectiveDay => {
    onProgress?.({ stage: "Forecasting day by day", done: day, total: days });
    const span = { startMs: startMs + day * DAY_MS, endMs: startMs + (day + 1) * DAY_MS };
    const dayRandom = random.fork(`day ${day}`);
    const simulator = simulateEtas({
      ...options,
      ...span,
      kind: "geographic",
      history: events,
      seed: dayRandom.integer(2 ** 32),
    });
    const catalogues = Array.from(
      { length: simulations },
      (_, k) => binCatalogue(simulator.draw(k), binning, span),
    );
    const observed = binCatalogue(events, binning, span);
    const { cells, magnitudeBins } = binning;
    const forecast = { cells, magnitudeBins, catalogues };
    const simulatedEvents = Uint32Array.from(catalogues, ({ cell }) => cell.length);
    return {
      startMs: span.startMs,
      simulatedEvents,
      events: observed.cell.length,
      expected: simulatedEvents.reduce((sum, count) => sum + count, 0) / simulations,
      results: testSimulatedForecast(forecast, observed, {
        ...{ random: dayRandom.fork("tests"), leaveOneOut: true },
      }),
    };
  });
  const results = run.map((day) => day.results);
  return {
    days: run,
    tests: summariseProspective(results, { random: random.fork("calibration") }),
  };
}

interface Binning {
  grid: Grid;
  region: Polygon;
  cells: number;
  mc: number;
  step: number;
  magnitudeBins: number;
}

function layBinning(options: ProspectiveOptions): Binning {
  const { region, cellDegrees, mc, magnitudeStep: step = 0.1, lastMagnitude = 7.6 } = options;
  const [longitudes, latitudes] = [0, 1].map((axis) => region.map((corner) => corner[axis]));
  const grid = makeGrid({
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  }, cellDegrees);
  const magnitudeBins = Math.max(1, Math.round((lastMagnitude - mc) / step) + 1);
  return { grid, region, cells: grid.rows * grid.columns, mc, step, magnitudeBins };
}

/** The cells and magnitude bins of the events of a span that lie in the region, in order of time. */
function binCatalogue(
  { timeMs, magnitude, places, name }: PointEvents,
  { grid, region, mc, step, magnitudeBins }: Binning,
  { startMs, endMs }: { startMs: number; endMs: number },
): BinnedCatalogue {
  if (places.kind !== "geographic") {
    throw new InputError(`Cannot forecast ${name} on a map: need longitude and latitude`);
  }
  const { latitude, longitude } = places;
  const [cell, magnitudeBin]: [number[], number[]] = [[], []];
  for (let i = countBefore(timeMs, startMs); i < timeMs.length && timeMs[i] < endMs; i++) {
    if (!polygonContains(region, latitude[i], longitude[i])) continue;
    cell.push(gridCellOf(grid, latitude[i], longitude[i]));
    const bin = Math.round((magnitude[i] - mc) / step);
    magnitudeBin.push(Math.min(magnitudeBins - 1, Math.max(0, bin)));
  }
  return { cell, magnitudeBin };
}
