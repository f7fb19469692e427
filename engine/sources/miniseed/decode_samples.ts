import type { Samples } from "../../domain/mod.ts";
import { decodeSteim } from "./decode_steim.ts";
import type { SampleRoom } from "./sample_room.ts";
import { encodingName, type MiniseedRecord } from "./miniseed_record.ts";

/** What a record holds, or why it cannot be unpacked. */
export type DecodedRecord =
  | { readonly samples: Samples; readonly warning?: string }
  | { readonly text: string }
  | { readonly fault: string };

/** One way to pack a sample in a fixed number of bytes. */
interface PlainEncoding {
  bytes: number;
  output: Int32ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor;
  read(view: DataView, at: number, little: boolean): number;
}

const [CDSN_ZERO, GEOSCOPE_ZERO, SRO_MOST_GAIN] = [8191, 2048, 10];
const CDSN_SHIFTS = [0, 2, 4, 7];

/** Source: SEED manual 2.4, appendix D, data encoding of 16-bit gain-ranged formats, as in libmseed. */
const PLAIN: Readonly<Record<number, PlainEncoding>> = {
  1: { bytes: 2, output: Int32Array, read: (view, at, little) => view.getInt16(at, little) },
  2: { bytes: 3, output: Int32Array, read: readInt24 },
  3: { bytes: 4, output: Int32Array, read: (view, at, little) => view.getInt32(at, little) },
  4: { bytes: 4, output: Float32Array, read: (view, at, little) => view.getFloat32(at, little) },
  5: { bytes: 8, output: Float64Array, read: (view, at, little) => view.getFloat64(at, little) },
  12: { bytes: 3, output: Float32Array, read: readInt24 },
  13: {
    bytes: 2,
    output: Float32Array,
    read: (view, at, little) => readGeoscope(view.getUint16(at, little), 7),
  },
  14: {
    bytes: 2,
    output: Float32Array,
    read: (view, at, little) => readGeoscope(view.getUint16(at, little), 15),
  },
  16: { bytes: 2, output: Int32Array, read: readCdsn },
  30: { bytes: 2, output: Int32Array, read: readSro },
  32: { bytes: 2, output: Int32Array, read: (view, at, little) => view.getInt16(at, little) },
};

/**
 * Unpacks the samples of a record, or its text. Whole numbers come as 32-bit integers, GEOSCOPE's
 * and float32 as 32-bit floats, float64 as such. Never more is allocated than the record can hold.
 * With a `room`, the samples may be a part of a larger array.
 */
export function decodeSamples(record: MiniseedRecord, room?: SampleRoom): DecodedRecord {
  const { encoding, payload, sampleCount: count, isLittleEndian } = record;
  if (encoding === 10 || encoding === 11) {
    return decodeSteim(payload, { count, level: encoding === 10 ? 1 : 2, isLittleEndian, room });
  }
  if (encoding === 0) {
    if (count > payload.length) {
      return { fault: `its ${payload.length} bytes are no ${count} letters` };
    }
    return { text: new TextDecoder().decode(payload.subarray(0, count)) };
  }
  const plain = PLAIN[encoding];
  if (plain === undefined) {
    if (count === 0) return { samples: new Int32Array(0) };
    return { fault: `its samples are packed in ${encodingName(encoding)}, which cannot be read` };
  }
  if (count * plain.bytes > payload.length) {
    return { fault: `its ${payload.length} bytes cannot hold ${count} samples of ${plain.bytes}` };
  }
  const samples = new plain.output(count);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  for (let i = 0; i < count; i++) samples[i] = plain.read(view, plain.bytes * i, isLittleEndian);
  if (encoding === 30 && samples.includes(SRO_FAULT)) {
    return { fault: "it has a gain of SRO beyond 10" };
  }
  return { samples };
}

/** Stands for a sample of SRO that cannot be: no such sample comes out of 12 bits and a gain. */
const SRO_FAULT = -(2 ** 31);

function readInt24(view: DataView, at: number, little: boolean): number {
  const [high, low] = little ? [at + 2, at] : [at, at + 2];
  return view.getInt8(high) << 16 | view.getUint8(at + 1) << 8 | view.getUint8(low);
}

/** Twelve bits of mantissa, three or four of gain. */
function readGeoscope(bits: number, gains: number): number {
  return ((bits & 0xfff) - GEOSCOPE_ZERO) / 2 ** (bits >> 12 & gains);
}

function readCdsn(view: DataView, at: number, little: boolean): number {
  const bits = view.getUint16(at, little);
  return ((bits & 0x3fff) - CDSN_ZERO) << CDSN_SHIFTS[bits >> 14];
}

function readSro(view: DataView, at: number, little: boolean): number {
  const bits = view.getUint16(at, little);
  const exponent = SRO_MOST_GAIN - (bits >> 12);
  return exponent < 0 ? SRO_FAULT : (bits << 20 >> 20) * 2 ** exponent;
}
