import {
  instrumentOf,
  InsufficientDataError,
  type Pick,
  preferredMagnitude,
  type SeismicEvent,
  type Station,
  type StationDelays,
  stationOf,
  type Trace,
  traceEndMs,
  type VelocityModel,
  type WaveformNote,
} from "../../domain/mod.ts";
import {
  type AssociationOptions,
  type LocationOptions,
  type PhaseTimes,
  travelTimes,
} from "../../models/mod.ts";
import { hasPassed } from "../live/follow_clock.ts";
import { LiveWaveforms } from "../live_waveforms.ts";
import { type LocateEvent, openLocateEvent } from "../locate_event.ts";
import { type MagnitudeChoices, magnitudeSpanOf, measureEvent } from "../measure_event.ts";
import { PickAssociator } from "../pick_associator.ts";
import { componentOf } from "../picking/component_of.ts";
import type { PickedPart } from "../picking/instrument_picker.ts";
import { EventLedger, type LedgerEntry, picksKeyOf } from "./event_ledger.ts";
import type { InstrumentStream, OpenInstrumentStream } from "./instrument_stream.ts";
import { componentsOf, notesOnResponses } from "./listed_instruments.ts";

/** What an event chain runs on, but for its picker; all of it can be sent to a thread. */
export interface EventChainOptions {
  /** Stations, with responses where magnitudes are wanted. */
  readonly stations: readonly Station[];
  /** How fast waves are. */
  readonly model: VelocityModel;
  /** What differs from ASSOCIATION_DEFAULTS. */
  readonly association?: Partial<AssociationOptions>;
  /** Seconds by which phases come late at stations. */
  readonly delays?: StationDelays;
  /** What differs from LOCATION_DEFAULTS. */
  readonly location?: Partial<LocationOptions>;
  /** How magnitudes are estimated. */
  readonly magnitude?: MagnitudeChoices;
}

/** An event as it stands. */
export interface ChainEvent {
  /** The event; its identifier stays the same in all its versions. */
  readonly event: SeismicEvent;
  /** "preliminary" while picks may come; "taken back" where they did not hold. */
  readonly state: "preliminary" | "final" | "taken back";
}

/** What a step of an event chain found. */
export interface ChainAnswer {
  /** Picks that became certain. */
  readonly picks: Pick[];
  /** Events that are new or changed. */
  readonly events: ChainEvent[];
  /** What was left out, and why. */
  readonly notes: WaveformNote[];
}

/** Seconds of each channel that are kept for magnitudes: until a window of association is over. */
const KEPT_SECONDS = 600;
/** Milliseconds after the time now that picks up to it are certain: two windows and a lagging component. */
const CERTAIN_AFTER_MS = 120_000;
/** Milliseconds between two looks at events that are not certain yet, and of picks that these see. */
const LOOK_MS = 2000;
const LOOK_BACK_MS = 180_000;
/** Samples are read a little beyond what is looked at, which is cut exactly. */
const EDGE_MS = 1000;
/** Notes on magnitudes that tell of a fault of a station; the others come with every event. */
const FAULTS: ReadonlySet<string> = new Set([
  "station fault",
  "implausible motion",
  "wrong directions",
]);
/** Most instruments of one station; more are nonsense. */
const MOST_INSTRUMENTS = 8;

/**
 * From packets to picks, events, hypocentres and magnitudes as they come. Picks are those of
 * `pickWaveforms` on the whole record, events those of `buildEventCatalogue` on all picks; while they
 * are not certain yet, events are told as they stand, and keep their identifier. The same steps give
 * the same answers.
 *
 * Throws InsufficientDataError for fewer stations than an event needs.
 */
export class EventChain {
  readonly #options: EventChainOptions & { times: PhaseTimes };
  readonly #openStream: OpenInstrumentStream;
  readonly #streams = new Map<string, InstrumentStream>();
  readonly #components: ReadonlyMap<string, Set<string>>;
  readonly #waveforms = new LiveWaveforms({ seconds: KEPT_SECONDS });
  readonly #associator: PickAssociator;
  readonly #locate: LocateEvent;
  readonly #ledger = new EventLedger();
  /** What was noted since the last answer. */
  #notes: WaveformNote[] = [];
  #recent: Pick[] = [];
  #newestMs = -Infinity;
  #lookedMs = -Infinity;
  /** Picks of the last look: their times by identifier. */
  #looked = new Map<string, number>();

  /** Opens the chain; `openStream` opens the picker of each instrument. */
  constructor(options: EventChainOptions, openStream: OpenInstrumentStream) {
    const { stations, model, delays, association, location } = options;
    const times = { P: travelTimes(model, "P"), S: travelTimes(model, "S") };
    this.#options = { ...options, times };
    this.#openStream = openStream;
    this.#associator = new PickAssociator({ stations, times, delays, options: association });
    this.#locate = openLocateEvent({ stations, model, delays, options: location });
    this.#components = componentsOf(stations);
    this.#notes = notesOnResponses(stations);
  }

  /** Takes the packets that came until a time, UTC epoch milliseconds, and works them. */
  step(traces: readonly Trace[], nowMs: number): ChainAnswer {
    const picks = this.#pick(traces);
    this.#take(picks);
    for (const trace of traces) this.#newestMs = Math.max(this.#newestMs, traceEndMs(trace));
    // After a cut packets are older than the clock; a clock that is wrong must not shut picks out.
    const certainMs = Math.min(nowMs, this.#newestMs) - CERTAIN_AFTER_MS;
    const events = this.#tellFinal(this.#associator.advance(certainMs), nowMs);
    if (hasPassed(LOOK_MS, { sinceMs: this.#lookedMs, nowMs })) {
      this.#lookedMs = nowMs;
      events.push(...this.#look(nowMs));
    }
    const overMs = certainMs - this.#associator.longestWaitMs;
    for (const { event } of this.#ledger.sweep(overMs)) events.push({ event, state: "taken back" });
    return { picks, events, notes: this.#takeNotes() };
  }

  /** Ends the stream: all picks and events that are left. */
  finish(nowMs: number): ChainAnswer {
    const names = [...this.#streams.keys()];
    const picks = names.flatMap((name) => this.#askInstrument(name, (stream) => stream.finish()))
      .sort((a, b) => a.timeMs - b.timeMs);
    this.#take(picks);
    const events = this.#tellFinal(this.#associator.finish(), nowMs);
    for (const { event } of this.#ledger.sweep(Infinity)) {
      events.push({ event, state: "taken back" });
    }
    return { picks, events, notes: this.#takeNotes() };
  }

  #takeNotes(): WaveformNote[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }

  #take(picks: readonly Pick[]): void {
    const usable = picks.filter((pick) => this.#associator.canUse(pick));
    if (usable.length > 0) this.#associator.add(usable);
    this.#recent.push(...usable);
  }

  /** Hands the traces of each instrument to its picker. */
  #pick(traces: readonly Trace[]): Pick[] {
    const byInstrument = new Map<string, Trace[]>();
    for (const trace of traces) {
      const name = instrumentOf(trace.code);
      this.#waveforms.push(trace);
      if (componentOf(trace.code) === undefined) continue;
      const group = byInstrument.get(name);
      if (group === undefined) byInstrument.set(name, [trace]);
      else group.push(trace);
    }
    return [...byInstrument].flatMap(([name, group]) =>
      this.#askInstrument(name, () => this.#streamOf(name, group[0])?.push(group))
    ).sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
  }

  /** Picks of an instrument; a fault of one is noted and leaves the others alone. */
  #askInstrument(
    name: string,
    ask: (stream: InstrumentStream) => PickedPart | undefined,
  ): Pick[] {
    try {
      const part = ask(this.#streams.get(name)!);
      for (const note of part?.notes ?? []) this.#notes.push(note);
      return part?.picks ?? [];
    } catch (error) {
      this.#streams.delete(name); // the next packet begins anew
      const message = `${name}: ${error instanceof Error ? error.message : error}`;
      this.#notes.push({ kind: "left out", message, channel: name });
      return [];
    }
  }

  #streamOf(name: string, { code }: Trace): InstrumentStream | undefined {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const others = [...this.#streams.keys()].filter((one) => one.startsWith(`${stationOf(code)}.`));
    if (others.length >= MOST_INSTRUMENTS) return undefined;
    const listed = this.#components.get(name);
    const stream = this.#openStream(listed && [...listed] as ("E" | "N" | "Z")[]);
    this.#streams.set(name, stream);
    return stream;
  }

  /** Events as the picks of the last minutes have them, the uncertain ones included. */
  #look(nowMs: number): ChainEvent[] {
    this.#recent = this.#recent.filter(({ timeMs }) => timeMs >= nowMs - LOOK_BACK_MS);
    const uncertain = [...this.#streams.keys()].flatMap((name) =>
      this.#askInstrument(name, (stream) => ({ picks: stream.preview(), notes: [] }))
    );
    const picks = [...this.#recent, ...uncertain];
    const open = this.#ledger.open();
    const due = open.filter((entry) => isDue(entry, nowMs));
    const events = due.flatMap((entry) => this.#tell(entry.event, { nowMs, isFinal: false }));
    const fromMs = nowMs - LOOK_BACK_MS;
    if (!this.#hasNews(picks, fromMs)) return events;
    // One that began before has picks that are not looked at.
    const found = this.#associator.preview(uncertain, { fromMs })
      .filter(({ origins: [{ timeMs }] }) => timeMs >= fromMs);
    events.push(...found.flatMap((event) => this.#tell(event, { nowMs, isFinal: false })));
    return events;
  }

  /** Whether picks came or were taken back since the last look; that the oldest are let go is no news. */
  #hasNews(picks: readonly Pick[], fromMs: number): boolean {
    const before = this.#looked;
    this.#looked = new Map(picks.map(({ id, timeMs }) => [id, timeMs]));
    return picks.some(({ id }) => !before.has(id)) ||
      [...before].some(([id, timeMs]) => timeMs >= fromMs && !this.#looked.has(id));
  }

  #tellFinal(found: readonly SeismicEvent[], nowMs: number): ChainEvent[] {
    return found.flatMap((event) => this.#tell(event, { nowMs, isFinal: true }));
  }

  /** Locates and measures an event where its picks changed, and tells it where it did. */
  #tell(
    found: SeismicEvent,
    { nowMs, isFinal }: { nowMs: number; isFinal: boolean },
  ): ChainEvent[] {
    const known = this.#ledger.find(found);
    if (known?.isFinal) return [];
    const state = isFinal ? "final" as const : "preliminary" as const;
    const picksKey = picksKeyOf(found);
    const isSame = known?.picksKey === picksKey;
    if (isSame && !isFinal && !isDue(known, nowMs)) return [];
    const id = known?.id ?? this.#freeId(found.id);
    const located = isSame ? known.event : this.#located({ ...found, id });
    if (located === undefined) return [];
    const { fromMs, toMs } = magnitudeSpanOf(located);
    // All stations are heard once the event is final; until then those that picked it will do.
    const heard = isFinal ? undefined : new Set(found.picks.map(({ code }) => stationOf(code)));
    const near = this.#waveforms.readAll({ fromMs, toMs: toMs + EDGE_MS, stations: heard });
    const { event, notes } = measureEvent({ ...located, magnitudes: [] }, near, this.#options);
    this.#notes.push(...notes.filter(({ kind }) => FAULTS.has(kind)));
    const entry = known ?? { id, event, picksKey, measuredMs: nowMs, isFinal };
    const changed = known === undefined || !isSame || hasOtherSize(known.event, event);
    if (known === undefined) this.#ledger.add(entry);
    Object.assign(entry, { event, picksKey, measuredMs: nowMs, isFinal });
    return changed || isFinal ? [{ event, state }] : [];
  }

  #located(event: SeismicEvent): SeismicEvent | undefined {
    try {
      const origin = this.#locate(event.picks, `${event.id}/quakecast`);
      return { ...event, origins: [origin, ...event.origins], preferredOriginId: origin.id };
    } catch (error) {
      if (error instanceof InsufficientDataError) return undefined;
      throw error;
    }
  }

  #freeId(id: string): string {
    let free = id;
    for (let n = 2; this.#ledger.has(free); n++) free = `${id}-${n}`;
    return free;
  }
}

/** Whether more of the waveforms of an event has come: each time its age has doubled. */
function isDue({ event, measuredMs }: LedgerEntry, nowMs: number): boolean {
  const { timeMs } = event.origins[0];
  const { toMs: ripeMs } = magnitudeSpanOf(event);
  if (measuredMs >= ripeMs) return false;
  return nowMs >= Math.min(ripeMs, timeMs + 2 * (measuredMs - timeMs));
}

function hasOtherSize(before: SeismicEvent, after: SeismicEvent): boolean {
  const [a, b] = [preferredMagnitude(before), preferredMagnitude(after)];
  if (a === undefined || b === undefined) return a !== b;
  return Math.abs(a.magnitude - b.magnitude) >= 0.05;
}
