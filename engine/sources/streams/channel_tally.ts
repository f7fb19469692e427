import { traceEndMs } from "../../domain/mod.ts";
import type { PlacedArrival } from "./channel_order.ts";
import type { ChannelStatus } from "./waveform_packet.ts";

/** Packets over which latencies are told. */
const LATENCIES = 128;

/** Counts what happens to the packets of one channel and measures their latency. */
export class ChannelTally {
  /** The channel "NET.STA.LOC.CHA". */
  readonly channel: string;
  /** Packets that came twice. */
  duplicates = 0;
  /** Packets that could not be unpacked. */
  damaged = 0;
  /** Packets thrown away. */
  dropped = 0;
  readonly #latencies = new Float64Array(LATENCIES);
  #arrivals = 0;
  #counts = { packets: 0, reordered: 0, late: 0, overlaps: 0, gaps: 0, gapMs: 0 };
  #newest = { samplingRateHz: NaN, endMs: -Infinity, receivedMs: NaN };
  #timingQuality: number | undefined;

  /** Nothing has come yet. */
  constructor(channel: string) {
    this.channel = channel;
  }

  /** A packet came, new or not: its end, when, and the quality of its clock. */
  arrive(
    { endMs, receivedMs, timingQuality }: {
      endMs: number;
      receivedMs: number;
      timingQuality?: number;
    },
  ): void {
    this.#latencies[this.#arrivals++ % LATENCIES] = receivedMs - endMs;
    this.#newest.receivedMs = receivedMs;
    this.#timingQuality = timingQuality ?? this.#timingQuality;
  }

  /** A packet is given. */
  give({ trace, order, gapMs, hasOvertaken, cutSamples }: PlacedArrival): void {
    const counts = this.#counts;
    const periodMs = 1000 / trace.samplingRateHz;
    counts.packets++;
    if (hasOvertaken) counts.reordered++;
    if (cutSamples > 0) counts.overlaps++;
    if (order === "after gap") counts.gaps++;
    counts.gapMs += gapMs;
    this.#newest.samplingRateHz = trace.samplingRateHz;
    if (order !== "late") {
      this.#newest.endMs = traceEndMs(trace) + periodMs;
      return;
    }
    counts.late++;
    counts.gapMs = Math.max(0, counts.gapMs - trace.samples.length * periodMs);
  }

  /** The state now. */
  status(): ChannelStatus {
    const count = Math.min(this.#arrivals, LATENCIES);
    const sorted = this.#latencies.slice(0, count).sort();
    const last = this.#latencies[(this.#arrivals - 1 + LATENCIES) % LATENCIES];
    const latencyMs = { last, median: sorted[count >> 1], largest: sorted[count - 1] };
    return {
      ...{ channel: this.channel, ...this.#counts, ...this.#newest, latencyMs },
      ...{ duplicates: this.duplicates, damaged: this.damaged, dropped: this.dropped },
      clockAheadMs: Math.max(0, -sorted[0]),
      ...(this.#timingQuality === undefined ? {} : { timingQuality: this.#timingQuality }),
    };
  }
}
