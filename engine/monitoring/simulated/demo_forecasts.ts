import {
  catalogueFromEarthquakes,
  DAY_MS,
  type Polygon,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { ScheduledModel } from "../../forecasting/mod.ts";
import { type EtasParameters, simulateEtas, uniformPlaces } from "../../models/mod.ts";
import { eventsOfCatalogue } from "../../sources/mod.ts";
import type { DemoScene } from "./demo_scene.ts";

/** Half the width of the region of forecasts, degrees, and its area, square kilometres. */
const HALF_DEGREES = 1;
const AREA_KM2 = 40_500;
/** Years of the past. */
const PAST_YEARS = 5;
const SMALLEST = { mc: 3, magnitudeStep: 0.1 };
/** Slope of the magnitudes: a b-value of 1. */
const BETA = Math.LN10;
/** The largest event of the past stays below the one that is to come. */
const LARGEST_PAST = 4.9;

/** Near the fits of California by Mizrahi, Nandan & Wiemer 2021, with a background of one M 3 in ten days. */
const LAW: EtasParameters = {
  ...{ log10Mu: -5.6, log10K0: -2.6, a: 1.8, log10C: -2.5, omega: -0.02, log10Tau: 3.5 },
  ...{ log10D: -0.85, gamma: 1.3, rho: 0.66 },
};

/** The past of a demonstration and the model that forecasts its aftershocks. */
export interface DemoForecasts {
  /** Events of the last years, drawn by the law of the model; none of them was. */
  readonly past: readonly SeismicEvent[];
  /** ETAS with that very law: as good as a model can be here, for none has to be fitted. */
  readonly model: ScheduledModel;
}

/** Draws the past of a scene around its city by ETAS, and gives the same law as a model of forecasts. */
export function drawDemoForecasts({ scene, startMs }: DemoScene, seed: number): DemoForecasts {
  const { latitude, longitude } = scene.frame.toPlace(0, 0);
  const [west, east] = [longitude - HALF_DEGREES, longitude + HALF_DEGREES];
  const [south, north] = [latitude - HALF_DEGREES, latitude + HALF_DEGREES];
  const region: Polygon = [[west, south], [east, south], [east, north], [west, north]];
  const law = {
    ...{ parameters: LAW, beta: BETA, areaKm2: AREA_KM2, kind: "geographic" as const },
    ...{ ...SMALLEST, drawPlace: uniformPlaces(region) },
  };
  const drawn = simulateEtas({
    ...{ ...law, maximumMagnitude: LARGEST_PAST, seed },
    ...{ startMs: startMs - PAST_YEARS * 365 * DAY_MS, endMs: startMs - DAY_MS },
  }).draw(0);
  const { places, timeMs, magnitude } = drawn;
  if (places.kind !== "geographic") throw new RangeError("The past is not on the globe.");
  const rows = Array.from({ length: drawn.size }, (_, row) => ({
    ...{ timeMs: timeMs[row], magnitude: magnitude[row], depthKm: 10 },
    ...{ latitude: places.latitude[row], longitude: places.longitude[row] },
  }));
  return {
    past: eventsOfCatalogue(catalogueFromEarthquakes("simulated past", rows)),
    model: {
      ...{ name: "etas-demo", process: "etas", consistency: null },
      setting: { ...SMALLEST, referenceRounding: false, region, cutsRegion: true },
      sentence: "It is the law that this simulated past was drawn by; a real one has to be fitted.",
      simulate: (window) => simulateEtas({ ...law, ...window }),
    },
  };
}
