import type { ChannelCode } from "./channel_code.ts";

/** Samples as an instrument or a processing step gives them. [sample] */
export type Samples = Int32Array | Float32Array | Float64Array;

/** One channel's evenly sampled stretch without a gap. */
export interface Trace {
  /** The channel that was recorded. */
  readonly code: ChannelCode;
  /** Time of the first sample, UTC epoch milliseconds (with fractions, exact to a microsecond). */
  readonly startTimeMs: number;
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** The samples, in counts unless a step says otherwise. [sample] */
  readonly samples: Samples;
}

/** Time of the last sample, UTC epoch milliseconds; the start time where there is no sample. */
export function traceEndMs(trace: Trace): number {
  const steps = Math.max(0, trace.samples.length - 1);
  return trace.startTimeMs + steps * 1000 / trace.samplingRateHz;
}

/** Something that was wrong with a piece of waveform data, or was done to it. */
export interface WaveformNote {
  /** What it is, such as "damaged record", "gap", "overlap", "filled with zeros". */
  readonly kind: string;
  /** One sentence: what was found, where, and what was done. */
  readonly message: string;
  /** The channel "NET.STA.LOC.CHA", where it is known. */
  readonly channel?: string;
  /** Byte offset in the source, the first byte being 0. */
  readonly byte?: number;
  /** Where in time it begins, UTC epoch milliseconds. */
  readonly timeMs?: number;
}

/** The traces of a source and everything that was noted while they were read. */
export interface WaveformReading {
  /** Traces, by channel and time. */
  readonly traces: readonly Trace[];
  /** What was wrong or was done; empty where all was well. */
  readonly notes: readonly WaveformNote[];
  /** How the samples of each channel "NET.STA.LOC.CHA" were packed, where the reader tells. */
  readonly encodings?: Readonly<Record<string, readonly string[]>>;
}
