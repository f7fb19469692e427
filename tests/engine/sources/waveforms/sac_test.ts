import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError, type Trace } from "../../../../engine/domain/mod.ts";
import { readSac, writeSac } from "../../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { CODE, countKinds, waveformBytes } from "./miniseed_files.ts";

const readShared = (file: string) => readSac(waveformBytes(`sac/${file}`), { source: file });

/** Starts as ObsPy gives them, counts and rates as the headers do. */
const FILES: readonly (readonly [file: string, start: string, rateHz: number, count: number])[] = [
  ["obspy/LMOW.BHE.SAC", "2001-04-10T00:23:00.465Z", 100, 100],
  ["obspy/seism.sac", "1981-03-29T10:38:23.460Z", 100, 1000],
  ["obspy/test.sac", "1978-07-18T08:00:10.000Z", 1, 100],
  ["obspy/test.sac.swap", "1978-07-18T08:00:10.000Z", 1, 100],
  ["seisplotjs/IU.HRV.__.BHE.SAC", "2003-06-20T06:20:19.752Z", 20, 31450],
  ["seisplotjs/1_rmean.sac", "2003-06-20T06:20:19.752Z", 20, 31450],
  ["seisplotjs/2_taper.sac", "2003-06-20T06:20:19.752Z", 20, 31450],
  ["seisplotjs/3_transfer.sac", "2003-06-20T06:20:19.752Z", 20, 31450],
];

testWithSharedData(
  "SAC files of both byte orders: start, rate, count, and the extremes they state",
  () => {
    for (const [file, start, rateHz, count] of FILES) {
      const { traces: [trace], notes } = readShared(file);
      assertEquals(notes, [], file);
      assertAlmostEquals(trace.startTimeMs, Date.parse(start), 0.002, file);
      assertEquals([trace.samplingRateHz, trace.samples.length], [rateHz, count], file);
      const bytes = waveformBytes(`sac/${file}`);
      const view = new DataView(bytes.buffer);
      const little = view.getInt32(304, true) === 6;
      const [smallest, largest] = [4, 8].map((place) => view.getFloat32(place, little));
      assertAlmostEquals(Math.min(...trace.samples), smallest, 1e-5 * Math.abs(smallest), file);
      assertAlmostEquals(Math.max(...trace.samples), largest, 1e-5 * Math.abs(largest), file);
    }
  },
);

testWithSharedData("the test signal of SAC is a sine, the same in both byte orders", () => {
  const { traces: [{ samples, code }] } = readShared("obspy/test.sac");
  samples.forEach((value, i) => assertAlmostEquals(value, -Math.sin(2 * Math.PI * i / 20), 5e-5));
  assertEquals(readShared("obspy/test.sac.swap").traces[0].samples, samples);
  assertEquals(code, { network: "", station: "STA", location: "", channel: "Q" });
  assertEquals(readShared("seisplotjs/1_rmean.sac").traces[0].code.network, "IU");
});

testWithSharedData("no reference time is noted; text, cut off and uneven files are refused", () => {
  const impulse = readShared("seisplotjs/impulse.sac");
  assertEquals(countKinds(impulse.notes), { "no reference time": 1 });
  assertEquals(impulse.traces[0].startTimeMs, 0);
  assertThrows(() => readShared("obspy/testxy.sac"), InputError, "its header is none");
  const bytes = waveformBytes("sac/obspy/test.sac");
  assertThrows(() => readSac(bytes.subarray(0, -1)), InputError, "counts 100 samples");
  assertThrows(() => readSac(bytes.subarray(0, 631)), InputError, "its header is none");
  const view = new DataView(bytes.buffer);
  const refused: readonly [number, number, string][] = [
    [316, 2 ** 30, "counts 1073741824 samples"],
    [316, -5, "counts -5 samples"],
    [420, 0, "no evenly spaced"],
    [340, 4, "IFTYPE 4"],
    [0, 0, "sampling interval"],
  ];
  for (const [place, value, reason] of refused) {
    const before = view.getInt32(place, true);
    view.setInt32(place, value, true);
    assertThrows(() => readSac(bytes), InputError, reason);
    view.setInt32(place, before, true);
  }
});

Deno.test("SAC written and read: samples, codes, microseconds, both byte orders", () => {
  const values = fc.array(fc.float(), { minLength: 1, maxLength: 300 });
  const startMs = fc.integer({ min: -2e15, max: 4e15 }).map((microseconds) => microseconds / 1000);
  const rateHz = fc.constantFrom(100, 20, 0.1, 62.5, 1000, 1 / 3, 99.98);
  fc.assert(
    fc.property(
      values,
      startMs,
      rateHz,
      fc.boolean(),
      (numbers, startTimeMs, rate, isLittleEndian) => {
        const samples = Float32Array.from(numbers);
        const trace: Trace = { code: CODE, startTimeMs, samplingRateHz: rate, samples };
        const { traces, notes } = readSac(writeSac(trace, { isLittleEndian }));
        assertEquals(notes, []);
        assertEquals(traces[0].samples, samples);
        assertEquals(traces[0].code, CODE);
        assertAlmostEquals(traces[0].startTimeMs, startTimeMs, 0.0005);
        assertEquals(traces[0].samplingRateHz, rate);
      },
    ),
    { seed: 3, numRuns: 200, endOnFailure: true },
  );
});

Deno.test("SAC does not round unless it may, and refuses codes that are too long", () => {
  const trace: Trace = {
    ...{ code: CODE, startTimeMs: 0, samplingRateHz: 1, samples: Int32Array.of(1, 2 ** 24 + 1) },
  };
  assertThrows(() => writeSac(trace), InputError, "sample 1");
  assertEquals(readSac(writeSac(trace, { mayRound: true })).traces[0].samples[1], 2 ** 24);
  const long = { ...trace, samples: Int32Array.of(1), code: { ...CODE, station: "VERYLONGNAME" } };
  assertThrows(() => writeSac(long), InputError, "at most 8");
});

testWithSharedData(
  "a header as other programs write it: ours differs in no field they both set",
  () => {
    const bytes = waveformBytes("sac/obspy/test.sac");
    const ours = writeSac(readSac(bytes).traces[0]);
    assertEquals(ours.length, bytes.length);
    assertEquals(ours.subarray(632), bytes.subarray(632));
    const [theirView, ourView] = [new DataView(bytes.buffer), new DataView(ours.buffer)];
    for (const place of [0, 280, 284, 288, 292, 304, 316, 340, 420]) {
      assertEquals(ourView.getInt32(place, true), theirView.getInt32(place, true), `byte ${place}`);
    }
    assert(new TextDecoder().decode(ours.subarray(440, 448)) === "STA     ");
  },
);
