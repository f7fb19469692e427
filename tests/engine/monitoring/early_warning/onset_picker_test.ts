import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { ChannelRecord } from "../../../../engine/monitoring/early_warning/channel_record.ts";
import {
  OnsetPicker,
  type OnsetReading,
} from "../../../../engine/monitoring/early_warning/onset_picker.ts";
import { readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";

const OPTIONS = { samplingRateHz: 100, leastAmplitude: 0 };

/** Noise of level 1 with something added at 30 s. */
function noiseWith(at: (seconds: number) => number): Float64Array {
  const random = new RandomStream(1);
  return Float64Array.from(
    { length: 4000 },
    (_, i) => random.normal() + (i < 3000 ? 0 : at((i - 3000) / 100)),
  );
}

function pickInPieces(samples: Float64Array, size: number): OnsetReading {
  const picker = new OnsetPicker(OPTIONS);
  const whole: OnsetReading = { onsets: [], refused: [] };
  for (let from = 0; from < samples.length; from += size) {
    const { onsets, refused } = picker.push(samples.subarray(from, from + size), from * 10);
    whole.onsets.push(...onsets);
    whole.refused.push(...refused);
  }
  return whole;
}

Deno.test("an onset is picked where it is, in pieces of any size alike", () => {
  const random = new RandomStream(2);
  const samples = noiseWith(() => 40 * random.normal());
  const whole = pickInPieces(samples, 4000);
  assertEquals(whole.onsets.length, 1);
  assertAlmostEquals(whole.onsets[0].timeMs, 30_000, 50);
  for (const size of [1, 37, 100, 512]) assertEquals(pickInPieces(samples, size), whole);
});

Deno.test("spikes, steps and knocks are refused, and said why", () => {
  const disturbances: Record<string, (seconds: number) => number> = {
    spike: (t) => t === 0 ? 1e4 : 0,
    step: (t) => 1e4 * Math.exp(-t / 8),
    knock: (t) => 1e3 * Math.exp(-t / 0.1) * Math.sin(40 * t),
  };
  for (const [name, at] of Object.entries(disturbances)) {
    const { onsets, refused } = pickInPieces(noiseWith(at), 100);
    assertEquals(onsets, [], name);
    assert(refused.length > 0, name);
  }
  const weak = new OnsetPicker({ ...OPTIONS, leastAmplitude: 1e6 });
  const random = new RandomStream(2);
  const reading = weak.push(noiseWith(() => 40 * random.normal()), 0);
  assertEquals(reading.refused.map(({ reason }) => reason), ["too weak to matter"]);
});

Deno.test("a picker tells when it could have picked nothing, in pieces of any size alike", () => {
  const samples = noiseWith((t) => t === 0 ? 1e4 : 0);
  for (const size of [37, 100, 4000]) {
    const picker = new OnsetPicker(OPTIONS);
    for (let from = 0; from < 4000; from += size) {
      picker.push(samples.subarray(from, from + size), 1e6 + from * 10);
    }
    // Twelve seconds until the averages have settled, ten in which the long one holds the spike.
    assertEquals(picker.deafSpanAfter(1e6), { fromMs: -Infinity, toMs: 1e6 + 12_000 });
    const span = picker.deafSpanAfter(1e6 + 12_000)!;
    assertAlmostEquals(span.fromMs, 1e6 + 30_000, 20);
    assertEquals(span.toMs - span.fromMs, 10_000);
  }
});

testWithSharedData("P of real recordings is picked and hardly ever taken for a knock", async () => {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const errors: number[] = [];
  let refusals = 0;
  for (let index = 0; index < set.count; index++) {
    const { samples, pSample } = set.traceAt(index);
    const up = Float64Array.from({ length: samples.length / 3 }, (_, i) => samples[3 * i + 2]);
    const { onsets, refused } = new OnsetPicker(OPTIONS).push(up, 0);
    const near = ({ timeMs }: { timeMs: number }) => Math.abs(timeMs / 10 - pSample) < 50;
    const onset = onsets.find(near);
    if (onset !== undefined) errors.push(Math.abs(onset.timeMs / 1000 - pSample / 100));
    else if (refused.some(near)) refusals++;
  }
  set.close();
  errors.sort((a, b) => a - b);
  assert(errors.length >= 80, `${errors.length} of ${set.count} picked`);
  assert(errors[errors.length >> 1] <= 0.05);
  assert(refusals <= 3);
});

Deno.test("a record keeps the last seconds, begins anew after a gap and takes nothing twice", () => {
  const code = { network: "XX", station: "A", location: "", channel: "HHZ" };
  const record = new ChannelRecord({ samplingRateHz: 10, seconds: 5 });
  const push = (startTimeMs: number, values: number[]) =>
    record.append({ code, startTimeMs, samplingRateHz: 10, samples: Float64Array.from(values) });
  assertEquals(push(0, [0, 1, 2]), "restarted");
  for (let i = 1; i < 400; i++) {
    assertEquals(push(300 * i, [3 * i, 3 * i + 1, 3 * i + 2]), "joined");
  }
  assertEquals(record.endMs, 120_000);
  assertEquals([...record.slice(119_500, 119_800).samples], [1195, 1196, 1197]);
  assertEquals(record.slice(115_000, 1e9).samples.length, 50);
  assert(record.startMs > 90_000);
  assertEquals(push(119_700, [7, 7, 7]), "late");
  assertEquals(push(130_000, [8]), "restarted");
  assertEquals([...record.slice(0, 1e9).samples], [8]);
  const long = Array.from({ length: 1000 }, (_, i) => i);
  assertEquals(push(130_100, long), "joined");
  assertEquals(record.slice(229_900, 1e9).samples[0], 998);
});
