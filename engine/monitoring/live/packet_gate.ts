import { formatChannelCode, type Station, stationOf, type Trace } from "../../domain/mod.ts";
import { followClock } from "./follow_clock.ts";

/** A packet that may not pass, and why. */
export interface PacketRefusal {
  /** "late" is usual; the others are faults, "unknown station" of the list of stations. */
  readonly kind:
    | "late"
    | "unknown station"
    | "odd rate"
    | "odd time"
    | "no numbers"
    | "flood"
    | "too many channels";
  /** A sentence. */
  readonly message: string;
}

/** Samples a second that a channel of seismology has. */
const RATES_HZ = { least: 1, most: 2000 } as const;
/** A packet that begins so long after it came has a wrong time. */
const MOST_AHEAD_MS = 60_000;
/** Seconds of data that a channel may send at once, and for each second that goes by. */
const BURST_SECONDS = 600;
const REFILL = 4;
/** What a packet costs at least, seconds: many tiny ones are a flood too. */
const LEAST_COST_SECONDS = 0.1;
/** How long a channel that floods is not heard. */
const MUTE_MS = 60_000;
/** Most channels of one station. */
const MOST_CHANNELS = 48;

interface GatedChannel {
  /** End of its newest sample, UTC epoch milliseconds. */
  endMs: number;
  /** Seconds of data it may still send, as of a time. */
  allowance: number;
  asOfMs: number;
  mutedUntilMs: number;
}

/**
 * Keeps nonsense away from everything behind it, channel by channel, so that what one station sends
 * costs the others nothing: samples that are no numbers, absurd rates and times, floods.
 */
export class PacketGate {
  readonly #stations: ReadonlySet<string>;
  readonly #channels = new Map<string, GatedChannel>();
  readonly #counts = new Map<string, number>();

  /** For these stations; packets of others are refused. */
  constructor(stations: readonly Station[]) {
    this.#stations = new Set(stations.map(({ network, station }) => `${network}.${station}`));
  }

  /** Why a packet that came at a time, UTC epoch milliseconds, may not pass; undefined where it may. */
  judge(trace: Trace, receivedMs: number): PacketRefusal | undefined {
    const name = formatChannelCode(trace.code);
    const station = stationOf(trace.code);
    if (!this.#stations.has(station)) {
      return refuse("unknown station", `${station} is not in the list of stations`);
    }
    const { samplingRateHz: rate, startTimeMs } = trace;
    if (!(rate >= RATES_HZ.least && rate <= RATES_HZ.most)) {
      return refuse("odd rate", `${name} says it has ${rate} samples a second`);
    }
    if (!(startTimeMs >= 0 && startTimeMs <= receivedMs + MOST_AHEAD_MS)) {
      return refuse("odd time", `${name} says its samples begin ${describeTime(startTimeMs)}`);
    }
    const channel = this.#channelOf(name, { station, receivedMs });
    if (channel === undefined) {
      return refuse("too many channels", `${station} has more than ${MOST_CHANNELS} channels`);
    }
    const seconds = trace.samples.length / rate;
    if (this.#isFlooding(channel, { seconds, receivedMs })) {
      return refuse("flood", `${name} sends far more than it records; not heard for a minute`);
    }
    if (!areNumbers(trace.samples)) {
      return refuse("no numbers", `${name} sends samples that are no numbers`);
    }
    const endMs = startTimeMs + 1000 * seconds;
    if (endMs <= channel.endMs) return refuse("late", `${name} sends what came before`);
    channel.endMs = endMs;
    return undefined;
  }

  #channelOf(
    name: string,
    { station, receivedMs }: { station: string; receivedMs: number },
  ): GatedChannel | undefined {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    const count = this.#counts.get(station) ?? 0;
    if (count >= MOST_CHANNELS) return undefined;
    this.#counts.set(station, count + 1);
    const channel = {
      ...{ endMs: -Infinity, allowance: BURST_SECONDS, asOfMs: receivedMs },
      mutedUntilMs: -Infinity,
    };
    this.#channels.set(name, channel);
    return channel;
  }

  #isFlooding(
    channel: GatedChannel,
    { seconds, receivedMs }: { seconds: number; receivedMs: number },
  ): boolean {
    const mutedMs = channel.mutedUntilMs - receivedMs;
    if (mutedMs > 0 && mutedMs <= MUTE_MS) return true;
    const passed = Math.max(0, receivedMs - channel.asOfMs) / 1000;
    channel.asOfMs = followClock(channel.asOfMs, receivedMs);
    channel.allowance = Math.min(BURST_SECONDS, channel.allowance + REFILL * passed);
    channel.allowance -= Math.max(seconds, LEAST_COST_SECONDS);
    if (channel.allowance >= 0) return false;
    channel.mutedUntilMs = receivedMs + MUTE_MS;
    return true;
  }
}

/** Whether all samples are finite; those of whole numbers cannot be otherwise. */
function areNumbers(samples: Trace["samples"]): boolean {
  if (samples instanceof Int32Array) return true;
  for (let i = 0; i < samples.length; i++) if (!Number.isFinite(samples[i])) return false;
  return true;
}

function refuse(kind: PacketRefusal["kind"], message: string): PacketRefusal {
  return { kind, message };
}

function describeTime(timeMs: number): string {
  const isDate = Math.abs(timeMs) <= 8.64e15;
  return isDate ? `at ${new Date(timeMs).toISOString()}` : `at ${timeMs} ms`;
}
