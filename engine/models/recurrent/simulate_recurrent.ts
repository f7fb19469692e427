import { compileGraph, type KernelEngine } from "../../backend/mod.ts";
import {
  ConfigurationError,
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
} from "../../domain/mod.ts";
import { RandomStream, roundMagnitude } from "../../mathematics/mod.ts";
import type { EtasPlace } from "../etas/simulate_etas.ts";
import { drawWaitingTime } from "./draw_waiting_time.ts";
import {
  HISTORY_FEATURES,
  type HistoryMemory,
  rememberEvent,
  scaleRows,
  startMemory,
} from "./history_features.ts";
import { moveLaw, RECURRENT_OUTPUTS, type RecurrentProcess } from "./recurrent_process.ts";
import { WAITING_NUMBERS, waitingLogSurvival } from "./waiting_time_law.ts";

/** What simulated catalogues of a recurrent process are made of. */
export interface SimulateRecurrentOptions {
  /** The process. */
  process: RecurrentProcess;
  /** Events before the start, of the magnitudes that the process counts. */
  history: PointEvents;
  /** Draws the place of an event. */
  drawPlace: (random: RandomStream) => EtasPlace;
  /** Largest magnitude; 9.5 unless given. */
  maximumMagnitude?: number;
  /** Start of the catalogues, milliseconds as in the history. */
  startMs: number;
  /** End of the catalogues. */
  endMs: number;
  /** Most events of a catalogue; two million unless given. */
  mostEvents?: number;
  /** Seed of all catalogues; each has a stream of its own. */
  seed: number;
  /** Where the network runs. */
  kernels: KernelEngine;
}

/** Draws catalogues of one process, history and window. */
export interface RecurrentSimulator {
  /** Events expected straight from the history, as if none came meanwhile: its rate, integrated. */
  expectedDirect: number;
  /** The catalogue of a number, the same each time: events in order of time. */
  draw(catalogue: number): PointEvents;
  /** Gives the network's buffers back. */
  dispose(): void;
}

/** More events than this in a catalogue are an explosion. */
const MOST_EVENTS = 2_000_000;

/** What the network sees: the last windows and what was remembered before. */
interface Reading {
  memory: HistoryMemory;
  window: Float32Array;
}

/** A network that reads event after event and says the law of the next. */
interface Reader {
  read(reading: Reading, event: { timeMs: number; magnitude: number }): void;
  lawAfter(reading: Reading): Float64Array;
  dispose(): void;
}

/**
 * Makes a simulator: the next wait is drawn from its law exactly, the first one given that it has
 * lasted since the last event of the history, then magnitude and place, and all is read anew.
 *
 * Throws InsufficientDataError without history before the start. A catalogue throws
 * ConfigurationError where it grows beyond `mostEvents`.
 */
export function simulateRecurrent(options: SimulateRecurrentOptions): RecurrentSimulator {
  const { process, history, startMs, endMs, seed, mostEvents = MOST_EVENTS } = options;
  const reader = openReader(process, options.kernels);
  const past = { memory: startMemory(process.startMs), window: emptyWindow(process) };
  let last = NaN;
  history.timeMs.forEach((timeMs, i) => {
    if (timeMs >= startMs) return;
    reader.read(past, { timeMs, magnitude: history.magnitude[i] });
    last = timeMs;
  });
  if (Number.isNaN(last)) {
    reader.dispose();
    throw new InsufficientDataError("Cannot simulate a recurrent process", {
      ...{ have: 0, need: 1, of: "events before the start" },
    });
  }
  const first = reader.lawAfter(past).slice();
  const passedDays = (startMs - last) / DAY_MS;
  const random = new RandomStream(seed);
  return {
    expectedDirect: waitingLogSurvival(first, passedDays) -
      waitingLogSurvival(first, (endMs - last) / DAY_MS),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const reading = copyReading(past);
      const drawn: Drawn = { timeMs: [], magnitude: [], x: [], y: [] };
      let law: Float64Array = first;
      let timeMs = last + DAY_MS * drawWaitingTime(first, { passedDays, random: stream });
      while (timeMs < endMs) {
        const magnitude = drawMagnitude(law, { ...options, random: stream });
        const [x, y] = options.drawPlace(stream);
        drawn.timeMs.push(timeMs);
        drawn.magnitude.push(magnitude);
        drawn.x.push(x);
        drawn.y.push(y);
        if (drawn.timeMs.length > mostEvents) refuseExplosion(mostEvents);
        reader.read(reading, { timeMs, magnitude });
        law = reader.lawAfter(reading);
        timeMs += DAY_MS * drawWaitingTime(law, { passedDays: 0, random: stream });
      }
      return layEvents(drawn, history);
    },
    dispose: reader.dispose,
  };
}

function openReader(process: RecurrentProcess, engine: KernelEngine): Reader {
  const { network: { graph, weights }, scale, start, mc } = process;
  const predictor = compileGraph(graph, { values: weights, batch: 1, engine });
  const row = new Float64Array(HISTORY_FEATURES);
  const law = new Float64Array(RECURRENT_OUTPUTS);
  return {
    read({ memory, window }, { timeMs, magnitude }) {
      rememberEvent(memory, { timeMs, excess: magnitude - mc }, row);
      window.copyWithin(0, HISTORY_FEATURES);
      window.set(scaleRows(row, scale), window.length - HISTORY_FEATURES);
    },
    lawAfter({ window }) {
      moveLaw(start, { outputs: predictor.predict(window), at: 0 }, law);
      return law;
    },
    dispose: () => predictor.dispose(),
  };
}

function emptyWindow({ window }: RecurrentProcess): Float32Array {
  return new Float32Array(window * HISTORY_FEATURES);
}

function copyReading({ memory: { timeMs, faded }, window }: Reading): Reading {
  return { memory: { timeMs, faded: faded.slice() }, window: window.slice() };
}

/** An exponential magnitude, cut at the largest and rounded. */
function drawMagnitude(
  law: Float64Array,
  { process: { mc, magnitudeStep }, maximumMagnitude = 9.5, random }:
    & Pick<SimulateRecurrentOptions, "process" | "maximumMagnitude">
    & { random: RandomStream },
): number {
  const beta = Math.exp(law[WAITING_NUMBERS]);
  const floor = mc - magnitudeStep / 2;
  const share = -Math.expm1(-beta * (maximumMagnitude - floor));
  const magnitude = floor - Math.log1p(-random.uniform() * share) / beta;
  return magnitudeStep === 0 ? magnitude : roundMagnitude(magnitude, magnitudeStep);
}

type Drawn = Record<"timeMs" | "magnitude" | "x" | "y", number[]>;

function layEvents(drawn: Drawn, { isDated, places: { kind } }: PointEvents): PointEvents {
  const { x, y, timeMs, magnitude } = drawn;
  const [east, north] = [Float64Array.from(x), Float64Array.from(y)];
  return {
    name: "simulated",
    size: timeMs.length,
    timeMs: Float64Array.from(timeMs),
    isDated,
    magnitude: Float64Array.from(magnitude),
    places: kind === "plane"
      ? { kind, eastKm: east, northKm: north }
      : { kind, longitude: east, latitude: north },
  };
}

function refuseExplosion(mostEvents: number): never {
  throw new ConfigurationError(
    `Cannot simulate a recurrent process: more than ${mostEvents} events and no end.`,
    "mostEvents",
  );
}
