import { DAY_MS, type PointEvents, type ReportProgress } from "../../domain/mod.ts";
import { simulateEtas } from "../etas/simulate_etas.ts";
import type { AftershockCounts } from "./aftershock_counts.ts";
import type { AftershockEtas } from "./generic_etas.ts";
import type { MainshockProductivity } from "./mainshock_productivity.ts";

/** What aftershocks are simulated from. */
export interface SimulateAftershocksOptions {
  /** The law. */
  etas: AftershockEtas;
  /** The mainshock's productivity. */
  productivity: MainshockProductivity;
  /** The mainshock, then the aftershocks so far. */
  history: PointEvents;
  /** How many times as productive as its magnitude says each aftershock so far is; 1 unless given. [event] */
  historyScale?: ArrayLike<number>;
  /** Start, milliseconds as in the history. */
  startMs: number;
  /** Ends of the windows, days after the start, the longest last. [window] */
  windowDays: readonly number[];
  /** Magnitudes from which aftershocks count, none below the law's smallest. [magnitude] */
  magnitudes: readonly number[];
  /** Number of catalogues. */
  simulations: number;
  /** Seed of all catalogues. */
  seed: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Numbers of aftershocks by window and magnitude. */
export interface SimulatedAftershocks {
  /** The law of the number in a window from a magnitude on, both by their places in the lists. */
  counts(window: number, magnitude: number): AftershockCounts;
}

/** Steps in which the mainshock's productivity is taken from its law, each as likely as the others. */
const STEPS = 50;

/** A probability of fewer catalogues than this is taken from the number of smaller events. */
const FEW = 100;

/**
 * Simulates what follows a mainshock and its aftershocks so far, generation after generation. Magnitudes
 * do not depend on where an event comes from, so that the expected number from a magnitude on is the
 * exact part of all. The same seed gives the same numbers.
 *
 * Throws ConfigurationError where a catalogue grows without end.
 */
export function simulateAftershocks(options: SimulateAftershocksOptions): SimulatedAftershocks {
  const { etas, windowDays, magnitudes, simulations } = options;
  const thresholds = [etas.mc, ...magnitudes];
  const tallies = windowDays.map(() => thresholds.map(() => new Int32Array(simulations)));
  const tally = (catalogue: number, { timeMs, magnitude, size }: PointEvents) => {
    for (let event = 0; event < size; event++) {
      const day = (timeMs[event] - options.startMs) / DAY_MS;
      for (let window = windowDays.length - 1; window >= 0 && day <= windowDays[window]; window--) {
        thresholds.forEach((least, k) => {
          if (magnitude[event] >= least - 1e-9) tallies[window][k][catalogue]++;
        });
      }
    }
  };
  drawAll(options, tally);
  return {
    counts: (window, magnitude) =>
      countsOf(tallies[window][1 + magnitude], {
        all: tallies[window][0],
        share: survival(etas, magnitudes[magnitude]),
      }),
  };
}

function drawAll(
  options: SimulateAftershocksOptions,
  tally: (catalogue: number, events: PointEvents) => void,
): void {
  const { etas, productivity, history, startMs, windowDays, simulations, seed, onProgress } =
    options;
  const steps = Math.min(STEPS, simulations);
  const scale = Float64Array.from(
    { length: history.size },
    (_, event) => options.historyScale?.[event] ?? 1,
  );
  for (let step = 0; step < steps; step++) {
    scale[0] = 10 ** quantileOf(productivity, (step + 0.5) / steps);
    const simulator = simulateEtas({
      ...etas,
      areaKm2: 1,
      drawPlace: () => [0, 0],
      kind: history.places.kind,
      historyScale: scale,
      ...{ history, startMs, seed },
      endMs: startMs + windowDays[windowDays.length - 1] * DAY_MS,
    });
    for (let catalogue = step; catalogue < simulations; catalogue += steps) {
      tally(catalogue, simulator.draw(catalogue));
    }
    onProgress?.({ stage: "Simulating aftershocks", done: step + 1, total: steps });
  }
}

function quantileOf({ log10, weight }: MainshockProductivity, probability: number): number {
  let sum = 0;
  const point = weight.findIndex((part) => (sum += part) >= probability);
  return log10[point < 0 ? log10.length - 1 : point];
}

/** Part of all events that reaches a magnitude. */
function survival(
  { mc, beta, magnitudeStep, maximumMagnitude = 9.5 }: AftershockEtas & {
    maximumMagnitude?: number;
  },
  magnitude: number,
): number {
  const half = magnitudeStep / 2;
  const least = (from: number) =>
    Math.exp(-beta * (from - half)) - Math.exp(-beta * maximumMagnitude);
  return Math.max(0, least(magnitude) / least(mc));
}

/** The law of a number from the numbers of many catalogues, and from those of all their events. */
function countsOf(
  sample: Int32Array,
  { all, share }: { all: Int32Array; share: number },
): AftershockCounts {
  const sorted = sample.slice().sort();
  const size = sorted.length;
  const atLeastOne = sorted.filter((count) => count > 0).length;
  const smoothed = all.reduce((sum, count) => sum - Math.expm1(-share * count), 0) / size;
  return {
    expected: share * all.reduce((sum, count) => sum + count, 0) / size,
    probability: atLeastOne < FEW ? smoothed : atLeastOne / size,
    quantile: (q) => sorted[Math.min(size - 1, Math.max(0, Math.ceil(q * size - 1e-9) - 1))],
    cumulative: (count) => sorted.filter((one) => one <= count).length / size,
  };
}
