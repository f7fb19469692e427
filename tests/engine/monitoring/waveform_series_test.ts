import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { measureWaveformSeries, writeWaveformSeries } from "../../../engine/monitoring/mod.ts";
import { readSeriesTable, readWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { madeTrace, sinusoid } from "../preprocessing/waveforms/made_traces.ts";

const RATE = 20;
const MINUTE = 60 * RATE;
const EVERY = { everyMs: 600_000, lowHz: 1, highHz: 5 };
const made = { samplingRateHz: RATE };

Deno.test("a wave in the band has the level of its closed form, one outside has none", () => {
  const amplitude = 100;
  const level = (hertz: number) => {
    const samples = sinusoid(30 * MINUTE, { hertz, samplingRateHz: RATE });
    const trace = madeTrace(samples.map((value) => 7 + amplitude * value), made);
    const [, interval] = [...measureWaveformSeries([trace], EVERY).channels.values()][0];
    return interval;
  };
  const inside = level(2.23607); // the middle of the band, where the filter passes all
  assertAlmostEquals(inside.rmsDb, 20 * Math.log10(amplitude / Math.SQRT2), 0.02);
  assertAlmostEquals(inside.medianDb, 20 * Math.log10(amplitude * Math.SQRT1_2), 0.05);
  assertEquals([inside.coverage, inside.triggersPerHour], [1, 0]);
  assert(level(0.1).rmsDb < inside.rmsDb - 60);
});

Deno.test("planted events are counted in their interval; the median does not mind them", () => {
  const random = new RandomStream(3);
  const quiet = Float64Array.from({ length: 40 * MINUTE }, () => 10 * random.normal());
  const shaken = quiet.slice();
  const events = [13, 16, 18, 31]; // minutes
  for (const minute of events) {
    for (let i = 0; i < 8 * RATE; i++) {
      shaken[minute * MINUTE + i] += 300 * Math.exp(-i / (2 * RATE)) * Math.sin(i * 0.7);
    }
  }
  const intervals = (samples: Float64Array) =>
    measureWaveformSeries([madeTrace(samples, made)], EVERY).channels.get("XX.TEST..BHZ")!;
  const [before, after] = [intervals(quiet), intervals(shaken)];
  assertEquals(before.map(({ triggersPerHour }) => triggersPerHour), [0, 0, 0, 0]);
  const counts = after.map((one) => one.triggersPerHour * one.coverage / 6);
  counts.forEach((count, i) => assertAlmostEquals(count, [0, 3, 0, 1][i], 1e-9));
  assert(after[1].rmsDb > before[1].rmsDb + 6);
  assertAlmostEquals(after[1].medianDb, before[1].medianDb, 0.5);
  assertAlmostEquals(after[2].rmsDb, before[2].rmsDb, 1e-9);
});

Deno.test("gaps are counted, cost coverage, and leave no level where little is left", () => {
  const noise = (minutes: number, startMinutes: number) => {
    const random = new RandomStream(startMinutes);
    const samples = Float64Array.from({ length: minutes * MINUTE }, () => random.normal());
    return madeTrace(samples, { ...made, startTimeMs: startMinutes * 60_000 });
  };
  const series = measureWaveformSeries([noise(12, 28), noise(13, 0), noise(3, 17)], EVERY);
  assertEquals([series.gaps, series.startMs.length], [2, 4]);
  const coverage = [...series.channels.values()][0].map((one) => one.coverage);
  const settling = 32 / 600; // two periods of 1 Hz, and a full long average
  [1 - settling, 0.6 - settling, 0.2 - settling, 1].forEach((expected, i) =>
    assertAlmostEquals(coverage[i], expected, 1e-9)
  );
  const known = [...series.channels.values()][0].map(({ rmsDb }) => Number.isFinite(rmsDb));
  assertEquals(known, [true, true, false, true]);
});

Deno.test("no samples, and intervals or corners that cannot be, are refused", () => {
  const trace = madeTrace(new Float64Array(MINUTE), made);
  const measure = (given: Record<string, number>) =>
    measureWaveformSeries([trace], { ...EVERY, ...given });
  assertThrows(() => measureWaveformSeries([], EVERY), InsufficientDataError, "samples");
  assertThrows(() => measure({ everyMs: 10 }), ConfigurationError, "at least a second");
  assertThrows(() => measure({ highHz: 15 }), ConfigurationError);
});

testWithSharedData("a real record with gaps becomes covariates that are read back", async () => {
  const path = sharedFile("data/waveforms/miniseed/edge_cases/gaps.mseed");
  const { traces } = await readWaveforms(await Deno.readFile(path), { source: "gaps" });
  const series = measureWaveformSeries(traces, { everyMs: 60_000, lowHz: 1, highHz: 10 });
  assertEquals(series.gaps, 3);
  const csv = writeWaveformSeries(series);
  const source = { name: "noise.csv", stream: new Blob([csv]).stream() };
  const { table } = await readSeriesTable(source);
  assertEquals(Object.keys(table.columns), [
    "BW.BGLD..EHE_rms_db",
    "BW.BGLD..EHE_median_db",
    "BW.BGLD..EHE_triggers_per_hour",
    "BW.BGLD..EHE_coverage",
  ]);
  // Known at the end of its minute, not before.
  assertEquals(new Date(table.timeMs[2]).toISOString(), "2008-01-01T00:01:59.999Z");
  const { rmsDb } = series.channels.get("BW.BGLD..EHE")![2];
  assertAlmostEquals(table.columns["BW.BGLD..EHE_rms_db"][2], rmsDb, 5e-4);
  assert(rmsDb > 0 && rmsDb < 80);
  assert(Number.isNaN(table.columns["BW.BGLD..EHE_rms_db"][0]));
});
