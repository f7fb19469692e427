import { assert, assertEquals, assertLess } from "@std/assert";
import type { AlertMessage } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EarlyWarning, type Scene, type WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { drawScenePackets } from "../live/scene_packets.ts";

const noise = new RandomStream("noise");
const PIECES = [Float64Array.from({ length: 2800 }, () => noise.normal())];
const HOUR_MS = 3_600_000;

const { scene, packets } = drawScenePackets({
  ...{ pieces: PIECES, stations: 8, seconds: 62, seed: "cuts and clocks" },
});

function warn(
  taken: readonly WarningPacket[],
  stations: Scene["stations"] = scene.stations,
): { messages: AlertMessage[]; refusals: Record<string, number> } {
  const warning = new EarlyWarning(stations, { sites: scene.sites });
  const messages = taken.flatMap((packet) => warning.push(packet));
  return { messages, refusals: warning.report().refusals };
}

/** What was told of the earth, the time of telling aside. */
function told({ messages }: { messages: AlertMessage[] }) {
  return messages.map(({ revision, origin, magnitude }) => ({ revision, origin, magnitude }));
}

Deno.test("nobody is warned of an earthquake of ten minutes ago whose packets come after a cut", () => {
  assert(warn(packets).messages.length > 0);
  const endMs = packets.at(-1)!.receivedMs + 600_000;
  const late = packets.map((packet, i) => ({ ...packet, receivedMs: endMs + i }));
  const { messages, refusals } = warn(late);
  assertEquals(messages, []);
  assert(refusals["its shaking was over when its packets came"] > 0);
});

Deno.test("a clock that was an hour ahead and is set back does not stop warnings", () => {
  const sound = warn(packets);
  // The clock is wrong for ten seconds of the noise before the earthquake.
  const from = packets[0].receivedMs + 10_000;
  const jumping = packets.map((packet) => {
    const { receivedMs } = packet;
    const isAhead = receivedMs >= from && receivedMs < from + 10_000;
    return isAhead ? { ...packet, receivedMs: receivedMs + HOUR_MS } : packet;
  });
  assertEquals(told(warn(jumping)), told(sound));
});

Deno.test("a station is heard by its other vertical channel once the first has been missing", () => {
  const stations = scene.stations.map((station) => {
    const [channel] = station.channels;
    return { ...station, channels: [channel, { ...channel, channel: "EHZ" }] };
  });
  const beforeMs = packets[0].receivedMs + 3000;
  const moved = packets.map((packet) => {
    const { trace, receivedMs } = packet;
    if (receivedMs < beforeMs) return packet;
    return { ...packet, trace: { ...trace, code: { ...trace.code, channel: "EHZ" } } };
  });
  const [{ messages: [first] }, { messages: [other] }] = [warn(packets), warn(moved, stations)];
  assertLess(Math.abs(other.issuedMs - first.issuedMs), 5000);
});
