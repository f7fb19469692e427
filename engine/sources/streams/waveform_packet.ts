import type { ChannelCode, Trace, WaveformNote } from "../../domain/mod.ts";

/** One record of miniSEED as a source of a stream gave it, not unpacked yet. */
export interface StreamRecord {
  /** The whole record, header included. [byte] */
  readonly bytes: Uint8Array;
  /** The number that the source gave it: within its station for SeedLink, within the source else. */
  readonly sequence: bigint;
  /** When its last byte was received by the clock of the source, UTC epoch milliseconds. */
  readonly receivedMs: number;
}

/** Where the records of a stream come from. */
export interface RecordSource {
  /** What it is, for messages, such as "seedlink://host:18000". */
  readonly name: string;
  /** Whether records come as time goes by, so that silence means something. */
  readonly isLive: boolean;
  /** The records until the signal is aborted or there are no more. */
  records(session: StreamSession): AsyncIterable<StreamRecord>;
}

/** What a source is told by whoever reads it. */
export interface StreamSession {
  /** Ends the stream. */
  readonly signal: AbortSignal;
  /** The time now, UTC epoch milliseconds. */
  now(): number;
  /** Told what went wrong or was done: reconnections, foreign bytes, damaged records. */
  note(note: WaveformNote): void;
}

/** How a packet lies to those of its channel that were given before. */
export type PacketOrder =
  /** It goes on where the last one ended, or is the first. */
  | "next"
  /** Samples are missing before it, and were waited for in vain. */
  | "after gap"
  /** It fills a gap that was given up: its samples are older than some that were given. */
  | "late";

/** One decoded packet of a stream. */
export interface WaveformPacket {
  /** The channel. */
  readonly code: ChannelCode;
  /** Its samples; those that were given before are cut off. */
  readonly trace: Trace;
  /** Time of the first sample of the record, UTC epoch milliseconds. */
  readonly recordStartMs: number;
  /** The whole record as it was received, overlapping samples included. [byte] */
  readonly record: Uint8Array;
  /** The number that the source gave it. */
  readonly sequence: bigint;
  /** When it was received, UTC epoch milliseconds. */
  readonly receivedMs: number;
  /** How it lies to those before. */
  readonly order: PacketOrder;
  /** Milliseconds of missing samples before it; 0 unless "after gap". */
  readonly gapMs: number;
}

/** The state of one channel of a stream. */
export interface ChannelStatus {
  /** The channel "NET.STA.LOC.CHA". */
  readonly channel: string;
  /** Samples a second of the last packet. */
  readonly samplingRateHz: number;
  /** Packets given. */
  readonly packets: number;
  /** Packets that came twice and were left out. */
  readonly duplicates: number;
  /** Packets that came before an older one and were put in order. */
  readonly reordered: number;
  /** Packets that came after their gap had been given up. */
  readonly late: number;
  /** Packets whose first samples had been given and were cut off. */
  readonly overlaps: number;
  /** Packets that could not be unpacked. */
  readonly damaged: number;
  /** Packets thrown away because they were not taken in time. */
  readonly dropped: number;
  /** Gaps that were given up, and their milliseconds in all. */
  readonly gaps: number;
  /** Milliseconds of samples missing in the gaps, less what came late. */
  readonly gapMs: number;
  /** End of the newest sample, UTC epoch milliseconds. */
  readonly endMs: number;
  /** When the last packet was received, UTC epoch milliseconds. */
  readonly receivedMs: number;
  /** From the end of a packet's last sample to its arrival: the last, median and largest of 128. */
  readonly latencyMs: { readonly last: number; readonly median: number; readonly largest: number };
  /** Milliseconds by which its clock is ahead of ours at least: packets came before their own end. */
  readonly clockAheadMs: number;
  /** Quality of its clock, percent, where the record tells. */
  readonly timingQuality?: number;
}
