import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EarlyWarning } from "../../../../engine/monitoring/mod.ts";
import { drawScenePackets } from "../live/scene_packets.ts";
import { spoilResponse } from "../spoil_response.ts";

const noise = new RandomStream("wrong response");
const PIECES = [Float64Array.from({ length: 2800 }, () => noise.normal())];

Deno.test("a station whose response is nonsense changes no alert of the others", () => {
  const { scene, stations, packets } = drawScenePackets({
    ...{ pieces: PIECES, stations: 12, seconds: 60, seed: "wrong response" },
  });
  const alertsOf = (some: typeof packets, sensitivity?: number) => {
    const known = sensitivity === undefined ? stations : spoilResponse(stations, "S3", sensitivity);
    const warning = new EarlyWarning(known, { sites: scene.sites });
    return some.flatMap((packet) => warning.push(packet));
  };
  const without = alertsOf(packets.filter(({ trace }) => trace.code.station !== "S3"));
  assert(without.length >= 3, `${without.length} alerts`);
  assert(alertsOf(packets).some(({ evidence }) => evidence.some((it) => /S3/.test(it.station))));
  for (const sensitivity of [0, NaN, Infinity, -1e-30, 1e-2, 1e30]) {
    assertEquals(alertsOf(packets, sensitivity), without, `sensitivity ${sensitivity}`);
  }
});
