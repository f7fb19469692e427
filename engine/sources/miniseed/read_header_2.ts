import { dayOfYearMs } from "./header_fields.ts";
import { damaged, type HeaderReading } from "./header_reading.ts";
import type { MiniseedRecord } from "./miniseed_record.ts";
import { type BlocketteChain, readBlockettes } from "./read_blockettes.ts";
import { type CodeTable, readChannel } from "./read_channel.ts";
import { FIXED_HEADER_2_BYTES, recogniseHeader } from "./recognise_header.ts";

/** Records without blockette 1000 are not longer; they end at multiples of the step. */
const MOST_SEARCHED_BYTES = 65_536;
const SEARCH_STEP_BYTES = 64;
const [CORRECTED, POSITIVE_LEAP, NEGATIVE_LEAP] = [0x02, 0x10, 0x20];

/**
 * Reads the header of version 2 that begins at `at`. `isWhole` says that no bytes follow those at
 * hand: a record without blockette 1000 then ends where they do. At a glance the end of such a record
 * is not looked for: it is "incomplete".
 *
 * Source: SEED manual 2.4, chapter 8: fixed section of data header, blockettes 100, 1000 and 1001.
 */
export function readHeader2(
  bytes: Uint8Array,
  { at, isWhole, codes, isGlance = false }: {
    at: number;
    isWhole: boolean;
    codes: CodeTable;
    isGlance?: boolean;
  },
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
  const lengthBytes = chain.lengthBytes ??
    (isGlance ? undefined : findLength(bytes, at, isWhole));
  if (lengthBytes === undefined) return { kind: "incomplete", needBytes: view.byteLength + 64 };
  if (lengthBytes === 0) return damaged("it does not tell its length and no record follows");
  if (lengthBytes < 0) {
    return damaged(`its length, 2 to the power of ${-lengthBytes}, cannot be`);
  }
  if (lengthBytes > view.byteLength) return { kind: "incomplete", needBytes: lengthBytes };
  const dataOffset = view.getUint16(44, little);
  const holdsSamples = view.getUint16(30, little) > 0 && dataOffset !== 0;
  if (holdsSamples && (dataOffset < FIXED_HEADER_2_BYTES || dataOffset >= lengthBytes)) {
    return damaged(`its data would begin at byte ${dataOffset} of ${lengthBytes}`, lengthBytes);
  }
  const payload = holdsSamples
    ? bytes.subarray(at + dataOffset, at + lengthBytes)
    : bytes.subarray(at, at);
  const facts = { at, lengthBytes, payload, little, chain };
  return { kind: "record", record: makeRecord(view, facts, readChannel(bytes, at, codes)) };
}

interface RecordFacts {
  at: number;
  lengthBytes: number;
  payload: Uint8Array;
  little: boolean;
  chain: BlocketteChain;
}

function makeRecord(
  view: DataView,
  { at, lengthBytes, payload, little, chain }: RecordFacts,
  channel: ReturnType<typeof readChannel>,
): MiniseedRecord {
  const { warnings } = chain;
  const sampleCount = view.getUint16(30, little);
  if (sampleCount > 0 && payload.length === 0) {
    warnings.push(`its header counts ${sampleCount} samples and points to no data`);
  }
  const order = chain.wordOrder ?? (little ? 0 : 1);
  if (order > 1) warnings.push(`word order ${order} is neither 0 nor 1; the header's is used`);
  const flags = view.getUint8(36);
  return {
    formatVersion: 2,
    byte: at,
    lengthBytes,
    code: channel.code,
    sourceIdentifier: channel.identifier,
    encoding: chain.encoding,
    isLittleEndian: order > 1 ? little : order === 0,
    startTimeMs: readStart(view, { little, flags, chain }),
    samplingRateHz: chain.rateHz ??
      nominalRateHz(view.getInt16(32, little), view.getInt16(34, little)),
    sampleCount: payload.length === 0 ? 0 : sampleCount,
    quality: String.fromCharCode(view.getUint8(6)),
    timeCorrectionMs: view.getInt32(40, little) / 10,
    leapSeconds: flags & POSITIVE_LEAP ? 1 : flags & NEGATIVE_LEAP ? -1 : 0,
    timingQuality: chain.timingQuality,
    clockExceptions: chain.clockExceptions,
    warnings,
    payload,
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

/**
 * Length of a record that does not tell it: to the next header, or to the end of the source; 0 where
 * neither is near, undefined where more bytes may tell.
 */
function findLength(bytes: Uint8Array, at: number, isWhole: boolean): number | undefined {
  const most = Math.min(bytes.length, at + MOST_SEARCHED_BYTES + 1);
  for (let end = at + SEARCH_STEP_BYTES; end < most; end += SEARCH_STEP_BYTES) {
    if (recogniseHeader(bytes, end) !== "other") return end - at;
  }
  if (bytes.length - at > MOST_SEARCHED_BYTES) return 0;
  return isWhole ? bytes.length - at : undefined;
}
