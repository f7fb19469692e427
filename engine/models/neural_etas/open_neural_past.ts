import type { RunningKernels } from "../../backend/mod.ts";
import {
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
  type ScoredSpan,
  selectEvents,
} from "../../domain/mod.ts";
import { type EtasLaw, etasLawOf } from "../etas/etas_law.ts";
import { layBackgroundSources } from "../etas/fit_background.ts";
import { keepBackground, type KeptBackground } from "../etas/kept_background.ts";
import {
  type PlaceColumns,
  placeColumns,
  type PlaceOrigin,
  placeOriginOf,
} from "../etas/place_columns.ts";
import { backgroundDensities, backgroundsAt } from "./background_densities.ts";
import { EVENT_FEATURES, EventState } from "./event_state.ts";
import { type KeptNeuralEtas, TRAINING_SPAN } from "./kept_neural_etas.ts";
import { edgesOf } from "./lay_components.ts";
import { NEURAL_WINDOW } from "./neural_etas.ts";
import { BACKGROUNDS } from "./place_head.ts";
import { readEventRows } from "./read_event_rows.ts";
import { scaleEventRows } from "./scale_event_rows.ts";
import { sumPast } from "./sum_past.ts";

/**
 * Events by which an event's own background probability is forgotten: its longest memory is of 100
 * events, and e^−20 is 2e-9.
 */
const RECENT_EVENTS = 2_000;

/** What a neural ETAS knows at the start of a window. */
export interface NeuralPast {
  /** The events up to the start. */
  history: PointEvents;
  /** The start, milliseconds as in the events. */
  startMs: number;
  /** The law of its ETAS. */
  law: EtasLaw;
  /** From where places are seen. */
  origin: PlaceOrigin;
  /** Places of the history. */
  columns: PlaceColumns;
  /** What is known after the last event. */
  state: EventState;
  /** What the networks are told after it. [NEURAL_WINDOW, EVENT_FEATURES] */
  window: Float32Array;
  /** Events that ETAS expected from the last event to the start. */
  expectedSince: number;
  /** The backgrounds as seen from the start; null for a uniform one. [BACKGROUNDS] */
  backgrounds: (KeptBackground | null)[];
}

/**
 * Reads the history up to a start as the model reads events, and smooths the backgrounds anew from it.
 *
 * Throws InsufficientDataError without an event up to the start, EnvironmentError where the memory is
 * full.
 */
export function openNeuralPast(
  kept: KeptNeuralEtas,
  events: PointEvents,
  { startMs, kernels, onProgress }: {
    startMs: number;
    kernels: RunningKernels;
    onProgress?: ReportProgress;
  },
): NeuralPast {
  const before = Uint32Array.from(events.timeMs.keys()).filter((row) =>
    events.timeMs[row] <= startMs
  );
  const history = before.length === events.size ? events : selectEvents(events, before);
  const { size } = history;
  if (size === 0) {
    throw new InsufficientDataError("Cannot read the past of a neural ETAS", {
      ...{ have: 0, need: 1, of: "events up to the start" },
    });
  }
  const law = etasLawOf(kept.parameters);
  const sums = sumPast(kept, history, { startMs, kernels, onProgress });
  const { spans, triggered, expectedSince } = sums;
  const { shape, areaKm2, mc, meanExcess } = kept;
  const background = law.mu * areaKm2;
  const densities = backgroundDensities(history, {
    ...{ edges: recentEdges(spans), shape, mu: law.mu, areaKm2, triggered },
    onBlock: (done, total) => onProgress?.({ stage: "Smoothing backgrounds", done, total }),
  });
  const state = new EventState({ mc, meanExcess });
  const rows = readEventRows(history, { ...sums, size, mc, background, densities, state });
  const origin = placeOriginOf(history.places);
  const columns = placeColumns(history.places, origin);
  return {
    ...{ history, startMs, law, origin, columns, state, expectedSince },
    window: windowAfter(rows, kept),
    backgrounds: backgroundsFrom(history, { kept, columns, startMs, triggered }),
  };
}

/** The blocks in which the latest events are: earlier ones' background is forgotten. */
function recentEdges(spans: readonly ScoredSpan[]): number[] {
  const edges = edgesOf(spans, Math.min(TRAINING_SPAN, spans.length - 1));
  const first = edges.findLastIndex((edge) => edge <= edges.at(-1)! - RECENT_EVENTS);
  return edges.slice(Math.max(0, first));
}

/** The scaled rows of the last window. */
function windowAfter(rows: Float32Array, { model: { scaling } }: KeptNeuralEtas): Float32Array {
  const window = new Float32Array(NEURAL_WINDOW * EVENT_FEATURES);
  const last = rows.subarray(Math.max(0, rows.length - window.length));
  window.set(scaleEventRows(last, scaling), window.length - last.length);
  return window;
}

function backgroundsFrom(
  history: PointEvents,
  { kept, columns, startMs, triggered }: {
    kept: KeptNeuralEtas;
    columns: PlaceColumns;
    startMs: number;
    triggered: Float64Array;
  },
): (KeptBackground | null)[] {
  // From one event alone nothing is smoothed.
  if (history.size < 2) return new Array<null>(BACKGROUNDS).fill(null);
  const { shape, areaKm2, parameters } = kept;
  const { mu } = etasLawOf(parameters);
  const sources = layBackgroundSources(columns, history.size);
  const task = { sources, shape, mu, areaKm2, triggered, nowMs: startMs };
  return backgroundsAt(history.timeMs, task).map((one) => one && keepBackground(history, one));
}
