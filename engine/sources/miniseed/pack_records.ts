import { formatChannelCode, InputError, type Trace } from "../../domain/mod.ts";
import { encodeSteim } from "./encode_steim.ts";
import type { EncodableSamples } from "./find_write_encoding.ts";
import type { WriteEncoding } from "./write_encoding.ts";
import { packHeader2 } from "./pack_header_2.ts";
import { packHeader3 } from "./pack_header_3.ts";

/** How the samples of a trace are packed into records. */
export interface PackOptions extends EncodableSamples {
  recordLengthBytes: number;
  version: 2 | 3;
}

const CODES: Readonly<Record<WriteEncoding, number>> = {
  ...{ int16: 1, int32: 3, float32: 4, float64: 5, steim1: 10, steim2: 11 },
};
/** The number of samples is a number of 16 bits in version 2. */
const MOST_SAMPLES = 65_535;
const FRAME_BYTES = 64;

/** Packs a trace into records, one at a time; none for a trace without samples. */
export function* packRecords(
  trace: Trace,
  { samples, encoding, recordLengthBytes, version }: PackOptions,
): Generator<Uint8Array, void, undefined> {
  const isSteim = encoding === "steim1" || encoding === "steim2";
  const layout = version === 2 ? packHeader2(trace, isSteim) : packHeader3(trace);
  const startMicroseconds = Math.round(trace.startTimeMs * 1000);
  let sequence = 1;
  for (let from = 0; from < samples.length; sequence++) {
    const record = new Uint8Array(Math.max(recordLengthBytes, layout.payloadAt + FRAME_BYTES));
    const payload = record.subarray(layout.payloadAt);
    const { count, bytes } = isSteim
      ? packSteim(samples as Int32Array, payload, { from, level: encoding === "steim1" ? 1 : 2 })
      : packPlain(samples.subarray(from), payload, { encoding, little: layout.isLittleEndian });
    const recordMicroseconds = startMicroseconds + Math.round(from * 1e6 / trace.samplingRateHz);
    refuseTime(recordMicroseconds, trace);
    const cut = layout.isCut ? record.subarray(0, layout.payloadAt + bytes) : record;
    layout.fill(cut, {
      ...{ trace, sequence, encoding: CODES[encoding], sampleCount: count },
      ...{ startMicroseconds: recordMicroseconds, lengthBytes: cut.length },
    });
    yield cut;
    from += count;
  }
}

/** Years beyond these are taken for the other order of bytes. */
function refuseTime(microseconds: number, { code }: Trace): void {
  const year = new Date(microseconds / 1000).getUTCFullYear();
  if (year >= 1900 && year <= 2100) return;
  throw new InputError(`Cannot write ${formatChannelCode(code)} as miniSEED`, {
    ...{ field: "startTimeMs", value: `${microseconds / 1000}` },
    expected: "times in the years 1900 to 2100",
  });
}

function packSteim(
  samples: Int32Array,
  payload: Uint8Array,
  { from, level }: { from: number; level: 1 | 2 },
): { count: number; bytes: number } {
  const { count, frames } = encodeSteim(samples, payload, { from, most: MOST_SAMPLES, level });
  return { count, bytes: frames * FRAME_BYTES };
}

type Put = (view: DataView, at: number, value: number, little: boolean) => void;

const PLAIN: Readonly<Record<string, { bytes: number; put: Put }>> = {
  int16: { bytes: 2, put: (view, at, value, little) => view.setInt16(at, value, little) },
  int32: { bytes: 4, put: (view, at, value, little) => view.setInt32(at, value, little) },
  float32: { bytes: 4, put: (view, at, value, little) => view.setFloat32(at, value, little) },
  float64: { bytes: 8, put: (view, at, value, little) => view.setFloat64(at, value, little) },
};

function packPlain(
  samples: Trace["samples"],
  payload: Uint8Array,
  { encoding, little }: { encoding: WriteEncoding; little: boolean },
): { count: number; bytes: number } {
  const { bytes, put } = PLAIN[encoding];
  const count = Math.min(samples.length, Math.floor(payload.length / bytes), MOST_SAMPLES);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  for (let i = 0; i < count; i++) put(view, i * bytes, samples[i], little);
  return { count, bytes: count * bytes };
}
