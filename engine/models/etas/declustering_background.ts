import type { PointEvents } from "../../domain/mod.ts";
import { DEFAULT_BACKGROUND_SHAPE } from "./choose_background.ts";
import { etasLawOf } from "./etas_law.ts";
import type { BackgroundProbabilityOptions } from "./background_probability.ts";
import { fitBackground, layBackgroundSources, relativeBackground } from "./fit_background.ts";
import { placeColumns } from "./place_columns.ts";
import { sumEtasPairs } from "./sum_etas_pairs.ts";

/**
 * Density of the background at each event over its mean, smoothed from all events by their own
 * background probabilities, by turns until these agree; without it ETAS takes every place where events
 * are many for a cluster in time. An event's own kernel does not count where it lies. [event]
 *
 * Throws EnvironmentError where the memory is full.
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, algorithm 1.
 */
export function declusteringBackground(
  events: PointEvents,
  { parameters, mc, areaKm2, kernels, onProgress }:
    & Omit<BackgroundProbabilityOptions, "background">
    & { areaKm2: number },
): Float64Array {
  const law = etasLawOf(parameters);
  const placeOf = Uint32Array.from({ length: events.size }, (_, i) => i);
  const targets = { law, mc, timesMs: events.timeMs, placeOf, kernels, onProgress };
  const triggered = sumEtasPairs(events, targets).rateHere;
  const sources = layBackgroundSources(placeColumns(events.places), events.size);
  const shape = DEFAULT_BACKGROUND_SHAPE;
  const background = fitBackground(sources, { shape, mu: law.mu, areaKm2, triggered, passes: 20 });
  return relativeBackground(sources, background, { targets: sources.grid, areaKm2 });
}
