import { DAY_MS, type PointEvents, type Polygon } from "../../domain/mod.ts";
import {
  bValueAkiUtsu,
  negativeBinomialFit,
  negativeBinomialSample,
  RandomStream,
  roundMagnitude,
} from "../../mathematics/mod.ts";
import type {
  CatalogueSimulator,
  SimulationWindow,
} from "../point_processes/point_process_model.ts";
import type { ScheduledModel } from "./scheduled_model.ts";

/** Slope of the magnitudes where too few events tell it: a b-value of 1. */
const PLAIN_BETA = Math.LN10;

const MAGNITUDE_STEP = 0.1;

/**
 * A formula that forecasts without having been trained: numbers of a day vary as they did by a negative
 * binomial law, places are those of the past, magnitudes follow Gutenberg and Richter.
 */
export function simpleModel(
  { name = "simple", region, minimumMagnitude }: {
    name?: string;
    region: Polygon;
    minimumMagnitude: number;
  },
): ScheduledModel {
  const mc = minimumMagnitude;
  return {
    ...{ name, process: "negative binomial numbers, past places" },
    setting: {
      ...{ mc, magnitudeStep: MAGNITUDE_STEP, referenceRounding: false, region, cutsRegion: true },
    },
    sentence: "A formula: it knows what is usual, and nothing of what came last.",
    consistency: null,
    simulate: (window) => simulateSimple(window, mc),
  };
}

function simulateSimple(
  { history, startMs, endMs, seed }: SimulationWindow,
  mc: number,
): CatalogueSimulator {
  const { places } = history;
  if (places.kind === "plane") throw new RangeError("Cannot draw places in a plane");
  const law = negativeBinomialFit(countDays(history, startMs));
  const slope = bValueAkiUtsu(history.magnitude, { completeness: mc, binWidth: MAGNITUDE_STEP });
  const beta = slope === null ? PLAIN_BETA : slope.b * Math.LN10;
  const random = new RandomStream(seed);
  return {
    shareReaching: (magnitude) => Math.exp(-beta * Math.max(0, magnitude - mc)),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const times: number[] = [];
      for (let dayMs = startMs; dayMs < endMs; dayMs += DAY_MS) {
        const lengthMs = Math.min(DAY_MS, endMs - dayMs);
        const mean = law.mean * lengthMs / DAY_MS;
        const count = negativeBinomialSample({ mean, dispersion: law.dispersion }, stream);
        for (let i = 0; i < count; i++) times.push(dayMs + lengthMs * stream.uniform());
      }
      const timeMs = Float64Array.from(times).sort();
      const rows = timeMs.map(() => stream.integer(history.size));
      const magnitude = timeMs.map(() =>
        roundMagnitude(mc - MAGNITUDE_STEP / 2 + stream.exponential(beta), MAGNITUDE_STEP)
      );
      return {
        ...{ name: "simulated", size: times.length, timeMs, isDated: true, magnitude },
        places: {
          kind: "geographic",
          latitude: rows.map((row) => places.latitude[row]),
          longitude: rows.map((row) => places.longitude[row]),
        },
      };
    },
  };
}

/** Numbers of events on each whole day from the first event on. */
function countDays({ timeMs, size }: PointEvents, untilMs: number): Uint32Array {
  const days = Math.max(1, Math.floor((untilMs - timeMs[0]) / DAY_MS));
  const counts = new Uint32Array(days);
  for (let row = 0; row < size; row++) {
    const day = Math.floor((timeMs[row] - timeMs[0]) / DAY_MS);
    if (day < days) counts[day]++;
  }
  return counts;
}
