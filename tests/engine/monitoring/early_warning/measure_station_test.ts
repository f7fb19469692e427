import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { simulateShaking } from "../../../../engine/models/mod.ts";
import { ChannelRecord } from "../../../../engine/monitoring/early_warning/channel_record.ts";
import {
  measurePeakVelocity,
  measureStation,
} from "../../../../engine/monitoring/early_warning/measure_station.ts";

const { up } = simulateShaking({
  ...{ magnitude: 6, stressDropBars: 80, hypocentralKm: 40, pSeconds: 20, sSeconds: 25 },
  ...{ seconds: 45, samplingRateHz: 100 },
}, new RandomStream(1));
const noise = new RandomStream(2);
const velocity = up.map((value) => value + 1e-7 * noise.normal());
const ARRIVALS = { pTimeMs: 20_000, sTimeMs: 25_000 };

/** A record of the first seconds, with the offset that instruments have. */
function recordOf(samples: Float64Array, seconds: number): ChannelRecord {
  const record = new ChannelRecord({ samplingRateHz: 100, seconds: 60 });
  const code = { network: "XX", station: "A", location: "", channel: "HHZ" };
  record.append({
    ...{ code, startTimeMs: 0, samplingRateHz: 100 },
    samples: samples.slice(0, 100 * seconds).map((value) => value + 0.01),
  });
  return record;
}

Deno.test("velocity and its acceleration give the same displacement, period and peak", () => {
  const acceleration = velocity.map((value, i) => 100 * (value - (velocity[i - 1] ?? value)));
  const byVelocity = measureStation(recordOf(velocity, 45), {
    ...{ ...ARRIVALS, isAcceleration: false },
  })!;
  const byAcceleration = measureStation(recordOf(acceleration, 45), {
    ...{ ...ARRIVALS, isAcceleration: true },
  })!;
  assertAlmostEquals(byAcceleration.displacementM / byVelocity.displacementM, 1, 0.05);
  assertAlmostEquals(byAcceleration.periodSeconds / byVelocity.periodSeconds, 1, 0.1);
  const peak = velocity.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const peaks = [[velocity, false], [acceleration, true]] as const;
  for (const [samples, isAcceleration] of peaks) {
    const found = measurePeakVelocity(recordOf(samples, 45), { ...ARRIVALS, isAcceleration })!;
    assertAlmostEquals(found / peak, 1, 0.1);
  }
});

Deno.test("readings grow with the seconds that are there and wait for what they need", () => {
  const at = (seconds: number) =>
    measureStation(recordOf(velocity, seconds), { ...ARRIVALS, isAcceleration: false });
  assertEquals(at(20), undefined);
  const [one, two, four, later] = [21, 22, 24, 40].map((seconds) => at(seconds)!);
  assertAlmostEquals(one.seconds, 1, 0.02);
  assert(one.displacementM <= two.displacementM && two.displacementM <= four.displacementM);
  assert(Number.isNaN(two.periodSeconds) && four.periodSeconds > 0);
  assertAlmostEquals(later.displacementM, four.displacementM, 1e-12);
  const soon = { ...ARRIVALS, isAcceleration: false };
  assertEquals(measurePeakVelocity(recordOf(velocity, 29), soon), undefined);
  assert(measurePeakVelocity(recordOf(velocity, 31), soon)! > 0);
});
