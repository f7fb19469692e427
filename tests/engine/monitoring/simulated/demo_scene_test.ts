import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { drawDemoScene, type WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { judgeDemo } from "../../../../engine/monitoring/simulated/judge_demo.ts";
import { pacePackets } from "../../../../engine/monitoring/simulated/pace_packets.ts";
import { simulatedNoise } from "../../../../engine/monitoring/simulated/simulated_noise.ts";
import { exampleAlert } from "../early_warning/example_alert.ts";

const ALERT = exampleAlert();
const START_MS = Date.UTC(2026, 0, 2);

/** The packets that come until so many seconds after the start. */
function packetsUntil(seed: number, seconds: number): WarningPacket[] {
  const found: WarningPacket[] = [];
  for (const packet of drawDemoScene({ seed, startMs: START_MS }).packets()) {
    if (packet.receivedMs > START_MS + 1000 * seconds) break;
    found.push(packet);
  }
  return found;
}

Deno.test("a scene is the same for a seed, and another one for another", () => {
  const [one, again, other] = [packetsUntil(3, -55), packetsUntil(3, -55), packetsUntil(4, -55)];
  assert(one.length > 60);
  assertEquals(again, one);
  assertNotEquals(other[0].trace.samples, one[0].trace.samples);
});

Deno.test("three components of each station come a second at a time, in order, in under a second", () => {
  const packets = packetsUntil(1, -50);
  const channels = new Set(packets.map(({ trace: { code } }) => `${code.station} ${code.channel}`));
  assertEquals(channels.size, 60);
  for (const [i, { trace, receivedMs }] of packets.entries()) {
    const delayMs = receivedMs - trace.startTimeMs - 1000;
    assert(delayMs >= 300 && delayMs <= 800, `${delayMs}`);
    assert(i === 0 || receivedMs >= packets[i - 1].receivedMs);
  }
});

Deno.test("the ground is quiet until P, and shakes strongest after S", () => {
  const { scene, truth, packets } = drawDemoScene({ seed: 2, startMs: START_MS });
  const samples: number[] = [];
  let firstMs = NaN;
  for (const { trace, receivedMs } of packets()) {
    if (receivedMs > truth.originMs + 60_000) break;
    if (trace.code.station !== scene.stations[0].station || trace.code.channel !== "HHE") continue;
    if (Number.isNaN(firstMs)) firstMs = trace.startTimeMs;
    samples.push(...trace.samples);
  }
  const peak = (fromMs: number, toMs: number) =>
    samples.slice((fromMs - firstMs) / 10, (toMs - firstMs) / 10)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { eastKm, northKm } = scene.frame.toLocal(scene.stations[0]);
  const at = scene.frame.toLocal(truth);
  const km = Math.hypot(eastKm - at.eastKm, northKm - at.northKm, truth.depthKm);
  const pMs = truth.originMs + 1000 * km / 7; // nothing of this crust is faster over these ways
  const lateMs = truth.originMs + 1000 * km / 3; // nor S slower
  assert(peak(firstMs, pMs) < 2e4, "noise, in nanometres a second");
  assert(peak(pMs, truth.originMs + 60_000) > 100 * peak(firstMs, pMs));
  assert(peak(truth.originMs + 1000 * km / 4.2, lateMs + 30_000) >= peak(pMs, lateMs));
});

Deno.test("noise has the level that was asked for, most of it slow", () => {
  const noise = simulatedNoise({ level: 3e-7, random: new RandomStream("noise") }).next(400_000);
  const power = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
  assertAlmostEquals(Math.sqrt(power), 3e-7, 0.3e-7);
  // Differences of white noise would have twice its power.
  const steps = noise.reduce((sum, value, i) => i === 0 ? 0 : sum + (value - noise[i - 1]) ** 2, 0);
  assert(steps / noise.length < 0.5 * power);
});

Deno.test("packets come at their times, by a clock that runs faster, and end when told", async () => {
  const packets = packetsUntil(1, -50).slice(-240);
  const startMs = packets[60].receivedMs;
  const lastMs = packets.at(-1)!.receivedMs;
  const ending = new AbortController();
  const begunMs = performance.now();
  let count = 0;
  for await (
    const { receivedMs } of pacePackets(packets, { startMs, speed: 10, signal: ending.signal })
  ) {
    assert(performance.now() - begunMs >= (receivedMs - startMs) / 10 - 5);
    if (++count === packets.length) ending.abort();
  }
  assertEquals(count, packets.length);
  assert(performance.now() - begunMs >= (lastMs - startMs) / 10 - 5);
  for await (const _ of pacePackets(packets, { startMs, speed: 1, signal: ending.signal })) {
    throw new Error("It was ended.");
  }
});

Deno.test("what was told is judged by what was true", () => {
  const originMs = ALERT.origin.timeMs;
  const [site] = ALERT.sites;
  const truth = {
    ...{ magnitude: ALERT.magnitude.magnitude + 2 * ALERT.magnitude.sigma, depthKm: 10, originMs },
    ...{ latitude: ALERT.origin.latitude + 0.1, longitude: ALERT.origin.longitude },
    firstPMs: originMs + 2000,
    sites: [{
      ...{ name: site.name, intensity: site.intensityInterval[1] + 0.1, distanceKm: 40 },
      sArrivalMs: ALERT.issuedMs + 4500,
    }],
  };
  const tell = (number: number, eventId: string, originTimeMs: number) => ({
    ...{ number, kind: "alert" as const, timeMs: ALERT.issuedMs },
    data: { ...ALERT, eventId, origin: { ...ALERT.origin, timeMs: originTimeMs } },
  });
  const judged = judgeDemo(truth, [tell(1, "it", originMs), tell(2, "other", originMs - 60_000)]);
  assertEquals(judged.falseAlerts, 1);
  assertEquals(judged.sources.map(({ what }) => what), ["first alert", "last alert"]);
  assertEquals(judged.sources[0].isMagnitudeHeld, false);
  assertAlmostEquals(judged.sources[0].epicentreErrorKm, 11.12, 0.01); // a tenth of a degree
  assertEquals(judged.sites.map(({ warnedSeconds, isHeld }) => [warnedSeconds, isHeld]), [
    [4.5, false],
  ]);
  assertEquals(judgeDemo(truth, []).sites, []);
});
