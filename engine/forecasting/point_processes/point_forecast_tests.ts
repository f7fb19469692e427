import {
  DAY_MS,
  type Grid,
  gridCellOf,
  type PointConsistency,
  type PointEvents,
  type PointProcessSetting,
} from "../../domain/mod.ts";
import { type BinnedCatalogue, testSimulatedForecast } from "../../evaluation/mod.ts";
import { magnitudeBin, RandomStream } from "../../mathematics/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { type ForecastWindow, WINDOW_CATALOGUES } from "./forecast_windows.ts";
import { gridOfRegion } from "./grid_of_region.ts";

/** A test is passed from this probability on. */
const LEVEL = 0.05;

/** Events that a window should have, about, for its tests to tell anything. */
const EVENTS_OF_WINDOW = 5;

/** Magnitudes are binned up to so many above the smallest. */
const MAGNITUDES = 7;

/** Cells along a side: of so few catalogues finer ones would mostly be empty. */
const COARSENING = 5;

/** Tests of places that take what so few catalogues say for the rates; their like is made instead. */
const LEFT_OUT = ["spatial", "pseudo-likelihood"];

/** Days of a window that is tested, so that it has enough events. */
export function daysToTest({ test }: PointBenchmark): number {
  const perDay = (test.to - test.from) / ((test.endMs - test.startMs) / DAY_MS);
  return Math.max(1, Math.round(EVENTS_OF_WINDOW / perDay));
}

/**
 * Tests short windows, each forecast from all before it, and counts how often what happened was
 * consistent: CSEP's tests of simulated catalogues, those of places by the rates of all other
 * catalogues, since a few hundred cannot tell the rates of cells.
 *
 * Source: Savran et al. 2020, BSSA 110.
 */
export class PointForecastTests {
  readonly #places: EventPlacing;
  readonly #days: number;
  readonly #random: RandomStream;
  readonly #counts = new Map<string, { valid: number; passed: number }>();
  #windows = 0;

  /** Opens the tests of a region. Throws RangeError for a setting without one. */
  constructor(setting: PointProcessSetting, { days, seed }: { days: number; seed: number }) {
    const { region } = setting;
    if (region === null) throw new RangeError("Cannot test places in a plane");
    const fine = gridOfRegion(region);
    this.#places = { grid: gridOfRegion(region, fine.cellDegrees * COARSENING), setting };
    this.#days = days;
    this.#random = new RandomStream(seed).fork("consistency");
  }

  /** Tests a window. */
  add({ catalogues, observed }: ForecastWindow): void {
    const { grid, setting } = this.#places;
    const forecast = {
      cells: grid.rows * grid.columns,
      magnitudeBins: binsOf(setting),
      catalogues: catalogues.map((events) => bin(events, this.#places)),
    };
    const random = this.#random.fork(`${this.#windows++}`);
    const happened = bin(observed, this.#places);
    const results = testSimulatedForecast(forecast, happened, { random, leaveOneOut: true });
    for (const { question, probability } of results) {
      if (LEFT_OUT.includes(question)) continue;
      const count = this.#counts.get(question) ?? { valid: 0, passed: 0 };
      this.#counts.set(question, count);
      if (probability === null) continue;
      count.valid++;
      if (probability >= LEVEL) count.passed++;
    }
  }

  /** What was found so far. */
  result(): PointConsistency {
    return {
      windows: this.#windows,
      days: this.#days,
      catalogues: WINDOW_CATALOGUES,
      level: LEVEL,
      tests: [...this.#counts].map(([question, count]) => ({ question, ...count })),
    };
  }
}

interface EventPlacing {
  grid: Grid;
  setting: PointProcessSetting;
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
