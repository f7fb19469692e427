import type { WaveformNote } from "./waveform.ts";

/** What a source of waveforms holds of one channel. */
export interface ChannelInspection {
  /** "NET.STA.LOC.CHA". */
  readonly channel: string;
  /** Time of the first sample, ISO 8601 to the microsecond. */
  readonly start: string;
  /** Time of the last sample. */
  readonly end: string;
  /** Rates of its traces, samples a second, each once. */
  readonly samplingRatesHz: readonly number[];
  /** How the samples were packed; empty where the reader does not tell. */
  readonly encodings: readonly string[];
  /** Number of samples. */
  readonly samples: number;
  /** Number of traces, each without a gap. */
  readonly traces: number;
  /** Stretches without samples between the first and the last. */
  readonly gaps: number;
  /** Their length together, seconds. */
  readonly gapSeconds: number;
  /** Traces that begin before the ones before them have ended. */
  readonly overlaps: number;
  /** Least and largest sample; null where all are not-a-number. */
  readonly range: readonly [least: number, largest: number] | null;
  /**
   * What a person should look at: "gaps", "overlaps", "rates", "not finite", "dead", "flat", "clipped",
   * "spikes", "offset", "drift".
   */
  readonly warnings: readonly string[];
  /** Number of notes about it. */
  readonly notes: number;
}

/** What a source of waveforms holds. */
export interface WaveformInspection {
  /** Its name. */
  readonly source: string;
  /** Its format, such as "miniSEED". */
  readonly format: string;
  /** Channels by name. */
  readonly channels: readonly ChannelInspection[];
  /** Everything that was noted while it was read. */
  readonly notes: readonly WaveformNote[];
}
