import {
  ConfigurationError,
  DAY_MS,
  type EventPlaces,
  type PointEvents,
} from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import { drawMagnitude } from "../etas/draw_magnitude.ts";
import { spreadOf } from "../etas/etas_law.ts";
import type { EtasPlace } from "../etas/move_place.ts";
import { placeColumns } from "../etas/place_columns.ts";
import { drawNeuralPlace, type SimulatedEvent } from "./draw_neural_place.ts";
import { AGES, classOf, GROUPS } from "./event_groups.ts";
import { EVENT_FEATURES, type EventState } from "./event_state.ts";
import { ageGroupOf, strengthOf } from "./history_cells.ts";
import { scaleEventRows } from "./scale_event_rows.ts";
import type { NeuralSays, NeuralScene } from "./neural_scene.ts";

/** More events than this in a catalogue are a cascade without end. */
const MOST_EVENTS = 100_000;

/** One catalogue of a neural ETAS as it grows. */
export class NeuralRun {
  readonly #scene: NeuralScene;
  readonly #random: RandomStream;
  readonly #events: SimulatedEvent[] = [];
  /** What was known after the history is copied when there is an event to add. */
  #state: EventState | undefined;
  #window: Float32Array;
  #says: Pick<NeuralSays, "rates">;
  /** Largest factor of a class from an age group on, as far as the window goes. [group] */
  #largest = new Float64Array(GROUPS);
  /** Rates of ETAS by group at the last event. [group] */
  readonly #groupRates = new Float64Array(GROUPS);

  /** Starts after the history. */
  constructor(scene: NeuralScene, random: RandomStream) {
    [this.#scene, this.#random] = [scene, random];
    [this.#window, this.#says] = [scene.past.window, scene.first];
  }

  /** Adds the first event, at a time in days, and all that follow in the window. */
  goOn(firstDay: number, firstCell: number): void {
    const { mostEvents = MOST_EVENTS } = this.#scene;
    let next: { day: number; cell: number } | undefined = { day: firstDay, cell: firstCell };
    let before = 0;
    while (next !== undefined) {
      this.#add(next, before);
      if (this.#events.length > mostEvents) refuseCascade(this.#events.length);
      before = next.day;
      next = this.#findNext(next);
    }
  }

  /** The catalogue. */
  events(): PointEvents {
    const { past: { history, startMs } } = this.#scene;
    const column = (pick: (event: SimulatedEvent) => number) =>
      Float64Array.from(this.#events, pick);
    return {
      name: "simulated",
      size: this.#events.length,
      timeMs: column(({ day }) => startMs + day * DAY_MS),
      isDated: history.isDated,
      magnitude: column(({ magnitude }) => magnitude),
      places: layPlaces(history.places.kind, this.#events.map(({ at }) => at)),
    };
  }

  /** The next time by thinning: proposed at a rate that is not exceeded, kept by the true one. */
  #findNext(last: { day: number; cell: number }): { day: number; cell: number } | undefined {
    const { cells, lookup } = this.#scene;
    const { rates } = this.#says;
    let { day, cell } = last;
    for (; cell < cells.size; day = cells.edges[++cell]) {
      const flat = this.#flatRate(cell);
      for (;;) {
        let bound = flat;
        for (const { day: since, group0, strength } of this.#events) {
          const age = day - since;
          bound += strength * this.#largest[group0 + ageGroupOf(age)] * lookup.rate(age);
        }
        day += this.#random.exponential(bound);
        if (day >= cells.edges[cell + 1]) break;
        let rate = flat;
        for (const { day: since, group0, strength } of this.#events) {
          const age = day - since;
          rate += strength * rates[1 + group0 + ageGroupOf(age)] * lookup.rate(age);
        }
        if (this.#random.uniform() * bound < rate) return { day, cell };
      }
    }
    return undefined;
  }

  /** Rate of background and history in a cell, as moved, events a day. */
  #flatRate(cell: number): number {
    const { cells, background } = this.#scene;
    const { rates } = this.#says;
    let sum = 0;
    for (let k = 0; k < GROUPS; k++) sum += rates[1 + k] * cells.amounts[GROUPS * cell + k];
    return rates[0] * background + sum / cells.lengthOf(cell);
  }

  /** Adds an event at a time: where, how large, and what is then known. */
  #add({ day, cell }: { day: number; cell: number }, before: number): void {
    const { kept: { mc, magnitudeStep, model: { beta } }, past, maximumMagnitude } = this.#scene;
    const expected = this.#awaited({ day, cell }, before) +
      (this.#events.length === 0 ? past.expectedSince : 0);
    const rate = this.#layRates(day, cell);
    const { mixture, magnitude: factor } = this.#askOfNext();
    const [random, events, groupRates] = [this.#random, this.#events, this.#groupRates];
    const at = drawNeuralPlace(this.#scene, { cell, mixture, groupRates, events, random });
    const law = { mc, magnitudeStep, maximumMagnitude, beta: beta * factor };
    const magnitude = drawMagnitude(law, random);
    const { xyz } = placeColumns(layPlaces(past.history.places.kind, [at]), past.origin);
    const place = [xyz[0][0], xyz[1][0], xyz[2][0]] as const;
    const excess = magnitude - mc;
    this.#read({ day, excess, place, expected, rate });
    this.#events.push({
      ...{ day, magnitude, at, place, sofar: 0, rate: 0, group: 0 },
      group0: AGES * classOf(excess),
      strength: strengthOf(past.law, excess),
      spread: spreadOf(past.law, excess),
    });
    this.#listen();
  }

  /** What ETAS expected from one event to the next; ages are brought up to the next. */
  #awaited({ day, cell }: { day: number; cell: number }, before: number): number {
    const { cells, expectedTo, lookup } = this.#scene;
    const upTo = (at: number, of: number) =>
      expectedTo[of] + (expectedTo[of + 1] - expectedTo[of]) * (at - cells.edges[of]) /
        cells.lengthOf(of);
    let first = cell;
    while (first > 0 && cells.edges[first] > before) first--;
    let expected = upTo(day, cell) - upTo(before, first);
    for (const event of this.#events) {
      const sofar = lookup.integral(day - event.day);
      expected += event.strength * (sofar - event.sofar);
      event.sofar = sofar;
    }
    return expected;
  }

  /** Lays the rates of ETAS at a time, by group; their sum with the background, events a day. */
  #layRates(day: number, cell: number): number {
    const { cells, lookup, background } = this.#scene;
    const length = cells.lengthOf(cell);
    let whole = background;
    for (let k = 0; k < GROUPS; k++) {
      whole += this.#groupRates[k] = cells.amounts[GROUPS * cell + k] / length;
    }
    for (const event of this.#events) {
      const age = day - event.day;
      event.rate = event.strength * lookup.rate(age);
      event.group = event.group0 + ageGroupOf(age);
      this.#groupRates[event.group] += event.rate;
      whole += event.rate;
    }
    return whole;
  }

  /** What the networks say of the next event but when; known at the start of the window. */
  #askOfNext(): Pick<NeuralSays, "mixture" | "magnitude"> {
    const { first, voice } = this.#scene;
    if (this.#events.length === 0) return first;
    return { mixture: voice.mixture(this.#window), magnitude: voice.magnitude(this.#window) };
  }

  /** Reads an event as the networks do. */
  #read(
    { day, excess, place, expected, rate }: {
      day: number;
      excess: number;
      place: SimulatedEvent["place"];
      expected: number;
      rate: number;
    },
  ): void {
    const { past, near, background, kept: { model: { scaling } } } = this.#scene;
    this.#state ??= past.state.clone();
    if (this.#window === past.window) this.#window = past.window.slice();
    const row = new Float32Array(EVENT_FEATURES);
    this.#state.add({
      ...{ day: past.startMs / DAY_MS + day, excess, place, expected, rate },
      backgroundShare: background / rate,
      backgroundProbability: near.backgroundProbability(place, { day, simulated: this.#events }),
    }, row);
    this.#window.copyWithin(0, EVENT_FEATURES);
    this.#window.set(scaleEventRows(row, scaling), this.#window.length - EVENT_FEATURES);
  }

  /** Asks the network of when; the others are asked where there is a next event. */
  #listen(): void {
    const { voice, days } = this.#scene;
    const rates = voice.rates(this.#window);
    this.#says = { rates };
    const oldest = ageGroupOf(days);
    for (let group0 = 0; group0 < GROUPS; group0 += AGES) {
      let largest = 0;
      for (let age = oldest; age >= 0; age--) {
        this.#largest[group0 + age] = largest = Math.max(largest, rates[1 + group0 + age]);
      }
    }
  }
}

function layPlaces(kind: EventPlaces["kind"], at: readonly EtasPlace[]): EventPlaces {
  const [x, y] = [0, 1].map((k) => Float64Array.from(at, (place) => place[k]));
  return kind === "plane" ? { kind, eastKm: x, northKm: y } : { kind, longitude: x, latitude: y };
}

function refuseCascade(have: number): never {
  throw new ConfigurationError(
    `Cannot simulate a neural ETAS: ${have} events and no end, as each has more than one aftershock ` +
      "on average.",
    "model",
  );
}
