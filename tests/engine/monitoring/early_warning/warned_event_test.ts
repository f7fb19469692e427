import { assert, assertEquals, assertMatch } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  drawEvent,
  drawScene,
  EarlyWarning,
  motionOf,
  packetsOf,
  shakePlace,
} from "../../../../engine/monitoring/mod.ts";
import { realNoise } from "./station_noise.ts";

Deno.test("an alert that the next stations do not confirm is taken back, and sites with it", () => {
  const noise = new RandomStream("noise");
  const pieces = [Float64Array.from({ length: 2800 }, () => noise.normal())];
  const scene = drawScene({ seed: "two alone", sites: 4 });
  const event = drawEvent(scene, { magnitude: 6.5, originSeconds: 20 });
  const shakings = scene.stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const nearest = shakings.map((_, i) => i)
    .sort((a, b) => shakings[a].pSeconds - shakings[b].pSeconds).slice(0, 2);
  const shake = motionOf(shakings, event);
  const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
  const packets = packetsOf(scene, {
    ...{ noise: realNoise(pieces), seconds: 40 },
    motion: (station, ...rest) => {
      if (nearest.includes(station)) shake(station, ...rest);
    },
  });
  const messages = [...packets].flatMap((packet) => warning.push(packet));
  assertEquals(messages[0].status, "alert");
  assertEquals(messages[0].evidence.length, 2);
  assert(messages[0].sites.some(({ level }) => level !== "none"));
  const last = messages.at(-1)!;
  assertEquals(last.status, "cancel");
  assertEquals(last.revision, messages.length);
  assertMatch(last.reasons.join(), /stations that P has reached have not seen it/);
  assert(last.silentStations.length >= 2);
  assertEquals(last.level, "none");
  assert(last.sites.every(({ level }) => level === "none"));
  const doubtedMs = last.issuedMs - messages[0].issuedMs;
  assert(doubtedMs >= 2000 && doubtedMs < 15_000, `after ${doubtedMs} ms`);
  assertEquals(messages.filter(({ status }) => status === "cancel").length, 1);
});
