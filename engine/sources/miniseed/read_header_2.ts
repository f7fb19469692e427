import type { ChannelCode } from "../../domain/mod.ts";
import { channelIdentifier } from "./source_identifier.ts";
import { damaged, dayOfYearMs, type HeaderReading, readCodeText } from "./header_reading.ts";
import { FIXED_HEADER_2_BYTES, recogniseHeader } from "./recognise_header.ts";

const [LEAST_EXPONENT, MOST_EXPONENT] = [6, 20];
/** Records without blockette 1000 begin and end at multiples of this. */
const SEARCH_STEP_BYTES = 64;
const STEIM1 = 10;
const [CORRECTED, POSITIVE_LEAP, NEGATIVE_LEAP] = [0x02, 0x10, 0x20];

/** Channels of one source, by their bytes in a header. */
export interface CodeTable {
  /** All so far. */
  readonly all: Map<string, ChannelCode>;
  /** The last one read from a header of version 2, and where. */
  last?: { at: number; code: ChannelCode };
}

/** What the blockettes of a record tell. */
interface BlocketteChain {
  encoding: number;
  wordOrder?: number;
  lengthBytes?: number;
  rateHz?: number;
  timingQuality?: number;
  microseconds: number;
  warnings: string[];
  /** Whether it leads where no blockette can be. */
  isBroken: boolean;
  /** Bytes from the record's first that would be needed to follow the chain to its end. */
  needBytes: number;
}

/**
 * Reads the header of version 2 that begins at `at`. `isWhole` says that no bytes follow those at
 * hand: a record without blockette 1000 then ends where they do.
 *
 * Source: SEED manual 2.4, chapter 8: fixed section of data header, blockettes 100, 1000 and 1001.
 */
export function readHeader2(
  bytes: Uint8Array,
  { at, isWhole, codes }: { at: number; isWhole: boolean; codes: CodeTable },
): HeaderReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  const little = headerOrder(view);
  if (little === undefined) return damaged("its start time is no day between 1900 and 2100");
  const chain = readBlockettes(view, little);
  if (chain.needBytes > view.byteLength) {
    return isWhole
      ? damaged("its blockettes go beyond the end of the source")
      : { kind: "incomplete", needBytes: chain.needBytes };
  }
  if (chain.isBroken && chain.lengthBytes === undefined) return damaged(chain.warnings[0]);
  const lengthBytes = chain.lengthBytes ?? findLength(bytes, at, isWhole);
  if (lengthBytes === undefined) return { kind: "incomplete", needBytes: view.byteLength + 64 };
  if (lengthBytes < 0) {
    return damaged(`its length, 2 to the power of ${-lengthBytes}, cannot be`);
  }
  if (lengthBytes > view.byteLength) return { kind: "incomplete", needBytes: lengthBytes };
  const sampleCount = view.getUint16(30, little);
  const dataOffset = view.getUint16(44, little);
  const holdsSamples = sampleCount > 0 && dataOffset !== 0;
  if (holdsSamples && (dataOffset < FIXED_HEADER_2_BYTES || dataOffset >= lengthBytes)) {
    return damaged(`its data would begin at byte ${dataOffset} of ${lengthBytes}`, lengthBytes);
  }
  if (sampleCount > 0 && dataOffset === 0) {
    chain.warnings.push(`its header counts ${sampleCount} samples and points to no data`);
  }
  const code = readCode(bytes, at, codes);
  const flags = view.getUint8(36);
  const order = chain.wordOrder ?? (little ? 0 : 1);
  if (order > 1) {
    chain.warnings.push(`word order ${order} is neither 0 nor 1; the header's is used`);
  }
  return {
    kind: "record",
    record: {
      formatVersion: 2,
      ...{ byte: at, lengthBytes, code, sourceIdentifier: channelIdentifier(code) },
      ...{ encoding: chain.encoding, isLittleEndian: order > 1 ? little : order === 0 },
      startTimeMs: readStart(view, { little, flags, chain }),
      samplingRateHz: chain.rateHz ??
        nominalRateHz(view.getInt16(32, little), view.getInt16(34, little)),
      sampleCount: holdsSamples ? sampleCount : 0,
      quality: String.fromCharCode(bytes[at + 6]),
      timeCorrectionMs: view.getInt32(40, little) / 10,
      leapSeconds: flags & POSITIVE_LEAP ? 1 : flags & NEGATIVE_LEAP ? -1 : 0,
      ...(chain.timingQuality !== undefined && { timingQuality: chain.timingQuality }),
      warnings: chain.warnings,
      payload: holdsSamples
        ? bytes.subarray(at + dataOffset, at + lengthBytes)
        : bytes.subarray(at, at),
    },
  };
}

/** Samples a second from the two numbers of the header, each a factor or a divisor by its sign. */
export function nominalRateHz(factor: number, multiplier: number): number {
  if (factor === 0) return 0;
  const rate = factor > 0 ? factor : -1 / factor;
  if (multiplier === 0) return rate;
  if (multiplier > 0) return factor > 0 ? rate * multiplier : -multiplier / factor;
  return factor > 0 ? -factor / multiplier : 1 / (factor * multiplier);
}

/** Whether the header's least significant bytes come first; undefined where its day is none. */
function headerOrder(view: DataView): boolean | undefined {
  for (const little of [false, true]) {
    const day = dayOfYearMs(view.getUint16(20, little), view.getUint16(22, little));
    if (day !== undefined) return little;
  }
  return undefined;
}

function readStart(
  view: DataView,
  { little, flags, chain }: { little: boolean; flags: number; chain: BlocketteChain },
): number {
  const dayMs = dayOfYearMs(view.getUint16(20, little), view.getUint16(22, little))!;
  const seconds = view.getUint8(24) * 3600 + view.getUint8(25) * 60 + view.getUint8(26);
  let ticks = view.getUint16(28, little);
  if ((flags & CORRECTED) === 0) ticks += view.getInt32(40, little);
  return ((dayMs + seconds * 1000) * 1000 + ticks * 100 + chain.microseconds) / 1000;
}

/** The codes of one channel are one object; most records are of the channel before them. */
function readCode(bytes: Uint8Array, at: number, codes: CodeTable): ChannelCode {
  const known = codes.last;
  if (known !== undefined && isSameCode(bytes, at, known.at)) return known.code;
  const key = String.fromCharCode(...bytes.subarray(at + 8, at + 20));
  const field = (from: number, to: number) => readCodeText(bytes, at + from, at + to);
  const code = codes.all.get(key) ?? {
    ...{ network: field(18, 20), station: field(8, 13) },
    ...{ location: field(13, 15), channel: field(15, 18) },
  };
  codes.all.set(key, code);
  codes.last = { at, code };
  return code;
}

function isSameCode(bytes: Uint8Array, at: number, other: number): boolean {
  for (let i = 8; i < 20; i++) if (bytes[at + i] !== bytes[other + i]) return false;
  return true;
}

function readBlockettes(view: DataView, little: boolean): BlocketteChain {
  const warnings: string[] = [];
  const chain: BlocketteChain = {
    ...{ encoding: STEIM1, microseconds: 0, warnings, isBroken: false, needBytes: 0 },
  };
  const counted = view.getUint8(39);
  let offset = view.getUint16(46, little);
  let count = 0;
  let least = FIXED_HEADER_2_BYTES;
  while (offset !== 0) {
    if (offset < least || Math.abs(chain.lengthBytes ?? Infinity) < offset + 8) {
      warnings.push(`its blockette ${count + 1} would begin at byte ${offset}`);
      chain.isBroken = true;
      return chain;
    }
    chain.needBytes = offset + 8;
    if (chain.needBytes > view.byteLength) return chain;
    readBlockette(view, { offset, little, chain });
    count++;
    least = offset + 4;
    offset = view.getUint16(offset + 2, little);
  }
  if (count !== counted) {
    warnings.push(`its header counts ${counted} blockettes, ${count} are there`);
  }
  return chain;
}

function readBlockette(
  view: DataView,
  { offset, little, chain }: { offset: number; little: boolean; chain: BlocketteChain },
): void {
  switch (view.getUint16(offset, little)) {
    case 100: {
      const rateHz = view.getFloat32(offset + 4, little);
      if (rateHz > 0 && rateHz < Infinity) chain.rateHz = rateHz;
      else chain.warnings.push(`blockette 100 says ${rateHz} samples a second: not used`);
      break;
    }
    case 1000: {
      chain.encoding = view.getUint8(offset + 4);
      chain.wordOrder = view.getUint8(offset + 5);
      const exponent = view.getUint8(offset + 6);
      const canBe = exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT;
      chain.lengthBytes = canBe ? 2 ** exponent : -exponent;
      break;
    }
    case 1001:
      chain.timingQuality = view.getUint8(offset + 4);
      chain.microseconds = view.getInt8(offset + 5);
      break;
  }
}

/** Length of a record that does not tell it: to the next header, or to the end of the source. */
function findLength(bytes: Uint8Array, at: number, isWhole: boolean): number | undefined {
  for (let end = at + SEARCH_STEP_BYTES; end < bytes.length; end += SEARCH_STEP_BYTES) {
    if (recogniseHeader(bytes, end) !== "other") return end - at;
  }
  return isWhole ? bytes.length - at : undefined;
}
