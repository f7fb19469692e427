import type { Trace } from "../../domain/mod.ts";

/** What a header is packed from. */
export interface HeaderFacts {
  /** The trace that is written. */
  trace: Trace;
  /** Code of the encoding. */
  encoding: number;
  /** Number of the record, from 1 on. */
  sequence: number;
  /** Time of its first sample, UTC epoch microseconds. */
  startMicroseconds: number;
  /** Number of its samples. */
  sampleCount: number;
  /** Its length, header included. */
  lengthBytes: number;
}

/** How a header of one version lies in a record. */
export interface HeaderLayout {
  /** Where the samples begin. */
  payloadAt: number;
  /** Whether a record is cut behind its last sample. */
  isCut: boolean;
  /** Whether plain numbers are least significant byte first. */
  isLittleEndian: boolean;
  /** Fills the header in; the samples are there already. */
  fill(record: Uint8Array, facts: HeaderFacts): void;
}
