import {
  DAY_MS,
  type Grid,
  gridCellOf,
  type PointConsistency,
  type PointEvents,
  type PointProcessSetting,
  type ReportProgress,
  selectEvents,
} from "../../domain/mod.ts";
import { type BinnedCatalogue, testSimulatedForecast } from "../../evaluation/mod.ts";
import { magnitudeBin, RandomStream } from "../../mathematics/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { gridOfRegion } from "./grid_of_region.ts";
import type { FittedPointProcess } from "./point_process_model.ts";

/** What a process is tested on. */
export interface TestPointForecastsOptions {
  /** The data, whose test part is forecast. */
  data: PointBenchmark;
  /** What the process was fitted with. */
  setting: PointProcessSetting;
  /** Number of forecasts. */
  windows: number;
  /** Seed of everything random. */
  seed: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Catalogues of each forecast: a probability of 0.05 is then known to 0.01. */
const CATALOGUES = 500;

/** A test is passed from this probability on. */
const LEVEL = 0.05;

/** Events that a window should have, about, for its tests to tell anything. */
const EVENTS_OF_WINDOW = 5;

/** Magnitudes are binned up to so many above the smallest. */
const MAGNITUDES = 7;

/** Cells along a side: of so few catalogues finer ones would mostly be empty. */
const COARSENING = 5;

/**
 * Forecasts short windows, evenly over the test part, each from all before it, and counts how often
 * what happened was consistent: CSEP's tests of simulated catalogues.
 *
 * Source: Savran et al. 2020, BSSA 110.
 */
export function testPointForecasts(
  process: FittedPointProcess,
  { data, setting, windows, seed, onProgress }: TestPointForecastsOptions,
): PointConsistency {
  const { events, test } = data;
  const days = Math.max(1, Math.round(EVENTS_OF_WINDOW / rateOf(data)));
  const region = setting.region!;
  const fine = gridOfRegion(region);
  const grid = gridOfRegion(region, fine.cellDegrees * COARSENING);
  const places: EventPlacing = { grid, setting };
  const random = new RandomStream(seed).fork("consistency");
  const counts = new Map<string, { valid: number; passed: number }>();
  const span = test.endMs - test.startMs - days * DAY_MS;
  const made = span > 0 ? Math.min(windows, Math.floor(span / (days * DAY_MS)) + 1) : 0;
  for (let window = 0; window < made; window++) {
    const startMs = test.startMs + Math.floor(span * window / Math.max(1, made - 1));
    const endMs = startMs + days * DAY_MS;
    const history = between(events, -Infinity, startMs);
    const simulator = process.simulate({ history, startMs, endMs, seed: seed + window });
    const catalogues = Array.from({ length: CATALOGUES }, (_, i) => bin(simulator.draw(i), places));
    const forecast = {
      cells: grid.rows * grid.columns,
      magnitudeBins: binsOf(setting),
      catalogues,
    };
    const observed = bin(between(events, startMs, endMs), places);
    const results = testSimulatedForecast(forecast, observed, { random: random.fork(`${window}`) });
    for (const { question, probability } of results) {
      const count = counts.get(question) ?? { valid: 0, passed: 0 };
      counts.set(question, count);
      if (probability === null) continue;
      count.valid++;
      if (probability >= LEVEL) count.passed++;
    }
    onProgress?.({ stage: "Testing consistency", done: window + 1, total: made });
  }
  const tests = [...counts].map(([question, count]) => ({ question, ...count }));
  return { windows: made, days, catalogues: CATALOGUES, level: LEVEL, tests };
}

interface EventPlacing {
  grid: Grid;
  setting: PointProcessSetting;
}

function rateOf({ test }: PointBenchmark): number {
  return (test.to - test.from) / ((test.endMs - test.startMs) / DAY_MS);
}

function binsOf({ magnitudeStep }: PointProcessSetting): number {
  return Math.round(MAGNITUDES / magnitudeStep) + 1;
}

/** Events on the grid, those outside left out; the largest magnitudes share the last bin. */
function bin(events: PointEvents, { grid, setting }: EventPlacing): BinnedCatalogue {
  const { places, magnitude } = events;
  if (places.kind === "plane") throw new RangeError("Cannot lay a plane on a grid of degrees");
  const [cell, bins]: [number[], number[]] = [[], []];
  const first = magnitudeBin(setting.mc, setting.magnitudeStep);
  const last = binsOf(setting) - 1;
  for (let i = 0; i < events.size; i++) {
    const at = gridCellOf(grid, places.latitude[i], places.longitude[i]);
    if (at < 0) continue;
    cell.push(at);
    const own = magnitudeBin(magnitude[i], setting.magnitudeStep) - first;
    bins.push(Math.min(last, Math.max(0, own)));
  }
  return { cell, magnitudeBin: bins };
}

/** Events after one time, up to and including another. */
function between(events: PointEvents, afterMs: number, untilMs: number): PointEvents {
  const rows = Uint32Array.from(events.timeMs.keys()).filter((row) =>
    events.timeMs[row] > afterMs && events.timeMs[row] <= untilMs
  );
  return selectEvents(events, rows);
}
