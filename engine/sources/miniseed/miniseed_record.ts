import type { ChannelCode } from "../../domain/mod.ts";
import type { ClockException } from "./clock_exception.ts";

/** One record of miniSEED: its header as values, its samples still packed. */
export interface MiniseedRecord {
  /** Version of the format. */
  readonly formatVersion: 2 | 3;
  /** Place of its first byte in the source. */
  readonly byte: number;
  /** Its length, header included. */
  readonly lengthBytes: number;
  /** The channel. */
  readonly code: ChannelCode;
  /** The channel as an FDSN source identifier, "FDSN:NC_MEM__H_H_Z". */
  readonly sourceIdentifier: string;
  /** Time of the first sample, corrections applied, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** Samples a second; 0 where the record is no series. */
  readonly samplingRateHz: number;
  /** Number of samples that the header promises. */
  readonly sampleCount: number;
  /** How they are packed: a code of ENCODINGS. */
  readonly encoding: number;
  /** Whether the least significant byte of a sample comes first. */
  readonly isLittleEndian: boolean;
  /** Data quality "D", "R", "Q" or "M" of version 2, publication version, a number, of version 3. */
  readonly quality: string;
  /** Correction of the time that was applied, by the writer or here, milliseconds. */
  readonly timeCorrectionMs: number;
  /** Leap seconds within the record: 1, −1 or 0. */
  readonly leapSeconds: number;
  /** Quality of the clock, percent, where blockette 1001 or an extra header tells. */
  readonly timingQuality?: number;
  /** What the clock reported, by blockettes 500 of version 2; version 3 has extra headers for it. */
  readonly clockExceptions?: readonly ClockException[];
  /** Extra headers of version 3, as JSON. */
  readonly extraHeaders?: unknown;
  /** Oddities that leave the record readable, a sentence each. */
  readonly warnings: readonly string[];
  /** The packed samples. [byte] */
  readonly payload: Uint8Array;
}

/** Names of the ways to pack samples, by the code in the header. */
export const ENCODINGS: Readonly<Record<number, string>> = {
  0: "text",
  1: "int16",
  2: "int24",
  3: "int32",
  4: "float32",
  5: "float64",
  10: "steim1",
  11: "steim2",
  12: "geoscope24",
  13: "geoscope16-3",
  14: "geoscope16-4",
  16: "cdsn",
  30: "sro",
  32: "dwwssn",
};

/** Name of an encoding; "encoding 19" for one that cannot be read. */
export function encodingName(encoding: number): string {
  return ENCODINGS[encoding] ?? `encoding ${encoding}`;
}
