import {
  ConfigurationError,
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
} from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { drawMagnitude, shareReaching } from "../etas/draw_magnitude.ts";
import type { EtasPlace } from "../etas/simulate_etas.ts";
import { drawWaitingTime } from "./draw_waiting_time.ts";
import type { RecurrentReader } from "./recurrent_reader.ts";
import { WAITING_NUMBERS, waitingLogSurvival } from "./waiting_time_law.ts";

/** What simulated catalogues of a recurrent process are made of. */
export interface SimulateRecurrentOptions {
  /** The process, ready to read events. */
  reader: RecurrentReader;
  /** Events up to the start, of the magnitudes that the process counts; later ones do not count. */
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
}

/** Draws catalogues of one process, history and window. */
export interface RecurrentSimulator {
  /** Events expected straight from the history, as if none came meanwhile: its rate, integrated. */
  expectedDirect: number;
  /** Share of events that reach a magnitude, by the law of the first one. */
  shareReaching(magnitude: number): number;
  /** The catalogue of a number, the same each time: events in order of time. */
  draw(catalogue: number): PointEvents;
}

/** More events than this in a catalogue are an explosion. */
const MOST_EVENTS = 2_000_000;

/**
 * Makes a simulator: the next wait is drawn from its law exactly, the first one given that it has
 * lasted since the last event of the history, then magnitude and place, and all is read anew.
 *
 * Throws InsufficientDataError without history up to the start. A catalogue throws
 * ConfigurationError where it grows beyond `mostEvents`.
 */
export function simulateRecurrent(options: SimulateRecurrentOptions): RecurrentSimulator {
  const { reader, history, startMs, endMs, seed, mostEvents = MOST_EVENTS } = options;
  const past = reader.begin();
  let last = NaN;
  history.timeMs.forEach((timeMs, i) => {
    if (timeMs > startMs) return;
    reader.read(past, { timeMs, magnitude: history.magnitude[i] });
    last = timeMs;
  });
  if (Number.isNaN(last)) {
    throw new InsufficientDataError("Cannot simulate a recurrent process", {
      ...{ have: 0, need: 1, of: "events up to the start" },
    });
  }
  const first = reader.lawAfter(past).slice();
  const magnitudesOf = (law: Float64Array) => ({
    ...{ mc: reader.mc, magnitudeStep: reader.magnitudeStep },
    ...{ beta: Math.exp(law[WAITING_NUMBERS]), maximumMagnitude: options.maximumMagnitude },
  });
  const passedDays = (startMs - last) / DAY_MS;
  const random = new RandomStream(seed);
  return {
    expectedDirect: waitingLogSurvival(first, passedDays) -
      waitingLogSurvival(first, (endMs - last) / DAY_MS),
    shareReaching: (magnitude) => shareReaching(magnitudesOf(first), magnitude),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const reading = reader.copy(past);
      const drawn: Drawn = { timeMs: [], magnitude: [], x: [], y: [] };
      let law: Float64Array = first;
      let timeMs = last + DAY_MS * drawWaitingTime(first, { passedDays, random: stream });
      while (timeMs < endMs) {
        const magnitude = drawMagnitude(magnitudesOf(law), stream);
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
  };
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
