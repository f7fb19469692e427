import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { drawScene } from "../../../../engine/monitoring/mod.ts";
import { observeMotion } from "../../../../engine/monitoring/impacts/observed_motion.ts";
import { spoilResponse } from "../spoil_response.ts";

const ORIGIN_MS = Date.UTC(2026, 0, 1);
/** Metres a second that a channel is shaken by, 10 s after the origin. */
const PEAK = 0.02;

/** A system that lives so many seconds after the origin; one channel shakes, all have an offset. */
function systemAt(seconds: number, { shaken, noise }: { shaken: string; noise: number }) {
  const components = ["HHZ", "HHN", "HHE"] as const;
  const { stations } = drawScene({ seed: "motion", stations: 2, components, halfKm: 10 });
  const waveform = (
    channel: string,
    { seconds, binSeconds }: { seconds: number; binSeconds: number },
  ): WaveformEnvelope => {
    const startMs = nowMs - 1000 * seconds;
    const bins = Array.from(
      { length: Math.floor(seconds / binSeconds) },
      (_, i) => startMs + 1000 * i * binSeconds,
    );
    const peakOf = (timeMs: number) =>
      timeMs >= ORIGIN_MS + 10_000 && timeMs < ORIGIN_MS + 11_000 && channel.endsWith(shaken)
        ? PEAK * 1e9
        : noise;
    return {
      ...{ channel, startMs, binSeconds },
      least: bins.map((timeMs, i) => i === 3 ? null : 700 - noise * Math.sign(peakOf(timeMs))),
      largest: bins.map((timeMs, i) => i === 3 ? null : 700 + peakOf(timeMs)),
    };
  };
  const nowMs = ORIGIN_MS + 1000 * seconds;
  const event = { timeMs: ORIGIN_MS, latitude: 35, longitude: -117 };
  return { system: { network: stations, nowMs: () => nowMs, waveform }, event };
}

Deno.test("the larger horizontal peak is read, its offset taken off, in cm/s", () => {
  const { system, event } = systemAt(40, { shaken: "HHE", noise: 50 });
  const found = observeMotion(system, { event, vs30: 400 });
  assertEquals(found.length, 2);
  assertEquals(found[0].latitude, system.network[0].latitude);
  assertEquals(found[0].vs30, 400);
  for (const { pgvCmS } of found) assertAlmostEquals(pgvCmS!, 100 * PEAK, 1e-4);
});

Deno.test("no peak is read before S has passed, of verticals, or out of noise", () => {
  const early = systemAt(11, { shaken: "HHE", noise: 50 });
  assertEquals(observeMotion(early.system, { event: early.event }), []);
  const vertical = systemAt(40, { shaken: "HHZ", noise: 50 });
  assertEquals(observeMotion(vertical.system, { event: vertical.event }), []);
  const noisy = systemAt(40, { shaken: "HHE", noise: PEAK * 1e9 / 2 });
  assertEquals(observeMotion(noisy.system, { event: noisy.event }), []);
});

Deno.test("a response that is nonsense gives no observation, a reversed one that of the other polarity", () => {
  const { system, event } = systemAt(40, { shaken: "HHE", noise: 50 });
  const { network } = system;
  const sound = observeMotion(system, { event });
  const name = network[0].station;
  for (const sensitivity of [0, NaN, Infinity, 1e-30, 1, 1e30]) {
    const spoiled = { ...system, network: spoilResponse(network, name, sensitivity) };
    assertEquals(observeMotion(spoiled, { event }), sound.slice(1), `sensitivity ${sensitivity}`);
  }
  const reversed = { ...system, network: spoilResponse(network, name, -1e9) };
  assertEquals(observeMotion(reversed, { event }), sound);
});
