import { assert, assertAlmostEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  drawEvent,
  drawScene,
  EarlyWarning,
  motionOf,
  packetsOf,
  shakePlace,
  type WarningPacket,
} from "../../../../engine/monitoring/mod.ts";
import { realNoise } from "./station_noise.ts";

const ORIGIN_SECONDS = 20;

/** Joins a station's packets of a second to ones of so many, each station's beginning at its own second. */
function joinPackets(packets: Iterable<WarningPacket>, seconds: number): WarningPacket[] {
  const waiting = new Map<string, WarningPacket[]>();
  const joined: WarningPacket[] = [];
  for (const packet of packets) {
    const { station } = packet.trace.code;
    const parts = waiting.get(station);
    const first = 1 + 5 * waiting.size % seconds; // the first packet of a station is a shorter one
    if (parts === undefined) waiting.set(station, Array(seconds - first).fill(undefined));
    const all = waiting.get(station)!;
    all.push(packet);
    if (all.length < seconds) continue;
    const held = all.filter((part) => part !== undefined);
    const samples = Int32Array.from(held.flatMap(({ trace }) => [...trace.samples]));
    joined.push({ trace: { ...held[0].trace, samples }, receivedMs: packet.receivedMs });
    waiting.set(station, []);
  }
  return joined.sort((a, b) => a.receivedMs - b.receivedMs);
}

Deno.test("records of many seconds warn later by less than their length, of the same event", () => {
  const noise = new RandomStream("noise");
  const pieces = [Float64Array.from({ length: 2800 }, () => noise.normal())];
  const scene = drawScene({ seed: "long packets", sites: 2 });
  const event = drawEvent(scene, { magnitude: 6.5, originSeconds: ORIGIN_SECONDS });
  const shakings = scene.stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const warnWith = (seconds: number) => {
    const motion = motionOf(shakings, event);
    const packets = packetsOf(scene, { noise: realNoise(pieces), seconds: 72, motion });
    const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
    return joinPackets(packets, seconds).flatMap((packet) => warning.push(packet));
  };
  const [short, long] = [warnWith(1), warnWith(12)];
  assert(short.length > 0 && long.length > 0, `${short.length} and ${long.length} messages`);
  const laterMs = long[0].issuedMs - short[0].issuedMs;
  assert(laterMs > 0 && laterMs < 12_000, `later by ${laterMs} ms`);
  const [a, b] = [short.at(-1)!, long.at(-1)!];
  assertAlmostEquals(a.magnitude.magnitude, b.magnitude.magnitude, a.magnitude.sigma);
  assertAlmostEquals(a.origin.latitude, b.origin.latitude, 0.05);
  assertAlmostEquals(a.origin.longitude, b.origin.longitude, 0.05);
  for (const { issuedMs, sites } of long) {
    for (const { sArrivalMs, secondsUntilS } of sites) {
      assertAlmostEquals(secondsUntilS, (sArrivalMs - issuedMs) / 1000, 1e-9);
    }
  }
});
