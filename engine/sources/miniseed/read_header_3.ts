import type { ChannelCode } from "../../domain/mod.ts";
import { crc32c } from "./crc32c.ts";
import { dayOfYearMs, readCodeText } from "./header_fields.ts";
import { damaged, type HeaderReading } from "./header_reading.ts";
import { FIXED_HEADER_3_BYTES } from "./recognise_header.ts";
import type { CodeTable } from "./read_channel.ts";
import { parseSourceIdentifier } from "./source_identifier.ts";

/** As libmseed, so that a damaged length does not make a stream wait for gigabytes. */
const MOST_BYTES = 10_485_760;
const CRC_BYTE = 28;
const NO_BYTES = new Uint8Array(4);
const [STEIM1, STEIM2] = [10, 11];

/**
 * Reads the header of version 3 that begins at `at`, its check sum compared unless told not to.
 *
 * Source: FDSN miniSEED 3, "Fixed section of header" and "Extra headers".
 */
export function readHeader3(
  bytes: Uint8Array,
  { at, codes, checkSum = true }: {
    at: number;
    codes: CodeTable;
    checkSum?: boolean;
  },
): HeaderReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  const identifierEnd = FIXED_HEADER_3_BYTES + view.getUint8(33);
  const payloadAt = identifierEnd + view.getUint16(34, true);
  const lengthBytes = payloadAt + view.getUint32(36, true);
  if (lengthBytes > MOST_BYTES) return damaged(`it would be ${lengthBytes} bytes long`);
  const dayMs = dayOfYearMs(view.getUint16(8, true), view.getUint16(10, true));
  if (dayMs === undefined) return damaged("its start time is no day between 1900 and 2100");
  if (lengthBytes > view.byteLength) return { kind: "incomplete", needBytes: lengthBytes };
  const promised = view.getUint32(CRC_BYTE, true);
  if (checkSum && promised !== 0) {
    const fault = checkRecord(bytes.subarray(at, at + lengthBytes), promised);
    if (fault !== undefined) return damaged(fault, lengthBytes);
  }
  const warnings: string[] = [];
  if (promised === 0) warnings.push("its check sum is not set");
  const identifier = readCodeText(bytes, at + FIXED_HEADER_3_BYTES, at + identifierEnd);
  const extraHeaders = readExtraHeaders(
    bytes.subarray(at + identifierEnd, at + payloadAt),
    warnings,
  );
  const encoding = view.getUint8(15);
  const rate = view.getFloat64(16, true);
  return {
    kind: "record",
    record: {
      formatVersion: 3,
      ...{ byte: at, lengthBytes, code: codeOf(identifier, codes), sourceIdentifier: identifier },
      ...{ encoding, isLittleEndian: encoding !== STEIM1 && encoding !== STEIM2 },
      startTimeMs: readStart(view, dayMs),
      samplingRateHz: rate >= 0 ? rate : -1 / rate,
      sampleCount: view.getUint32(24, true),
      quality: `${view.getUint8(32)}`,
      ...timeFacts(extraHeaders),
      extraHeaders,
      ...{ warnings, payload: bytes.subarray(at + payloadAt, at + lengthBytes) },
    },
  };
}

function checkRecord(record: Uint8Array, promised: number): string | undefined {
  const found = crc32c([record.subarray(0, CRC_BYTE), NO_BYTES, record.subarray(CRC_BYTE + 4)]);
  if (found === promised) return undefined;
  const text = (sum: number) => `0x${sum.toString(16).padStart(8, "0")}`;
  return `its check sum is ${text(found)}, its header says ${text(promised)}`;
}

function readStart(view: DataView, dayMs: number): number {
  const seconds = view.getUint8(12) * 3600 + view.getUint8(13) * 60 + view.getUint8(14);
  const nanoseconds = view.getUint32(4, true);
  const microseconds = (dayMs + seconds * 1000) * 1000 + Math.floor(nanoseconds / 1000);
  return (microseconds + nanoseconds % 1000 / 1000) / 1000;
}

function codeOf(identifier: string, codes: CodeTable): ChannelCode {
  const known = codes.all.get(identifier);
  if (known !== undefined) return known;
  const code = parseSourceIdentifier(identifier) ??
    { network: "", station: identifier, location: "", channel: "" };
  codes.all.set(identifier, code);
  return code;
}

function readExtraHeaders(bytes: Uint8Array, warnings: string[]): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    warnings.push(`its extra headers are not JSON: ${(error as Error).message.slice(0, 80)}`);
    return undefined;
  }
}

interface TimeFacts {
  timeCorrectionMs: number;
  leapSeconds: number;
  timingQuality?: number;
}

/** What the reserved extra headers tell of the clock. */
function timeFacts(extraHeaders: unknown): TimeFacts {
  // deno-lint-ignore no-explicit-any
  const time = Object((extraHeaders as any)?.FDSN?.Time) as Record<string, unknown>;
  const { Correction: correction, LeapSecond: leap, Quality: quality } = time;
  return {
    timeCorrectionMs: typeof correction === "number" ? correction * 1000 : 0,
    leapSeconds: typeof leap === "number" ? Math.sign(leap) : 0,
    timingQuality: typeof quality === "number" ? quality : undefined,
  };
}
