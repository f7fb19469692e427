import type { RunningKernels } from "../../backend/mod.ts";
import { DAY_MS, type PointEvents, type ReportProgress } from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import { drawKeptPlace } from "../etas/kept_background.ts";
import type { EtasPlace } from "../etas/move_place.ts";
import { GROUPS } from "./event_groups.ts";
import { HistoryCells } from "./history_cells.ts";
import type { KeptNeuralEtas } from "./kept_neural_etas.ts";
import { NearRates } from "./near_rates.ts";
import type { NeuralVoice } from "./neural_voice.ts";
import { OmoriLookup } from "./omori_lookup.ts";
import { type NeuralPast, openNeuralPast } from "./open_neural_past.ts";
import type { PlaceMixture } from "./place_head.ts";

/** What simulated catalogues of a neural ETAS are made of. */
export interface SimulateNeuralEtasOptions {
  /** The model. */
  kept: KeptNeuralEtas;
  /** Its networks, compiled. */
  voice: NeuralVoice;
  /** Events up to the start; later ones do not count. */
  history: PointEvents;
  /** Start of the catalogues, milliseconds as in the history. */
  startMs: number;
  /** End of the catalogues. */
  endMs: number;
  /** Draws a place of the uniform background. */
  drawUniform: (random: RandomStream) => EtasPlace;
  /** Largest magnitude; 9.5 unless given. */
  maximumMagnitude?: number;
  /** Most events of a catalogue: more are a cascade without end; 100,000 unless given. */
  mostEvents?: number;
  /** Seed of all catalogues; each has a stream of its own. */
  seed: number;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far the reading of the history has come. */
  onProgress?: ReportProgress;
}

/** What ETAS expects of a past in a window. */
export interface NeuralWindow {
  /** What is known at the start. */
  past: NeuralPast;
  /** The law's integral. */
  lookup: OmoriLookup;
  /** The history in the window. */
  cells: HistoryCells;
  /** Background of the whole region, events a day. */
  background: number;
  /** Length of the window, days. */
  days: number;
}

/** What all catalogues share. */
export interface NeuralScene extends SimulateNeuralEtasOptions, NeuralWindow {
  /** Rates at places. */
  near: NearRates;
  /** What the networks say at the start. */
  first: NeuralSays;
  /** Events that ETAS expects of background and history up to each edge. [cell + 1] */
  expectedTo: Float64Array;
  /** Draw the places of the backgrounds. [BACKGROUNDS] */
  drawBackground: readonly ((random: RandomStream) => EtasPlace)[];
}

/** What the networks say from one event to the next. */
export interface NeuralSays {
  /** Factors of when. [1 + group] */
  rates: Float64Array;
  /** How the place is mixed. */
  mixture: PlaceMixture;
  /** Factor of β. */
  magnitude: number;
}

/** Reads the history and lays it over the window, for all catalogues. */
export function layNeuralScene(options: SimulateNeuralEtasOptions): NeuralScene {
  const { kept, voice, history, startMs, endMs, drawUniform, kernels, onProgress } = options;
  const past = openNeuralPast(kept, history, { startMs, kernels, onProgress });
  const { window, backgrounds } = past;
  const laid = layNeuralWindow(past, { kept, endMs });
  const { cells, lookup, background } = laid;
  const ones = new Float64Array(1 + GROUPS).fill(1);
  return {
    ...options,
    ...laid,
    near: new NearRates(past, { cells, lookup, mc: kept.mc, areaKm2: kept.areaKm2 }),
    first: {
      rates: voice.rates(window),
      mixture: voice.mixture(window),
      magnitude: voice.magnitude(window),
    },
    expectedTo: expectedUpTo(cells, { background, factors: ones }),
    drawBackground: backgrounds.map((one) =>
      one === null ? drawUniform : drawKeptPlace(one, drawUniform)
    ),
  };
}

/** Lays the history over a window. */
export function layNeuralWindow(
  past: NeuralPast,
  { kept: { mc, areaKm2 }, endMs }: { kept: KeptNeuralEtas; endMs: number },
): NeuralWindow {
  const { law, history, startMs } = past;
  const days = (endMs - startMs) / DAY_MS;
  const lookup = new OmoriLookup(law, (endMs - history.timeMs[0]) / DAY_MS);
  const cells = new HistoryCells(history, { law, lookup, mc, startMs, days });
  return { past, lookup, cells, background: law.mu * areaKm2, days };
}

/** Events expected of background and history up to each edge, for factors that hold. [cell + 1] */
export function expectedUpTo(
  cells: HistoryCells,
  { background, factors }: { background: number; factors: Float64Array },
): Float64Array {
  const upTo = new Float64Array(cells.size + 1);
  for (let cell = 0; cell < cells.size; cell++) {
    let sum = factors[0] * background * cells.lengthOf(cell);
    for (let k = 0; k < GROUPS; k++) sum += factors[1 + k] * cells.amounts[GROUPS * cell + k];
    upTo[cell + 1] = upTo[cell] + sum;
  }
  return upTo;
}
