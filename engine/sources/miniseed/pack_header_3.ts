import { formatChannelCode, InputError, type Trace } from "../../domain/mod.ts";
import { crc32c } from "./crc32c.ts";
import type { HeaderLayout } from "./header_layout.ts";
import { channelIdentifier } from "./source_identifier.ts";
import { splitTime } from "../split_time.ts";

const FIXED_BYTES = 40;
const MOST_IDENTIFIER_BYTES = 255;

/**
 * The header of version 3, with its check sum. Throws InputError for codes that are too long.
 *
 * Source: FDSN miniSEED 3.
 */
export function packHeader3(trace: Trace): HeaderLayout {
  const identifier = new TextEncoder().encode(channelIdentifier(trace.code));
  if (identifier.length > MOST_IDENTIFIER_BYTES) {
    throw new InputError(`Cannot write ${formatChannelCode(trace.code)} as miniSEED 3`, {
      ...{ field: "code", expected: `at most ${MOST_IDENTIFIER_BYTES} letters` },
    });
  }
  const payloadAt = FIXED_BYTES + identifier.length;
  return {
    ...{ payloadAt, isCut: true, isLittleEndian: true },
    fill(record, { encoding, startMicroseconds, sampleCount }) {
      const view = new DataView(record.buffer, record.byteOffset, record.length);
      const time = splitTime(startMicroseconds);
      record.set([77, 83, 3, 0]);
      view.setUint32(4, time.microseconds * 1000, true);
      view.setUint16(8, time.year, true);
      view.setUint16(10, time.dayOfYear, true);
      record.set([time.hour, time.minute, time.second, encoding], 12);
      view.setFloat64(16, trace.samplingRateHz, true);
      view.setUint32(24, sampleCount, true);
      record.set([1, identifier.length], 32);
      view.setUint32(36, record.length - payloadAt, true);
      record.set(identifier, FIXED_BYTES);
      view.setUint32(28, crc32c([record]), true);
    },
  };
}
