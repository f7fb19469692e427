import { assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "@quakecast/quakecast/mathematics";
import { describeWaveformQuality } from "@quakecast/quakecast/preprocessing";
import { type MadeTrace, madeTrace } from "./made_traces.ts";

function noise(count: number, deviation = 100): Float64Array {
  const random = new RandomStream(3);
  return Float64Array.from({ length: count }, () => Math.round(deviation * random.normal()));
}

function warningsOf(samples: ArrayLike<number>, made?: MadeTrace): readonly string[] {
  return describeWaveformQuality([madeTrace(samples, made)])[0].warnings;
}

Deno.test("a sound record has no warning", () => {
  assertEquals(warningsOf(noise(6000)), []);
  assertEquals(describeWaveformQuality([]), []);
  assertEquals(describeWaveformQuality([madeTrace([])]), []);
  assertEquals(warningsOf([5]), []);
});

Deno.test("an earthquake is neither a spike nor clipped", () => {
  const quake = noise(6000).map((value, i) =>
    i < 3000 ? value : value + 40_000 * Math.exp((3000 - i) / 400) * Math.sin((i - 3000) / 2)
  );
  assertEquals(warningsOf(quake.map(Math.round)), []);
});

Deno.test("gaps, overlaps and rates are found with their place and length", () => {
  const at = (startTimeMs: number, samplingRateHz = 100) =>
    madeTrace(noise(100), { startTimeMs, samplingRateHz });
  const [quality] = describeWaveformQuality([at(1500), at(0), at(2300)]);
  assertEquals(quality.gaps, [{ fromMs: 1000, seconds: 0.5 }]);
  assertEquals(quality.overlaps.length, 1);
  assertAlmostEquals(quality.overlaps[0].seconds, 0.2, 1e-9);
  assertEquals(quality.overlaps[0].fromMs, 2300);
  assertAlmostEquals(quality.coverage, 1 - 0.5 / 3.3, 1e-9);
  assertEquals(quality.warnings, ["gaps", "overlaps"]);
  const [mixed] = describeWaveformQuality([at(0), at(1000, 50)]);
  assertEquals([mixed.samplingRatesHz, mixed.warnings.includes("rates")], [[50, 100], true]);
});

Deno.test("dead, flat, clipped, spiky, drifting, offset and broken records are told", () => {
  assertEquals(warningsOf(new Float64Array(500).fill(7)), ["dead"]);
  assertEquals(warningsOf(noise(6000).fill(3, 2000, 2200)), ["flat"]);
  const loud = noise(6000).map((value) => Math.min(120, Math.max(-120, value)));
  assertEquals(warningsOf(loud), ["clipped"]);
  const spiky = noise(6000);
  spiky[1234] += 9000;
  spiky[4321] -= 9000;
  assertEquals(describeWaveformQuality([madeTrace(spiky)])[0].spikeCount, 2);
  assertEquals(warningsOf(spiky), ["spikes"]);
  assertEquals(warningsOf(noise(6000).map((value) => value + 20_000)), ["offset"]);
  assertEquals(warningsOf(noise(6000).map((value, i) => value + 0.5 * (i - 3000))), ["drift"]);
  const broken = noise(6000);
  broken[5] = NaN;
  const [quality] = describeWaveformQuality([madeTrace(broken)]);
  assertEquals([quality.notFiniteCount, quality.warnings], [1, ["not finite"]]);
});
