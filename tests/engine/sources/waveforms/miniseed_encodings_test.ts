import { assert, assertEquals } from "@std/assert";
import {
  cutMiniseed,
  type DecodedRecord,
  decodeSamples,
  writeMiniseed,
} from "../../../../engine/sources/mod.ts";
import { CODE } from "./miniseed_files.ts";

/** Unpacks so many samples from bytes, by the code of an encoding and the order of bytes. */
function decode(
  encoding: number,
  { bytes, count, isLittleEndian = false }: {
    bytes: readonly number[];
    count: number;
    isLittleEndian?: boolean;
  },
): DecodedRecord {
  const trace = { code: CODE, startTimeMs: 0, samplingRateHz: 1, samples: Int32Array.of(1) };
  const record = writeMiniseed([trace], { recordLengthBytes: 512, encoding: "int16" });
  record[52] = encoding;
  record[53] = isLittleEndian ? 0 : 1;
  record[31] = count;
  record.fill(0, 64);
  record.set(bytes, 64);
  const [piece] = cutMiniseed(record);
  assert(piece.kind === "record");
  return decodeSamples(piece.record);
}

/** 16-bit words as bytes, most significant first. */
const words = (...values: readonly number[]) => values.flatMap((word) => [word >> 8, word & 255]);

const samplesOf = (decoded: DecodedRecord) => {
  assert("samples" in decoded, JSON.stringify(decoded));
  return decoded.samples;
};

Deno.test("24 bits, whole and GEOSCOPE's, both byte orders and both signs", () => {
  const bytes = [0x7f, 0xff, 0xff, 0x80, 0, 0, 0xff, 0xff, 0xfe, 0x01, 0x02, 0x03];
  const values = [8_388_607, -8_388_608, -2, 66_051];
  assertEquals(samplesOf(decode(2, { bytes, count: 4 })), Int32Array.from(values));
  assertEquals(samplesOf(decode(12, { bytes, count: 4 })), Float32Array.from(values));
  const turned = [0, 3, 6, 9].flatMap((at) => bytes.slice(at, at + 3).toReversed());
  const little = { bytes: turned, count: 4, isLittleEndian: true };
  assertEquals(samplesOf(decode(2, little)), Int32Array.from(values));
});

Deno.test("gain-ranged words, by the formulas of the manual", () => {
  // GEOSCOPE: (mantissa - 2048) / 2^gain, three bits of gain or four.
  const geoscope = { bytes: words(0x0800, 0x7fff, 0x1000, 0xf801), count: 4 };
  const three = [0, 2047 / 128, -1024, 1 / 128];
  assertEquals(samplesOf(decode(13, geoscope)), Float32Array.from(three));
  const four = [0, 2047 / 128, -1024, 1 / 32_768];
  assertEquals(samplesOf(decode(14, geoscope)), Float32Array.from(four));
  // CDSN: (mantissa - 8191) times 1, 4, 16 or 128.
  const cdsn = { bytes: words(0x1fff, 0x3fff, 0x4000, 0xa000, 0xffff), count: 5 };
  assertEquals(samplesOf(decode(16, cdsn)), Int32Array.of(0, 8192, -32_764, 16, 8192 * 128));
  // SRO: twelve bits with a sign, times 2^(10 - gain).
  const sro = { bytes: words(0xa7ff, 0xa800, 0x0001, 0x9fff), count: 4 };
  assertEquals(samplesOf(decode(30, sro)), Int32Array.of(2047, -2048, 1024, -2));
  const dwwssn = { bytes: words(0x7fff, 0x8000), count: 2 };
  assertEquals(samplesOf(decode(32, dwwssn)), Int32Array.of(32_767, -32_768));
});

Deno.test("what cannot be unpacked is told, and nothing is allocated for it", () => {
  const faultOf = (decoded: DecodedRecord) => "fault" in decoded ? decoded.fault : "none";
  assertEquals(
    faultOf(decode(30, { bytes: words(0xb001), count: 1 })),
    "it has a gain of SRO beyond 10",
  );
  assertEquals(
    faultOf(decode(5, { bytes: [], count: 100 })),
    "its 448 bytes cannot hold 100 samples of 8",
  );
  assertEquals(
    faultOf(decode(15, { bytes: [], count: 1 })),
    "its samples are packed in encoding 15, which cannot be read",
  );
  assertEquals(
    faultOf(decode(11, { bytes: [], count: 255 })),
    "its data end after 0 of 255 samples",
  );
});
