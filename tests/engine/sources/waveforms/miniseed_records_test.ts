import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError, type Trace } from "../../../../engine/domain/mod.ts";
import {
  cutMiniseed,
  decodeSamples,
  type MiniseedPiece,
  parseSourceIdentifier,
  readMiniseed,
  writeMiniseed,
} from "../../../../engine/sources/mod.ts";
import { nominalRateHz } from "../../../../engine/sources/miniseed/read_header_2.ts";
import { CODE, countKinds } from "./miniseed_files.ts";

const START_MS = Date.UTC(2016, 11, 31, 23, 59, 0);
const SAMPLES = Int32Array.from({ length: 2000 }, (_, i) => Math.round(500 * Math.sin(i / 9)));
const TRACE: Trace = { code: CODE, startTimeMs: START_MS, samplingRateHz: 20, samples: SAMPLES };

/** Records of 512 bytes of version 2, one array each. */
function makeRecords(trace: Trace = TRACE): Uint8Array[] {
  const bytes = writeMiniseed([trace], { recordLengthBytes: 512 });
  return Array.from({ length: bytes.length / 512 }, (_, i) => bytes.slice(512 * i, 512 * (i + 1)));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const viewOf = (record: Uint8Array) => new DataView(record.buffer, record.byteOffset);

Deno.test("rates by the signs of factor and multiplier, as the manual says", () => {
  assertEquals(nominalRateHz(20, 1), 20);
  assertEquals(nominalRateHz(330, -10), 33);
  assertEquals(nominalRateHz(-10, 1), 0.1);
  assertEquals(nominalRateHz(-60, -2), 1 / 120);
  assertEquals(nominalRateHz(-10, 5), 0.5);
  assertEquals([nominalRateHz(0, 5), nominalRateHz(40, 0), nominalRateHz(-4, 0)], [0, 40, 0.25]);
});

Deno.test("time corrections: added where they were not, left where they were, to 0.1 ms", () => {
  const [record] = makeRecords();
  viewOf(record).setInt32(40, -12_345);
  const startOf = () => readMiniseed(record).traces[0].startTimeMs - START_MS;
  assertEquals(startOf(), 0);
  record[36] &= ~0x02;
  assertEquals(startOf(), -1234.5);
});

Deno.test("microseconds of blockette 1001 count, and blockette 100 is the true rate", () => {
  const [record] = makeRecords({ ...TRACE, samplingRateHz: 19.98765 });
  const view = viewOf(record);
  assertEquals([view.getUint16(56), view.getUint16(64)], [1001, 100]);
  view.setInt8(56 + 5, -49);
  const [{ startTimeMs, samplingRateHz }] = readMiniseed(record).traces;
  assertEquals([startTimeMs, samplingRateHz], [START_MS - 0.049, Math.fround(19.98765)]);
});

Deno.test("a leap second within a record: what follows is a trace of its own, and no overlap", () => {
  const records = makeRecords({ ...TRACE, samples: SAMPLES.slice(0, 1500) });
  const firstLength = viewOf(records[0]).getUint16(30);
  records[0][36] |= 0x10;
  for (const record of records.slice(1)) {
    const view = viewOf(record);
    const second = record[26];
    view.setUint8(26, (second + 59) % 60);
    if (second === 0) view.setUint8(25, record[25] - 1);
  }
  const { traces, notes } = readMiniseed(join(...records));
  assertEquals(countKinds(notes), { "leap second": 1 });
  assertEquals(traces.map(({ samples }) => samples.length), [firstLength, 1500 - firstLength]);
  const [record] = makeRecords();
  record[25] = 59;
  record[26] = 60;
  assertEquals(readMiniseed(record).traces[0].startTimeMs, Date.UTC(2017, 0, 1));
});

Deno.test("records out of order, twice, missing, or half a sample off", () => {
  const records = makeRecords();
  const whole = readMiniseed(join(...records.toReversed()));
  assertEquals([whole.traces, whole.notes], [[TRACE], []]);
  const twice = readMiniseed(join(records[0], ...records));
  assertEquals([twice.traces.length, countKinds(twice.notes)], [2, { overlap: 1 }]);
  const missing = readMiniseed(join(records[0], ...records.slice(2)));
  assertEquals([missing.traces.length, countKinds(missing.notes)], [2, { gap: 1 }]);
  const next = missing.notes[0];
  assertEquals([next.byte, next.channel], [512, "XX.TEST.00.BHZ"]);
  for (const [ticks, count] of [[249, 1], [251, 2]]) {
    const late = records.map((record) => record.slice());
    viewOf(late.at(-1)!).setUint16(28, viewOf(late.at(-1)!).getUint16(28) + ticks);
    assertEquals(readMiniseed(join(...late)).traces.length, count);
  }
});

Deno.test("a damaged record is told with its byte and reason, the others are read", () => {
  const damage: readonly [(record: Uint8Array) => void, RegExp][] = [
    [(record) => viewOf(record).setUint16(20, 3000), /start time is no day/],
    [(record) => viewOf(record).setUint16(44, 600), /data would begin at byte 600 of 512/],
    [(record) => viewOf(record).setUint16(30, 65_000), /cannot hold 65000 samples/],
    [(record) => record[54] = 40, /length, 2 to the power of 40, cannot be/],
    [(record) => record[54] = 10, /another begins 512 bytes after it/],
    [(record) => record[54] = 12, /the source ends after 2\d+ of its 4096 bytes/],
    [(record) => record[52] = 19, /packed in encoding 19/],
    [(record) => viewOf(record).setInt16(32, 0), /at 0 samples a second/],
    [(record) => viewOf(record).setUint16(46, 20), /blockette 1 would begin at byte 20/],
    [(record) => record.fill(0xff, 64, 128), /frame 1 has a word that the encoding does not know/],
  ];
  for (const [spoil, reason] of damage) {
    const records = makeRecords();
    spoil(records[1]);
    const { traces, notes, recordCount } = readMiniseed(join(...records));
    const [note] = notes;
    assertEquals([note.kind, note.byte], ["damaged record", 512], `${reason}`);
    assertMatch(note.message, reason);
    assertEquals([recordCount, traces.length], [records.length - 1, 2], `${reason}`);
    assertThrows(() => readMiniseed(records[1]), InputError, "no record is whole");
  }
});

Deno.test("a last sample that is not the constant of integration is noted, the samples are kept", () => {
  const [record] = makeRecords();
  viewOf(record).setInt32(64 + 8, 77);
  const { traces, notes } = readMiniseed(record);
  assertEquals(countKinds(notes), { "integration constant": 1 });
  assertEquals(traces[0].samples, SAMPLES.slice(0, traces[0].samples.length));
});

Deno.test("cut off at the end, and bytes between records", () => {
  const records = makeRecords();
  const cut = readMiniseed(join(...records).slice(0, -100));
  assertEquals(countKinds(cut.notes), { "damaged record": 1 });
  assertMatch(cut.notes[0].message, /the source ends after 412 of its 512 bytes/);
  for (const length of [1, 47, 128, 1000]) {
    const noise = Uint8Array.from({ length }, (_, i) => (i * 89) % 256);
    const { traces, notes } = readMiniseed(
      join(noise, records[0], noise, ...records.slice(1), noise),
    );
    assertEquals(traces, [TRACE], `${length}`);
    assertEquals(countKinds(notes), { "foreign bytes": 3 });
    assertEquals(notes[1].byte, 512 + length);
  }
});

Deno.test("a stream, fed in pieces of any size, gives the same records", () => {
  const bytes = join(
    Uint8Array.of(1, 2, 3),
    writeMiniseed([TRACE], { version: 3 }),
    ...makeRecords(),
  );
  const whole = [...cutMiniseed(bytes)].filter(({ kind }) => kind === "record");
  for (const step of [1, 48, 300, 700]) {
    let [held, fed]: [Uint8Array, number] = [new Uint8Array(0), 0];
    const found: MiniseedPiece[] = [];
    while (fed < bytes.length) {
      held = join(held, bytes.subarray(fed, fed + step));
      fed = Math.min(bytes.length, fed + step);
      let done = 0;
      for (const piece of cutMiniseed(held, { isWhole: false })) {
        if (piece.kind === "incomplete") {
          assert(piece.needBytes > held.length - piece.byte);
          done = piece.byte;
          break;
        }
        if (piece.kind === "record") found.push(piece);
        done = piece.kind === "record"
          ? piece.record.byte + piece.record.lengthBytes
          : piece.byte + piece.lengthBytes;
      }
      held = held.slice(done);
    }
    const samplesOf = (pieces: readonly MiniseedPiece[]) =>
      pieces.map((piece) => piece.kind === "record" ? decodeSamples(piece.record) : piece);
    assertEquals(samplesOf(found), samplesOf(whole), `${step} bytes at a time`);
  }
});

Deno.test("source identifiers", () => {
  const parts = (text: string) => Object.values(parseSourceIdentifier(text) ?? {}).join("/");
  assertEquals(parts("FDSN:NC_MEM__H_H_Z"), "NC/MEM//HHZ");
  assertEquals(parts("FDSN:IU_COLA_00_L_H_Z"), "IU/COLA/00/LHZ");
  assertEquals(parts("FDSN:XX_STA__V__Z"), "XX/STA//V__Z");
  assertEquals(parts("XFDSN:NC_MEM__H_HH_Z"), "NC/MEM//H_HH_Z");
  assertEquals([parts("FDSN:NC_MEM"), parts("NC_MEM__H_H_Z")], ["", ""]);
});
