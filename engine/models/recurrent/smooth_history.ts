import type { PointEvents, ReportProgress, ScoredSpan } from "../../domain/mod.ts";
import { chooseBackground, DEFAULT_BACKGROUND_SHAPE } from "../etas/choose_background.ts";
import {
  type EtasBackground,
  fitBackground,
  layBackgroundSources,
  relativeBackground,
} from "../etas/fit_background.ts";
import { placeColumns } from "../etas/place_columns.ts";
import { layPlaceGrid } from "../etas/place_grid.ts";

/** What a density of places is smoothed from, and how. */
export interface SmoothHistoryOptions {
  /** What is scored; all events before are smoothed. */
  span: ScoredSpan;
  /** What the kernels are chosen on, not later than `span`; default ones without. */
  validation?: ScoredSpan;
  /** Area of the region, km². */
  areaKm2: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A density of places, and what it says of scored events. */
export interface SmoothedHistory {
  /** ln of the density at each scored event, per km². [event] */
  logDensity: Float64Array;
  /** The kernels, one for each event before, that count alike. */
  kernels: EtasBackground;
}

/**
 * The density of places as that of all events before a span: adaptive Gaussian kernels, as ETAS' own
 * background has, with nothing triggered. It stays as it is through the span.
 *
 * Source: Helmstetter, Kagan & Jackson 2007, Seismol. Res. Lett. 78 (adaptive smoothing).
 */
export function smoothHistory(
  events: PointEvents,
  { span, validation, areaKm2, onProgress }: SmoothHistoryOptions,
): SmoothedHistory {
  const places = placeColumns(events.places);
  // Nothing is triggered: every event counts for the whole, and there is nothing to find by turns.
  const task = { mu: 1, areaKm2, triggered: new Float64Array(events.size), passes: 0 };
  const onTrial = (done: number, total: number) =>
    onProgress?.({ stage: "Smoothing places", done, total });
  const shape = validation === undefined
    ? DEFAULT_BACKGROUND_SHAPE
    : chooseBackground(places, { ...task, span: validation, onTrial }).shape;
  const sources = layBackgroundSources(places, span.from);
  const kernels = fitBackground(sources, { ...task, shape });
  const targets = layPlaceGrid(places, span);
  const relative = relativeBackground(sources, kernels, { targets, areaKm2 });
  return { logDensity: relative.map((value) => Math.log(value / areaKm2)), kernels };
}
