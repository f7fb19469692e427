import {
  formatChannelCode,
  formatPreciseTime,
  parseDuration,
  resolveOptions,
  type WaveformNote,
} from "../../domain/mod.ts";
import { cutMiniseed } from "../miniseed/cut_miniseed.ts";
import { decodeSamples } from "../miniseed/decode_samples.ts";
import type { MiniseedRecord } from "../miniseed/miniseed_record.ts";
import { ChannelOrder, type PlacedArrival } from "./channel_order.ts";
import { ChannelTally } from "./channel_tally.ts";
import { NoteLimiter } from "./note_limiter.ts";
import { PacketQueue } from "./packet_queue.ts";
import { type ChannelPattern, patternTest, STREAM_SETTINGS } from "./stream_settings.ts";
import type { StreamSettings, StreamSettingsInput } from "./stream_settings.ts";
import type { ChannelStatus, RecordSource, StreamRecord } from "./waveform_packet.ts";
import type { WaveformPacket } from "./waveform_packet.ts";

/** How a stream is read. */
export interface WaveformStreamOptions {
  /** The time now, UTC epoch milliseconds; arrivals and latencies are told by it. */
  readonly now: () => number;
  /** Ends the stream: what was received is still given. */
  readonly signal?: AbortSignal;
  /** Told what went wrong or was done; it must return quickly and not throw. */
  readonly onNote?: (note: WaveformNote) => void;
  /** Only these channels; all where there is none. */
  readonly patterns?: readonly ChannelPattern[];
  /** Departures from STREAM_SETTINGS. */
  readonly settings?: StreamSettingsInput;
}

/** How often held packets are looked at while nothing comes. */
const RELEASE_EVERY_MS = 100;
/** A live packet that begins so long after its arrival has a wrong time. */
const IMPOSSIBLE_AHEAD_MS = 600_000;

interface Channel {
  order: ChannelOrder;
  tally: ChannelTally;
}

/**
 * The packets of a source, unpacked and in order of time within each channel, each sample once;
 * gaps, late packets, overlaps, duplicates and damage are told and counted by channel. Memory is
 * bounded by channel. It can be iterated once; ending the iteration closes the source.
 *
 * Iterating throws what the source throws: InputError, ConfigurationError, EnvironmentError.
 */
export class WaveformStream implements AsyncIterable<WaveformPacket> {
  readonly #source: RecordSource;
  readonly #options: WaveformStreamOptions;
  readonly #settings: StreamSettings;
  readonly #reorderMs: number;
  readonly #isWanted: (channel: string) => boolean;
  readonly #note: (note: WaveformNote) => void;
  readonly #queue: PacketQueue;
  readonly #channels = new Map<string, Channel>();

  /** Throws ConfigurationError for settings that make no sense. Nothing is opened yet. */
  constructor(source: RecordSource, options: WaveformStreamOptions) {
    this.#source = source;
    this.#options = options;
    this.#settings = resolveOptions(STREAM_SETTINGS, options.settings ?? {});
    this.#reorderMs = parseDuration(this.#settings.reorder, "reorder");
    this.#isWanted = patternTest(options.patterns ?? []);
    this.#note = new NoteLimiter(options.onNote ?? (() => {})).note;
    this.#queue = new PacketQueue(this.#settings.queuePackets);
  }

  /** Whether arrivals are told by the clock, or by the time of the data as in a replay. */
  get isLive(): boolean {
    return this.#source.isLive;
  }

  /** The state of every channel that was seen, by name. */
  channels(): ChannelStatus[] {
    const names = [...this.#channels.keys()].sort();
    return names.map((name) => this.#channels.get(name)!.tally.status());
  }

  /** Opens the source and gives its packets. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WaveformPacket, void, undefined> {
    const controller = new AbortController();
    const { signal, now } = this.#options;
    const stop = () => controller.abort();
    if (signal?.aborted) return;
    signal?.addEventListener("abort", stop, { once: true });
    const pumping = this.#pump(controller.signal);
    const timer = this.#source.isLive
      ? setInterval(() => this.#release(now()), RELEASE_EVERY_MS)
      : undefined;
    try {
      for (;;) {
        const packet = await this.#queue.take();
        if (packet === undefined) return;
        yield packet;
      }
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
      controller.abort();
      this.#queue.close();
      await pumping;
    }
  }

  async #pump(signal: AbortSignal): Promise<void> {
    const session = { signal, now: this.#options.now, note: this.#note };
    try {
      for await (const record of this.#source.records(session)) {
        const packets = this.#take(record);
        if (!this.#source.isLive) this.#release(record.receivedMs);
        for (const { code } of packets) {
          const channel = formatChannelCode(code);
          while (this.#settings.whenFull === "wait" && this.#queue.isFull(channel)) {
            if (signal.aborted) break;
            await this.#queue.taken();
          }
        }
        for (const packet of packets) this.#put(packet);
        if (signal.aborted) break;
      }
      for (const channel of this.#channels.values()) {
        for (const packet of this.#give(channel, channel.order.finish())) this.#put(packet);
      }
      this.#queue.close();
    } catch (error) {
      this.#queue.close(error);
    }
  }

  #put(packet: WaveformPacket): void {
    const channel = formatChannelCode(packet.code);
    if (!this.#queue.isFull(channel) || this.#settings.whenFull === "wait") {
      return this.#queue.put(packet);
    }
    this.#queue.putForOldest(packet);
    this.#channels.get(channel)!.tally.dropped++;
    const what = "packets are not taken in time: the oldest is thrown away";
    this.#tell("dropped", channel, packet.recordStartMs, what);
  }

  #release(nowMs: number): void {
    for (const channel of this.#channels.values()) {
      if (channel.order.heldCount === 0) continue;
      for (const packet of this.#give(channel, channel.order.release(nowMs))) this.#put(packet);
    }
  }

  /** Unpacks a record and gives the packets whose place is certain now. */
  #take(record: StreamRecord): WaveformPacket[] {
    const packets: WaveformPacket[] = [];
    const { bytes } = record;
    for (const piece of cutMiniseed(bytes, { recordBytes: bytes.length })) {
      if (piece.kind === "record") packets.push(...this.#takeRecord(record, piece.record));
      else if (piece.kind === "damaged record") {
        const message = `${this.#source.name}, packet ${record.sequence}: ${piece.reason}; skipped`;
        this.#note({ kind: "damaged record", message });
      }
    }
    return packets;
  }

  #takeRecord(record: StreamRecord, header: MiniseedRecord): WaveformPacket[] {
    const { startTimeMs, samplingRateHz, sampleCount, timingQuality, code } = header;
    const name = formatChannelCode(code);
    if (!this.#isWanted(name) || sampleCount === 0) return [];
    const isSeries = samplingRateHz > 0 && samplingRateHz < Infinity;
    if (!isSeries) return []; // a log: it has no samples
    const channel = this.#channelOf(name);
    if (channel === undefined) return [];
    const { tally, order } = channel;
    const refuse = (why: string) => {
      tally.damaged++;
      this.#tell("damaged record", name, startTimeMs, `${why}; skipped`);
      return [];
    };
    if (this.#source.isLive && startTimeMs > record.receivedMs + IMPOSSIBLE_AHEAD_MS) {
      return refuse("it begins more than ten minutes from now");
    }
    const endMs = startTimeMs + sampleCount * 1000 / samplingRateHz;
    tally.arrive({ endMs, receivedMs: record.receivedMs, timingQuality });
    if (order.isKnown(startTimeMs, sampleCount, samplingRateHz)) {
      tally.duplicates++;
      this.#tell("duplicate", name, startTimeMs, `${sampleCount} samples came again: left out`);
      return [];
    }
    const decoded = decodeSamples(header);
    if ("fault" in decoded) return refuse(decoded.fault);
    if ("text" in decoded || decoded.samples.length === 0) return [];
    const trace = { code, startTimeMs, samplingRateHz, samples: decoded.samples };
    return this.#give(channel, order.push({ record, trace, recordStartMs: startTimeMs }));
  }

  #give({ tally }: Channel, placed: readonly PlacedArrival[]): WaveformPacket[] {
    return placed.map((one) => {
      const { record: { bytes, sequence, receivedMs }, recordStartMs } = one;
      const { trace, order, gapMs, cutSamples } = one;
      const periodMs = 1000 / trace.samplingRateHz;
      const seconds = (ms: number) => (ms / 1000).toFixed(3);
      const tell = (kind: string, what: string) =>
        this.#tell(kind, tally.channel, trace.startTimeMs, what);
      tally.give(one);
      if (order === "after gap") tell("gap", `nothing for ${seconds(gapMs)} s before it`);
      if (order === "late") tell("late", `${seconds(trace.samples.length * periodMs)} s came late`);
      if (order !== "late" && cutSamples > 0) {
        tell("overlap", `the ${cutSamples} samples before had been given: cut off`);
      }
      return {
        ...{ code: trace.code, trace, recordStartMs, record: bytes, sequence },
        ...{ receivedMs, order, gapMs },
      };
    });
  }

  #channelOf(name: string): Channel | undefined {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    if (this.#channels.size >= this.#settings.channels) {
      const message = `${this.#source.name}: ${name} is one channel too many: left out`;
      this.#note({ kind: "too many channels", message });
      return undefined;
    }
    const { heldPackets } = this.#settings;
    const order = new ChannelOrder({ reorderMs: this.#reorderMs, heldPackets });
    const channel = { order, tally: new ChannelTally(name) };
    this.#channels.set(name, channel);
    return channel;
  }

  #tell(kind: string, channel: string, timeMs: number, what: string): void {
    const message = `${channel} at ${formatPreciseTime(timeMs)}: ${what}`;
    this.#note({ kind, message, channel, timeMs });
  }
}
