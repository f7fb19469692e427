import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  ConfigurationError,
  InputError,
  type Samples,
  type Trace,
} from "../../../../engine/domain/mod.ts";
import {
  cutMiniseed,
  encodingName,
  readMiniseed,
  writeMiniseed,
  type WriteMiniseedOptions,
} from "../../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { CODE, waveformBytes } from "./miniseed_files.ts";

const SEED = 20_260_701;

const makeTrace = (samples: Samples, more: Partial<Trace> = {}): Trace => ({
  ...{ code: CODE, startTimeMs: 1_718_000_000_123.456, samplingRateHz: 100, samples },
  ...more,
});

/** Writes and reads; gives the one trace and the names of the encodings. */
function roundTrip(
  trace: Trace,
  options: WriteMiniseedOptions = {},
): { trace: Trace; used: string[] } {
  const bytes = writeMiniseed([trace], options);
  const { traces, notes } = readMiniseed(bytes);
  assertEquals([traces.length, notes], [1, []]);
  const used = new Set<string>();
  for (const piece of cutMiniseed(bytes)) {
    assert(piece.kind === "record");
    used.add(encodingName(piece.record.encoding));
  }
  return { trace: traces[0], used: [...used] };
}

/** Whole numbers whose neighbours differ by up to so many bits, from a random walk. */
const walk = (bits: number) =>
  fc.array(fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }), {
    ...{ minLength: 1, maxLength: Math.min(1500, 2 ** (31 - bits)), size: "max" },
  }).map((steps) => {
    let value = 0;
    return Int32Array.from(steps, (step) => value = value + step | 0);
  });

const anyWalk = fc.integer({ min: 1, max: 29 }).chain(walk);
const startMs = fc.integer({ min: -2e15, max: 1.8e15 }).map((microseconds) => microseconds / 1000);
const rateHz = fc.constantFrom(100, 0.1, 40, 1 / 3, 62.5, 1e6, 1e-6, 20.000221252441406, 0.01);
const layout = fc.record({
  version: fc.constantFrom(2 as const, 3 as const),
  recordLengthBytes: fc.constantFrom(256, 512, 4096, 65_536),
});

Deno.test("whole numbers come back the same: any walk, start, rate, length, version and scheme", () => {
  const encoding = fc.constantFrom("steim1" as const, "steim2" as const, "int32" as const);
  fc.assert(
    fc.property(
      anyWalk,
      startMs,
      rateHz,
      layout,
      encoding,
      (samples, startTimeMs, rate, options, encoding) => {
        const before = makeTrace(samples, { startTimeMs, samplingRateHz: rate });
        const { trace, used } = roundTrip(before, { ...options, encoding });
        assertEquals(used, [encoding]);
        assertEquals(trace.samples, samples);
        assertEquals(trace.code, CODE);
        assertEquals(trace.startTimeMs, startTimeMs);
        assertEquals(trace.samplingRateHz, rate);
      },
    ),
    { seed: SEED, numRuns: 300, endOnFailure: true },
  );
});

Deno.test("fractions come back the same, bit by bit, not-a-numbers and minus zero too", () => {
  const values = fc.array(fc.double(), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(values, layout, (numbers, options) => {
      const doubles = Float64Array.from(numbers);
      const wide = roundTrip(makeTrace(doubles), options);
      assertEquals([wide.trace.samples, wide.used], [doubles, ["float64"]]);
      const singles = Float32Array.from(numbers);
      const narrow = roundTrip(makeTrace(singles), options);
      assertEquals([narrow.trace.samples, narrow.used], [singles, ["float32"]]);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

Deno.test("Steim2 packs well: small differences take little more than half a byte", () => {
  const samples = Int32Array.from({ length: 100_000 }, (_, i) => 1000 + i % 7);
  assert(writeMiniseed([makeTrace(samples)]).length < 0.66 * samples.length);
});

Deno.test("differences beyond 30 bits: int32 unless Steim2 was asked for, which is refused", () => {
  const far = makeTrace(Int32Array.of(0, 2 ** 29, 0));
  assertEquals(roundTrip(far).used, ["int32"]);
  assertThrows(() => writeMiniseed([far], { encoding: "steim2" }), InputError, "sample 1");
  const near = makeTrace(Int32Array.of(0, 2 ** 29 - 1, -1, 2 ** 29 - 2));
  assertEquals(roundTrip(near).used, ["steim2"]);
  const wrapping = makeTrace(Int32Array.of(2 ** 31 - 1, -(2 ** 31), 5));
  assertEquals(roundTrip(wrapping).used, ["int32"]);
  assertEquals(roundTrip(wrapping, { encoding: "steim1" }).trace.samples, wrapping.samples);
});

Deno.test("no sample is changed to fit an encoding", () => {
  const refused: readonly [Samples, WriteMiniseedOptions["encoding"], string][] = [
    [Int32Array.of(1, 40_000), "int16", "sample 1"],
    [Float64Array.of(1, 2, 0.1), "float32", "sample 2"],
    [Float32Array.of(1, 1.5), "steim2", "sample 1"],
    [Float64Array.of(NaN), "int32", "sample 0"],
    [Float64Array.of(3e9), "steim1", "sample 0"],
    [Int32Array.of(2 ** 24 + 1), "float32", "sample 0"],
  ];
  for (const [samples, encoding, where] of refused) {
    assertThrows(() => writeMiniseed([makeTrace(samples)], { encoding }), InputError, where);
  }
  const whole = Float64Array.of(3, -4, 5);
  const { trace, used } = roundTrip(makeTrace(whole), { encoding: "int16" });
  assertEquals([trace.samples, used], [Int32Array.of(3, -4, 5), ["int16"]]);
});

Deno.test("rates: a fraction of small numbers is exact, others to 32 bits in version 2, exact in 3", () => {
  const samples = Int32Array.of(1, 2, 3);
  const odd = makeTrace(samples, { samplingRateHz: 99.9876543 });
  assertEquals(roundTrip(odd).trace.samplingRateHz, Math.fround(99.9876543));
  assertEquals(roundTrip(odd, { version: 3 }).trace.samplingRateHz, 99.9876543);
});

Deno.test("several channels: traces come in the order of their codes, times of a long one stay exact", () => {
  const samples = Int32Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 1000);
  const vertical = makeTrace(samples, { samplingRateHz: 62.5 });
  const east = makeTrace(samples, { code: { ...CODE, channel: "BHE" } });
  const { traces } = readMiniseed(writeMiniseed([vertical, east], { recordLengthBytes: 256 }));
  assertEquals(traces.map(({ code }) => code.channel), ["BHE", "BHZ"]);
  const bytes = writeMiniseed([vertical], { recordLengthBytes: 256 });
  let count = 0;
  for (const piece of cutMiniseed(bytes)) {
    assert(piece.kind === "record");
    const expected = vertical.startTimeMs + count * 16;
    assertAlmostEquals(piece.record.startTimeMs, expected, 0.0005);
    count += piece.record.sampleCount;
  }
  assertEquals(count, samples.length);
});

Deno.test("codes, lengths and rates that cannot be are refused", () => {
  const trace = makeTrace(Int32Array.of(1));
  const long = { ...trace, code: { ...CODE, station: "LONGNAME" } };
  assertThrows(() => writeMiniseed([long]), InputError, "station");
  assertEquals(roundTrip(long, { version: 3 }).trace.code.station, "LONGNAME");
  for (const recordLengthBytes of [64, 1000, 131_072]) {
    assertThrows(() => writeMiniseed([trace], { recordLengthBytes }), ConfigurationError);
  }
  assertThrows(() => writeMiniseed([{ ...trace, samplingRateHz: 0 }]), InputError, "above 0");
  const late = makeTrace(Int32Array.of(1), { startTimeMs: Date.UTC(2101, 0, 1) });
  assertThrows(() => writeMiniseed([late]), InputError, "1900 to 2100");
  assertEquals(writeMiniseed([makeTrace(new Int32Array(0))]).length, 0);
});

testWithSharedData("real records packed again take no more room than they came in", () => {
  const files = [
    ["miniseed/edge_cases/CH.BALST..LH_two_channels", 512],
    ["miniseed/edge_cases/test.mseed", 4096],
  ] as const;
  for (const [file, recordLengthBytes] of files) {
    const bytes = waveformBytes(file);
    const { traces } = readMiniseed(bytes);
    const again = writeMiniseed(traces, { recordLengthBytes });
    assert(again.length <= bytes.length, `${file}: ${again.length} of ${bytes.length} bytes`);
    assertEquals(readMiniseed(again).traces, traces);
  }
});
