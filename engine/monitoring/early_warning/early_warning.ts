import {
  type AlertMessage,
  InputError,
  type Station,
  stationOf,
  type Trace,
} from "../../domain/mod.ts";
import { followClock } from "../live/follow_clock.ts";
import { type ChannelCounts, ChannelWatch } from "./channel_watch.ts";
import { arrivalMs, distanceTo, type WarningPick } from "./describe_state.ts";
import {
  type EarlyWarningOptions,
  type ResolvedWarningOptions,
  resolveWarningOptions,
} from "./early_warning_options.ts";
import { refuseEvent } from "./judge_event.ts";
import { PickPool } from "./pick_pool.ts";
import { WarnedEvent } from "./warned_event.ts";
import { openWarningNetwork, type WarningNetwork } from "./warning_network.ts";

/** A packet and when it came. */
export interface WarningPacket {
  /** Its samples, in counts. */
  readonly trace: Trace;
  /** When it was received, UTC epoch milliseconds. The engine knows no other clock. */
  readonly receivedMs: number;
}

/** Milliseconds between looks at a possible event without a new pick. */
const LOOK_MS = 1000;
/** Milliseconds after the newest pick in which a possible event is looked at. */
const LOOK_FOR_MS = 8000;
/** Milliseconds after the origin in which picks near an event are its S or coda. */
const CODA_MS = 150_000;
/** Seconds that a pick may be off an event's P: at least, and by each second of travel. */
const ADD_SECONDS = { least: 1.5, bySecond: 0.06 };

/**
 * Milliseconds after its origin from which nobody is warned of an event any more: its packets came after a
 * cut. Long enough for clocks that are a little off.
 */
const OVER_MS = 120_000;
/** Milliseconds without its channel after which a station is heard by another of its vertical ones. */
const DEAF_AFTER_MS = 30_000;

/** What was counted and refused so far. */
export interface WarningReport {
  /** Packets that were taken. */
  packets: number;
  /** Packets of stations that are not in the list, of components that are not vertical, or without a response. */
  unused: number;
  /** Onsets that were picked. */
  picks: number;
  /** Possible events that were not told of, by reason. */
  refusals: Record<string, number>;
  /** By channel. */
  channels: Record<string, ChannelCounts>;
}

/**
 * Warns of strong earthquakes from packets as they come: onsets of P, a point source from two stations
 * on, a magnitude from its first seconds, and for each site what to expect and when. Every message
 * carries what led to it. All times are those of packets: the same packets give the same messages.
 *
 * It tells probabilities, and false and missed alerts happen; it is no ground for a decision by itself.
 */
export class EarlyWarning {
  readonly #options: ResolvedWarningOptions;
  readonly #network: WarningNetwork;
  readonly #watches: (ChannelWatch | undefined)[];
  readonly #pool = new PickPool();
  readonly #counts = { packets: 0, unused: 0, picks: 0 };
  readonly #refusals = new Map<string, number>();
  #events: WarnedEvent[] = [];
  #told = 0;
  #nowMs = -Infinity;
  #lookedMs = -Infinity;

  /**
   * For stations with responses (counts of one m/s or m/s² on their vertical channels).
   *
   * Throws InsufficientDataError without stations, ConfigurationError for options out of range.
   */
  constructor(stations: readonly Station[], options: EarlyWarningOptions) {
    this.#options = resolveWarningOptions(options);
    this.#network = openWarningNetwork(stations, this.#options.model);
    this.#watches = stations.map(() => undefined);
  }

  /**
   * Takes a packet and gives the messages it led to. A station is heard by the vertical channel that
   * comes first, and by another once that has been missing for half a minute. Throws InputError for a time that is none; packets that are of no use are counted.
   */
  push({ trace, receivedMs }: WarningPacket): AlertMessage[] {
    if (!Number.isFinite(receivedMs) || !Number.isFinite(trace.startTimeMs)) {
      throw new InputError("Cannot take a packet", {
        ...{ field: "receivedMs", value: `${receivedMs}`, expected: "epoch milliseconds" },
      });
    }
    this.#advance(receivedMs);
    const station = this.#network.indexOf.get(stationOf(trace.code));
    const watch = station === undefined ? undefined : this.#watchOf(station, trace);
    const reading = watch?.push(trace);
    if (station === undefined || reading === undefined) {
      this.#counts.unused++;
      return this.tick(receivedMs);
    }
    this.#watches[station] = watch;
    this.#counts.packets++;
    for (const { timeMs } of reading.onsets) {
      this.#counts.picks++;
      this.#take({ station, timeMs, knownMs: this.#nowMs });
    }
    return this.tick(receivedMs);
  }

  /** Tells that a time has come, as where packets stay away, and gives the messages it led to. */
  tick(nowMs: number): AlertMessage[] {
    this.#advance(nowMs);
    const now = this.#nowMs;
    const messages = this.#events.flatMap((event) => event.revise(now) ?? []);
    this.#events = this.#events.filter(({ isOpen, state }) =>
      isOpen || now - state.source.timeMs < CODA_MS
    );
    this.#pool.forget(now);
    const isFresh = now - this.#pool.newestMs < LOOK_FOR_MS;
    if (this.#pool.size >= 2 && isFresh && now - this.#lookedMs >= LOOK_MS) {
      this.#lookedMs = now;
      const message = this.#look();
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  /** What was counted and refused so far. */
  report(): WarningReport {
    return {
      ...this.#counts,
      refusals: Object.fromEntries(this.#refusals),
      channels: Object.fromEntries(
        this.#watches.flatMap((watch) => watch === undefined ? [] : [[watch.name, watch.counts]]),
      ),
    };
  }

  #advance(nowMs: number): void {
    const now = followClock(this.#nowMs, nowMs);
    if (now < this.#nowMs) this.#lookedMs = -Infinity;
    this.#nowMs = now;
  }

  #watchOf(station: number, trace: Trace): ChannelWatch | undefined {
    if (!/[Z3]$/.test(trace.code.channel)) return undefined;
    const known = this.#watches[station];
    const isHeard = known !== undefined &&
      !(trace.startTimeMs - (known.record?.endMs ?? NaN) > DEAF_AFTER_MS);
    const watch = isHeard ? known : new ChannelWatch(this.#network.stations[station], trace);
    const { network, station: name, location, channel } = trace.code;
    return watch.name === `${network}.${name}.${location}.${channel}` ? watch : undefined;
  }

  /** A pick goes to the event it fits, is let go as the S or coda of one, or waits. */
  #take(pick: WarningPick): void {
    for (const event of this.#events) {
      const { source } = event.state;
      const distanceKm = distanceTo(source, this.#network.stations[pick.station]);
      const dueMs = arrivalMs(source, { network: this.#network, phase: "P", distanceKm });
      const seconds = (pick.timeMs - dueMs) / 1000;
      const travel = (dueMs - source.timeMs) / 1000;
      const allowed = ADD_SECONDS.least + ADD_SECONDS.bySecond * travel +
        source.horizontalSigmaKm / 6;
      const isLater = pick.timeMs > dueMs && pick.timeMs - source.timeMs < CODA_MS;
      if (event.hasSeen(pick.station) && isLater) return;
      if (!event.hasSeen(pick.station) && event.isOpen && Math.abs(seconds) <= allowed) {
        return event.add(pick);
      }
      const sMs = arrivalMs(source, { network: this.#network, phase: "S", distanceKm });
      if (isLater && pick.timeMs < sMs + 1000 * travel) return;
    }
    this.#pool.add(pick);
    this.#lookedMs = -Infinity;
  }

  #look(): AlertMessage | undefined {
    const setting = {
      ...{ network: this.#network, watches: this.#watches },
      regionOffset: this.#options.regionOffset,
    };
    const group = this.#pool.findGroup(setting);
    if (group === undefined) return undefined;
    const reasons = refuseEvent(group.state, this.#options);
    const isOver = this.#nowMs - group.state.source.timeMs > OVER_MS;
    if (isOver) reasons.push("its shaking was over when its packets came");
    for (const reason of reasons) {
      const kind = reason.replace(/\d+(\.\d+)?/g, "#");
      this.#refusals.set(kind, (this.#refusals.get(kind) ?? 0) + 1);
    }
    if (reasons.length > 0) return undefined;
    this.#pool.remove(group.picks);
    const time = new Date(group.state.source.timeMs).toISOString();
    const event = new WarnedEvent(`${this.#options.idPrefix}/${time}/${++this.#told}`, {
      ...{ picks: group.picks, setting, options: this.#options },
    });
    this.#events.push(event);
    return event.revise(this.#nowMs);
  }
}

/** The messages of a stream of packets, as they come. */
export async function* warnFrom(
  packets: AsyncIterable<WarningPacket>,
  warning: EarlyWarning,
): AsyncGenerator<AlertMessage> {
  for await (const packet of packets) yield* warning.push(packet);
}
