import type { HeaderReading } from "./header_reading.ts";
import type { MiniseedRecord } from "./miniseed_record.ts";
import type { CodeTable } from "./read_channel.ts";
import { readHeader2 } from "./read_header_2.ts";
import { readHeader3 } from "./read_header_3.ts";
import { FIXED_HEADER_2_BYTES, isQuality, recogniseHeader } from "./recognise_header.ts";

/** A stretch of a source of miniSEED. */
export type MiniseedPiece =
  | { readonly kind: "record"; readonly record: MiniseedRecord }
  /** A record that cannot be read, and why; it is skipped. */
  | Stretch<"damaged record"> & { readonly reason: string }
  /** Bytes between records: headers of full SEED, empty records, anything else. */
  | Stretch<"control header" | "noise record" | "other">
  /** The last record goes beyond the bytes at hand: so many are needed from `byte` on. */
  | { readonly kind: "incomplete"; readonly byte: number; readonly needBytes: number };

/** So many bytes from a place on. */
export interface Stretch<Kind> {
  /** What they are. */
  readonly kind: Kind;
  /** Place of the first of them in the source. */
  readonly byte: number;
  /** How many they are. */
  readonly lengthBytes: number;
}

/** Check sums are taken of at most so many times the bytes there are. */
const CHECK_SUM_SHARE = 16;

/** What `cutMiniseed` is told. */
export interface CutOptions {
  /** Whether no bytes follow those at hand, as in a file; true unless given. */
  isWhole?: boolean;
  /**
   * Bytes of a record, where that is known from elsewhere, as of one that came as a packet: a record of
   * that length is not looked into for the headers of others.
   */
  recordBytes?: number;
}

/**
 * Cuts a source into the records of miniSEED 2 and 3 it holds and what lies between; every byte belongs
 * to one piece. Where a record is damaged or its length is contradicted by the header of another within
 * it, the search goes on at the next header. Nothing is decoded.
 *
 * For a stream, pass `isWhole: false`: the last piece may then be "incomplete", to be tried again with
 * more bytes.
 *
 * @example
 * ```ts
 * import { cutMiniseed } from "@quakecast/quakecast/sources";
 * const pieces = [...cutMiniseed(new TextEncoder().encode("no record"), { isWhole: false })];
 * console.assert(pieces[0].kind === "incomplete");
 * ```
 */
export function* cutMiniseed(
  bytes: Uint8Array,
  { isWhole = true, recordBytes = 0 }: CutOptions = {},
): Generator<MiniseedPiece, void, undefined> {
  const search: Search = {
    bytes,
    isWhole,
    codes: { all: new Map() },
    checkSumBytes: 0,
    usualBytes: recordBytes,
  };
  let at = 0;
  while (at < bytes.length) {
    const kind = recogniseHeader(bytes, at);
    if (kind !== "version 2" && kind !== "version 3") {
      const end = findRecord(search, at + 1);
      const byte = at;
      at = isWhole || end < bytes.length ? end : Math.max(at, end - FIXED_HEADER_2_BYTES + 1);
      if (at > byte) yield { kind, byte, lengthBytes: at - byte };
      if (at === end) continue;
      return yield { kind: "incomplete", byte: at, needBytes: FIXED_HEADER_2_BYTES };
    }
    const reading = readHeader(search, at);
    if (reading.kind === "incomplete" && !isWhole) {
      return yield { kind: "incomplete", byte: at, needBytes: reading.needBytes };
    }
    if (reading.kind === "record") {
      yield reading;
      at += reading.record.lengthBytes;
      continue;
    }
    const end = endOfDamage(search, at, reading);
    const reason = reading.kind === "damaged"
      ? reading.reason
      : `the source ends after ${bytes.length - at} of its ${reading.needBytes} bytes`;
    yield { kind: "damaged record", byte: at, lengthBytes: end - at, reason };
    at = end;
  }
}

interface Search {
  bytes: Uint8Array;
  isWhole: boolean;
  codes: CodeTable;
  checkSumBytes: number;
  /** Length of the last record of version 2: another length is looked into for headers. */
  usualBytes: number;
}

/** The header at a place that was recognised, its length compared with what follows. */
function readHeader(search: Search, at: number): HeaderReading {
  const { bytes, codes, isWhole } = search;
  const isVersion3 = bytes[at] === 77;
  const checkSum = search.checkSumBytes <= CHECK_SUM_SHARE * bytes.length;
  const reading = isVersion3
    ? readHeader3(bytes, { at, codes, checkSum })
    : readHeader2(bytes, { at, codes, isWhole });
  if (isVersion3 && reading.kind === "damaged") search.checkSumBytes += reading.lengthBytes ?? 0;
  if (isVersion3 || reading.kind !== "record") return reading;
  const { lengthBytes } = reading.record;
  const end = at + lengthBytes;
  const isFollowed = end === bytes.length || recogniseHeader(bytes, end) !== "other";
  if (isFollowed && lengthBytes === search.usualBytes) return reading;
  const inner = findRecord(search, at + FIXED_HEADER_2_BYTES, end);
  if (inner === end) {
    search.usualBytes = lengthBytes;
    return reading;
  }
  const reason = `it would be ${lengthBytes} bytes long, ` +
    `but another begins ${inner - at} bytes after it`;
  return { kind: "damaged", reason, lengthBytes: inner - at };
}

/** Where to go on after a record that cannot be read. */
function endOfDamage(search: Search, at: number, reading: HeaderReading): number {
  const { bytes } = search;
  const length = reading.kind === "damaged" ? reading.lengthBytes : undefined;
  if (length !== undefined) {
    const end = at + length;
    const isSpent = search.checkSumBytes > CHECK_SUM_SHARE * bytes.length;
    if (end === bytes.length || isSpent || isRecord(search, end)) return end;
  }
  return findRecord(search, at + 1);
}

/** The first place from `from` on where the header of a record begins; `to` where there is none. */
function findRecord(search: Search, from: number, to = search.bytes.length): number {
  const { bytes } = search;
  for (let at = from; at < to; at++) {
    const isLikely = isQuality(bytes[at + 6]) || bytes[at + 2] === 3 && bytes[at] === 77;
    if (isLikely && isRecord(search, at)) return at;
  }
  return to;
}

function isRecord({ bytes, codes }: Search, at: number): boolean {
  const kind = recogniseHeader(bytes, at);
  if (kind === "version 3") {
    return readHeader3(bytes, { at, codes, checkSum: false }).kind !== "damaged";
  }
  if (kind !== "version 2") return false;
  return readHeader2(bytes, { at, codes, isWhole: false, isGlance: true }).kind !== "damaged";
}
