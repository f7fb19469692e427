import {
  InputError,
  type Pick,
  type SeismicEvent,
  type Station,
  type StationDelays,
  stationOf,
} from "../domain/mod.ts";
import {
  associateWindow,
  type AssociationNetwork,
  type AssociationOptions,
  type FoundEvent,
  openAssociationNetwork,
  type PhaseTimes,
  resolveAssociationOptions,
  stationFinder,
} from "../models/mod.ts";
import { describeAssociatedEvent } from "./describe_associated_event.ts";

/** Length of the stretch of origin times that one window answers for, seconds. */
const CORE_SECONDS = 300;

/** Origin times this near the end of a stretch may move into the next, seconds. */
const EDGE_SECONDS = 2;

/** How much better than others an event must be that is told before all its picks are certain. */
const PREVIEW_FACTOR = 2;

/** Two events that share this part of the smaller one's picks are one. */
const SAME_SHARE = 0.4;

const CHANNEL_OF_PHASE: Readonly<Record<string, number>> = { P: 0, Pg: 0, S: 1, Sg: 1 };

/** An event of a window, in absolute time. */
interface TimedEvent {
  found: FoundEvent;
  timeMs: number;
  picks: Pick[];
}

/**
 * Joins a stream of picks to events, window by window; windows stand on an absolute grid of time. A window
 * is worked when all picks that its events may have are in; its last events wait for the next window.
 */
export class PickAssociator {
  readonly #network: AssociationNetwork;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #find: (pick: Pick) => Station | undefined;
  readonly #reachSeconds: number;
  #leastScore = 0;
  #buffer: Pick[] = [];
  #isSorted = true;
  #next: number | undefined; // number of the first window that is not worked yet
  #recent: TimedEvent[] = []; // events that may share picks with those of the next window
  #waiting: TimedEvent[] = []; // those of them that are not told yet

  /** Opens it for a network. Throws InsufficientDataError for too few stations. */
  constructor({ stations, times, delays, options }: {
    stations: readonly Station[];
    times: PhaseTimes;
    delays?: StationDelays;
    options?: Partial<AssociationOptions>;
  }) {
    const resolved = resolveAssociationOptions(options);
    this.#network = openAssociationNetwork(stations, { times, delays, options: resolved });
    this.#numbers = new Map(this.#network.names.map((name, i) => [name, i]));
    const find = stationFinder(stations);
    this.#find = (pick) => {
      const isCodeAlone = pick.code.network === "";
      return isCodeAlone || this.#numbers.has(stationOf(pick.code)) ? find(pick) : undefined;
    };
    this.#reachSeconds = Math.ceil(this.#network.longestSeconds);
  }

  /**
   * Whether a pick can be used: its station is known, by its code alone where it names no network, and its
   * phase is P or S.
   */
  canUse(pick: Pick): boolean {
    return Object.hasOwn(CHANNEL_OF_PHASE, pick.phase) && this.#find(pick) !== undefined;
  }

  /**
   * Takes picks, in any order; those older than windows already worked are too late for any event.
   * Throws InputError where there are picks, and none of them can be used.
   */
  add(picks: readonly Pick[]): void {
    const usable = picks.filter((pick) => this.canUse(pick));
    if (picks.length > 0 && usable.length === 0) {
      const names = [...new Set(picks.map(({ code }) => stationOf(code)))];
      throw new InputError(
        `Cannot associate ${picks.length} picks: none is a P or S at a known station`,
        {
          field: "station",
          value: names.slice(0, 4).join(", "),
          expected: `one of the ${this.#numbers.size} stations, such as ${this.#network.names[0]}`,
        },
      );
    }
    for (const pick of usable) this.#buffer.push(pick);
    this.#isSorted = false;
  }

  /** Works every window that picks up to this time complete, and tells the events that are final. */
  advance(heardUntilMs: number): SeismicEvent[] {
    const told: SeismicEvent[] = [];
    for (;;) {
      this.#skipSilence();
      if (this.#next === undefined) return told;
      const coreEnd = (this.#next + 1) * CORE_SECONDS;
      if ((coreEnd + 2 * this.#reachSeconds) * 1_000 > heardUntilMs) return told;
      told.push(...this.#work(this.#next));
      this.#next++;
    }
  }

  /** Works all windows that are left, and tells all events that are. */
  finish(): SeismicEvent[] {
    const told = this.advance(Infinity);
    told.push(...this.#waiting.map((event) => this.#describe(event)));
    this.#waiting = [];
    return told;
  }

  /** Longest time that `advance` leaves an event untold after its origin time, milliseconds. */
  get longestWaitMs(): number {
    return 2_000 * (CORE_SECONDS + this.#reachSeconds + EDGE_SECONDS);
  }

  /**
   * Events of picks from a time on as they stand, with others that are not certain yet; what `advance` will
   * tell is not changed by it. They must explain their picks twice as well as events that are final: of a
   * window that is not full, chance is not well known.
   */
  preview(more: readonly Pick[], { fromMs }: { fromMs: number }): SeismicEvent[] {
    const [buffer, next] = [this.#buffer, this.#next];
    const [recent, waiting] = [this.#recent, this.#waiting];
    this.#buffer = [...buffer, ...more.filter((pick) => this.canUse(pick))]
      .filter(({ timeMs }) => timeMs >= fromMs);
    [this.#next, this.#recent, this.#waiting, this.#isSorted] = [undefined, [], [], false];
    this.#leastScore = PREVIEW_FACTOR * this.#network.options.minimumScore;
    const events = this.finish();
    this.#leastScore = 0;
    [this.#buffer, this.#next, this.#isSorted] = [buffer, next, false];
    [this.#recent, this.#waiting] = [recent, waiting];
    return events;
  }

  /** Sorts the picks, drops those that are too old, and finds the next window that has any. */
  #skipSilence(): void {
    if (!this.#isSorted) {
      this.#buffer.sort((a, b) => a.timeMs - b.timeMs || compareText(a.id, b.id));
      this.#isSorted = true;
    }
    if (this.#next !== undefined) {
      const oldest = (this.#next * CORE_SECONDS - this.#reachSeconds) * 1_000;
      const kept = this.#buffer.findIndex(({ timeMs }) => timeMs >= oldest);
      this.#buffer.splice(0, kept < 0 ? this.#buffer.length : kept);
    }
    const first = this.#buffer[0];
    if (first === undefined) {
      if (this.#waiting.length === 0) this.#next = undefined;
      return;
    }
    const window = Math.floor((first.timeMs / 1_000 - this.#reachSeconds) / CORE_SECONDS);
    this.#next = Math.max(window, this.#next ?? window);
  }

  #work(window: number): SeismicEvent[] {
    const reach = this.#reachSeconds;
    const startMs = (window * CORE_SECONDS - reach) * 1_000;
    const spanSeconds = CORE_SECONDS + 3 * reach;
    const channelPicks = [];
    for (let index = 0; index < this.#buffer.length; index++) {
      const pick = this.#buffer[index];
      const seconds = (pick.timeMs - startMs) / 1_000;
      if (seconds >= spanSeconds) break;
      const { network, station: code } = this.#find(pick)!;
      const station = this.#numbers.get(`${network}.${code}`)!;
      channelPicks.push({ channel: 2 * station + CHANNEL_OF_PHASE[pick.phase], seconds, index });
    }
    const found = associateWindow(channelPicks, { network: this.#network, spanSeconds });
    const own = found.filter(({ hypocentre: { seconds }, score }) =>
      score >= this.#leastScore && seconds >= reach - EDGE_SECONDS &&
      seconds < reach + CORE_SECONDS + EDGE_SECONDS
    ).map((event) => ({
      found: event,
      timeMs: startMs + 1_000 * event.hypocentre.seconds,
      picks: event.pickIndices.map((index) => this.#buffer[index]),
    }));
    return this.#merge(own, (window + 1) * CORE_SECONDS * 1_000);
  }

  /** Sets what two windows found at their common edge against each other; the better one stays. */
  #merge(own: readonly TimedEvent[], coreEndMs: number): SeismicEvent[] {
    const waiting = new Set(this.#waiting);
    const kept: TimedEvent[] = [];
    for (const event of own) {
      const twin = this.#recent.find((other) => isSame(event, other));
      if (twin === undefined) kept.push(this.#withoutTaken(event));
      else if (waiting.has(twin) && event.found.score > twin.found.score) {
        waiting.delete(twin);
        kept.push(event);
      }
    }
    const { minimumPicks } = this.#network.options;
    const sound = kept.filter(({ picks }) => picks.length >= minimumPicks);
    const edgeMs = coreEndMs - 2 * EDGE_SECONDS * 1_000;
    this.#waiting = sound.filter(({ timeMs }) => timeMs >= edgeMs);
    this.#recent = sound.filter(({ timeMs }) => timeMs >= coreEndMs - this.#reachSeconds * 1_000);
    const final = [...waiting, ...sound.filter(({ timeMs }) => timeMs < edgeMs)];
    return final.sort((a, b) => a.timeMs - b.timeMs).map((event) => this.#describe(event));
  }

  /** The event without the few picks that one of the window before has. */
  #withoutTaken(event: TimedEvent): TimedEvent {
    const taken = new Set(this.#recent.flatMap(({ picks }) => picks));
    const free = event.picks.map((pick) => !taken.has(pick));
    if (free.every(Boolean)) return event;
    const { found } = event;
    return {
      ...event,
      picks: event.picks.filter((_, i) => free[i]),
      found: { ...found, hits: found.hits.filter((_, i) => free[i]) },
    };
  }

  #describe({ found, timeMs, picks }: TimedEvent): SeismicEvent {
    return describeAssociatedEvent(found, { timeMs, picks, network: this.#network });
  }
}

function isSame(event: TimedEvent, other: TimedEvent): boolean {
  const theirs = new Set(other.picks);
  const shared = event.picks.filter((pick) => theirs.has(pick)).length;
  return shared >= SAME_SHARE * Math.min(event.picks.length, other.picks.length);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
