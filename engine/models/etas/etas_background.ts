import type { RunningKernels } from "../../backend/mod.ts";
import type { PointEvents, ReportProgress, ScoredSpan } from "../../domain/mod.ts";
import {
  type BackgroundChoice,
  chooseBackground,
  DEFAULT_BACKGROUND_SHAPE,
} from "./choose_background.ts";
import { etasLawOf } from "./etas_law.ts";
import { checkEtasParameters, type EtasParameters } from "./etas_parameters.ts";
import { type EtasBackground, fitBackground } from "./fit_background.ts";
import { layBackgroundSources, relativeBackground } from "./fit_background.ts";
import { placeColumns } from "./place_columns.ts";
import { layPlaceGrid } from "./place_grid.ts";
import { sumEtasPairs } from "./sum_etas_pairs.ts";

/** What a background that varies in space is made from. */
export interface EtasBackgroundOptions {
  /** Parameters of ETAS; μ times the area stays the rate of the whole background. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** What is scored; all events before are smoothed. */
  span: ScoredSpan;
  /** What the shape is chosen on, not later than `span`; the default shape without. */
  validation?: ScoredSpan;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A background that varies in space, seen from the scored events. */
export interface EtasBackgroundAt {
  /** Background at each scored event's place over a uniform one, for `scoreEtas`. [event] */
  relative: Float64Array;
  /** The background itself, of all events before. */
  background: EtasBackground;
  /** What the shape was worth on validation; nothing where it is the default. */
  choice?: BackgroundChoice;
}

/**
 * ETAS whose background varies in space: the events before a span, smoothed by Gaussian kernels as
 * wide as their neighbours are far, each weighted by its probability to be background, by turns until
 * these agree. Nothing of the scored span is used, but where its validation is the span itself.
 *
 * Throws EnvironmentError where the memory is full.
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97.
 */
export function etasBackground(
  events: PointEvents,
  options: EtasBackgroundOptions,
): EtasBackgroundAt {
  const { parameters, mc, areaKm2, span, validation, kernels, onProgress } = options;
  checkEtasParameters(parameters, "the parameters of ETAS");
  const law = etasLawOf(parameters);
  const places = placeColumns(events.places);
  const timesMs = events.timeMs.subarray(0, Math.max(span.from, validation?.to ?? 0));
  const placeOf = Uint32Array.from(timesMs, (_, i) => i);
  const pairs = { law, mc, timesMs, placeOf, kernels, onProgress };
  const triggered = sumEtasPairs(events, pairs).rateHere;
  const task = { mu: law.mu, areaKm2, triggered };
  const onTrial = (done: number, total: number) =>
    onProgress?.({ stage: "Choosing a background", done, total });
  const choice = validation === undefined
    ? undefined
    : chooseBackground(places, { ...task, span: validation, onTrial });
  const shape = choice?.shape ?? DEFAULT_BACKGROUND_SHAPE;
  const sources = layBackgroundSources(places, span.from);
  const background = fitBackground(sources, { ...task, shape, passes: 20 });
  const targets = layPlaceGrid(places, span);
  return {
    relative: relativeBackground(sources, background, { targets, areaKm2 }),
    background,
    choice,
  };
}
