import { assertEquals, assertMatch } from "@std/assert";
import {
  formatPreciseTime,
  type Samples,
  type Trace,
  type WaveformNote,
} from "../../../../engine/domain/mod.ts";
import { waveformInspectionText } from "../../../../engine/drawing/mod.ts";
import { inspectWaveforms } from "../../../../engine/preprocessing/mod.ts";

const START_MS = Date.UTC(2020, 0, 1);

const makeTrace = (
  channel: string,
  startS: number,
  samples: Samples,
  samplingRateHz = 10,
): Trace => ({
  code: { network: "XX", station: "A", location: "", channel },
  ...{ startTimeMs: START_MS + startS * 1000, samplingRateHz, samples },
});

const INFO = { source: "a.mseed", format: "miniSEED" };

Deno.test("traces in any order: span, gaps with their length, overlaps, range, notes by channel", () => {
  const ramp = Int32Array.from({ length: 10 }, (_, i) => i - 3);
  const traces = [
    makeTrace("HHZ", 5, ramp),
    makeTrace("HHZ", 0, ramp),
    makeTrace("HHZ", 5.5, ramp, 20),
    makeTrace("HHN", 0, Float32Array.of(NaN, NaN)),
  ];
  const notes: WaveformNote[] = [
    { kind: "gap", message: "one", channel: "XX.A..HHZ" },
    { kind: "foreign bytes", message: "two" },
  ];
  const { channels } = inspectWaveforms(
    { traces, notes, encodings: { "XX.A..HHZ": ["steim1"] } },
    INFO,
  );
  assertEquals(channels.map(({ channel }) => channel), ["XX.A..HHN", "XX.A..HHZ"]);
  assertEquals(channels[1], {
    ...{ channel: "XX.A..HHZ", encodings: ["steim1"], samplingRatesHz: [10, 20] },
    ...{ start: "2020-01-01T00:00:00.000000Z", end: "2020-01-01T00:00:05.950000Z" },
    ...{ samples: 30, traces: 3, gaps: 1, gapSeconds: 4, overlaps: 1, range: [-3, 6], notes: 1 },
    warnings: ["gaps", "overlaps", "rates"],
  });
  assertEquals([channels[0].range, channels[0].encodings, channels[0].notes], [null, [], 0]);
});

Deno.test("a trace within another one ends nothing; half a sample is no gap", () => {
  const long = makeTrace("HHZ", 0, new Int32Array(100));
  const within = makeTrace("HHZ", 2, new Int32Array(5));
  const after = makeTrace("HHZ", 10.04, new Int32Array(5));
  const { channels: [found] } = inspectWaveforms(
    { traces: [long, within, after], notes: [] },
    INFO,
  );
  assertEquals([found.gaps, found.overlaps, found.samples], [0, 1, 110]);
  assertEquals(found.end, "2020-01-01T00:00:10.440000Z");
});

Deno.test("the text counts notes by kind and shows the first of each", () => {
  const notes = Array.from({ length: 8 }, (_, i) => ({ kind: "gap", message: `gap ${i}` }));
  const text = waveformInspectionText([inspectWaveforms({ traces: [], notes }, INFO)]);
  assertMatch(text, /^a\.mseed \(miniSEED\)\nNo samples\.\ngap: 8\n {2}gap 0\n/);
  assertMatch(text, /gap 4\n {2}and 3 more; --json tells all$/);
  assertMatch(
    waveformInspectionText([inspectWaveforms({ traces: [], notes: [] }, INFO)]),
    /No notes/,
  );
});

Deno.test("times to the microsecond, before 1970 too", () => {
  assertEquals(formatPreciseTime(0.001), "1970-01-01T00:00:00.000001Z");
  assertEquals(formatPreciseTime(-0.001), "1969-12-31T23:59:59.999999Z");
  assertEquals(formatPreciseTime(Date.UTC(2024, 1, 29) + 999.9996), "2024-02-29T00:00:01.000000Z");
  assertEquals(formatPreciseTime(NaN), "unknown");
});

Deno.test("a channel to be looked at has a line of its own, others have none", () => {
  const sound = makeTrace("HHN", 0, Int32Array.from({ length: 99 }, (_, i) => i * 7919 % 101 - 50));
  const dead = makeTrace("HHZ", 0, new Int32Array(99));
  const inspection = inspectWaveforms({ traces: [sound, dead], notes: [] }, INFO);
  assertEquals(inspection.channels.map(({ warnings }) => warnings), [[], ["dead"]]);
  const lines = waveformInspectionText([inspection]).split("\n");
  assertEquals(lines.filter((line) => line.startsWith("look at")), ["look at XX.A..HHZ: dead"]);
});
