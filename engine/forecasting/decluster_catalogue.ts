import {
  type Catalogue,
  type DeclusteringReport,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
  selectRows,
} from "../domain/mod.ts";
import type { RunningKernels } from "../backend/mod.ts";
import { declusterGardnerKnopoff, RandomStream } from "../mathematics/mod.ts";
import {
  backgroundProbability,
  declusteringBackground,
  type EtasParameters,
  fitEtas,
  type PublishedEtas,
  selectBackground,
  writeEtasParameters,
} from "../models/mod.ts";
import { estimateCompleteness } from "../preprocessing/mod.ts";
import { areaOfHull } from "./benchmark/region_area.ts";
import { pointEventsOf } from "./point_events_of.ts";

/** How a catalogue is declustered. */
export interface DeclusterOptions {
  /** Windows about mainshocks, or probabilities of ETAS. */
  method: "gardner-knopoff" | "etas";
  /** Magnitude from which events count; by maximum curvature unless given. */
  completeness?: number;
  /** Parameters of ETAS, instead of a fit. */
  etas?: PublishedEtas;
  /** Keeps events from this background probability on; without, each is drawn by its own. */
  threshold?: number;
  /** Seed of the draws; 1 unless given. */
  seed?: number;
  /** The kernels at work, which ETAS needs. */
  kernels?: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A catalogue without its aftershocks. */
export interface DeclusteredCatalogue {
  /** The events that were kept. */
  catalogue: Catalogue;
  /** Counts. */
  report: DeclusteringReport;
}

/** Part of the time that only counts as history in a fit. */
const HISTORY_SHARE = 0.1;

/** Fits with a background that varies in space, each with that of the fit before. */
const TURNS = 3;

/**
 * Keeps of a clean catalogue what is no aftershock: mainshocks and lone events by Gardner and
 * Knopoff's windows, or background by the probabilities of ETAS, whose background varies in space; it
 * is fitted, by turns with that background, unless given.
 *
 * Throws InsufficientDataError where there are too few events, RangeError for ETAS without kernels.
 * Source: Gardner & Knopoff 1974, BSSA 64; Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97.
 */
export function declusterCatalogue(
  catalogue: Catalogue,
  options: DeclusterOptions,
): DeclusteredCatalogue {
  const completeness = options.completeness ??
    estimateCompleteness(catalogue.magnitude, "maximum-curvature");
  if (completeness === null) {
    throw new InsufficientDataError(`Cannot decluster "${catalogue.name}"`, {
      ...{ have: 0, need: 1, of: "magnitudes" },
    });
  }
  const { events, rows } = pointEventsOf(catalogue, completeness);
  const { kept, etas } = options.method === "etas"
    ? keepByEtas(events, { ...options, completeness })
    : { kept: keepByWindows(events), etas: undefined };
  return {
    catalogue: selectRows(catalogue, kept.map((event) => rows[event])),
    report: {
      ...{ method: options.method, completeness, events: events.size, kept: kept.length },
      ...(etas && { etas }),
    },
  };
}

function keepByWindows({ timeMs, magnitude, places, size }: PointEvents): Uint32Array {
  if (places.kind !== "geographic") throw new TypeError("Cannot decluster in a plane by windows");
  const { kind } = declusterGardnerKnopoff({ timeMs, magnitude, ...places });
  return Uint32Array.from({ length: size }, (_, i) => i).filter((event) => kind[event] === 0);
}

function keepByEtas(
  events: PointEvents,
  options: DeclusterOptions & { completeness: number },
): { kept: Uint32Array; etas: NonNullable<DeclusteringReport["etas"]> } {
  const { threshold, seed = 1, kernels, completeness: mc, onProgress } = options;
  if (kernels === undefined) throw new RangeError("Cannot decluster by ETAS without kernels");
  const areaKm2 = options.etas?.areaKm2 ?? areaOfHull(events, events.size);
  const task = { mc, areaKm2, kernels, onProgress };
  let parameters = options.etas?.parameters ?? fitWhole(events, task);
  let background = declusteringBackground(events, { ...task, parameters });
  for (let turn = 0; turn < TURNS && options.etas === undefined; turn++) {
    parameters = fitWhole(events, { ...task, background, start: parameters });
    background = declusteringBackground(events, { ...task, parameters });
  }
  const probability = backgroundProbability(events, { ...task, parameters, background });
  const kept = selectBackground(
    probability,
    threshold === undefined
      ? { by: "draw", random: new RandomStream(seed).fork("decluster") }
      : { by: "threshold", threshold },
  );
  return {
    kept,
    etas: {
      ...(threshold === undefined
        ? { rule: "draw" as const, seed }
        : { rule: "threshold" as const, threshold }),
      expectedBackground: probability.reduce((sum, p) => sum + p, 0),
      areaKm2,
      parameters: writeEtasParameters(parameters),
      parametersFrom: options.etas === undefined ? "fit" : "given",
    },
  };
}

/** Fits ETAS to all events but those of the first tenth of the time, which are history. */
function fitWhole(
  events: PointEvents,
  options: Pick<DeclusterOptions, "onProgress"> & {
    mc: number;
    areaKm2: number;
    kernels: RunningKernels;
    background?: Float64Array;
    start?: EtasParameters;
  },
): EtasParameters {
  const { timeMs, size } = events;
  const endMs = size === 0 ? 0 : timeMs[size - 1] + 1;
  const startMs = size === 0 ? 0 : timeMs[0] + HISTORY_SHARE * (endMs - timeMs[0]);
  const from = timeMs.findIndex((time) => time >= startMs);
  const span = { from: Math.max(0, from), to: size, startMs, endMs };
  return fitEtas(events, { ...options, span, withErrors: false }).parameters;
}
