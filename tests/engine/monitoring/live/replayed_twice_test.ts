import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { Monitor } from "../../../../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { drawScenePackets, type ScenePackets } from "./scene_packets.ts";

const noise = new RandomStream("noise");
const PIECES = [Float64Array.from({ length: 2800 }, () => noise.normal())];

/** Hands packets to a monitor of its own, and gives what it told of events. */
async function replay(
  { stations, packets }: Pick<ScenePackets, "stations" | "packets">,
  database: Database,
) {
  const monitor = await Monitor.open({
    ...{ stations, database },
    picker: { kind: "classical", name: "sta-lta" },
  });
  let nextMs = packets[0].receivedMs;
  for (const packet of packets) {
    for (; nextMs <= packet.receivedMs; nextMs += 1000) {
      monitor.tick(nextMs);
      await monitor.keepPace();
    }
    monitor.push(packet);
  }
  await monitor.finish();
  const messages = monitor.feed.after(0);
  const faults = messages.flatMap(({ kind, data }) =>
    kind === "notice" && data.level === "error" ? [data.message] : []
  );
  const events = messages.flatMap(({ kind, data }) => kind === "event" ? [data] : []);
  return { events, faults };
}

Deno.test("the same packets twice into one database double nothing, and revisions told are those stored", async () => {
  const folder = await Deno.makeTempDir();
  try {
    using database = openDatabase(`${folder}/a.db`, { mode: "create" });
    const drawn = drawScenePackets({ pieces: PIECES, stations: 6, seconds: 62, seed: "twice" });
    // Without responses nobody is warned, and the event has one version, its last.
    const stations = drawn.stations.map((station) => ({ ...station, channels: [] }));
    const given = { stations, packets: drawn.packets };
    const count = () => ({
      events: database.events.count(),
      picks: database.picks.query().length,
    });
    const first = await replay(given, database);
    assert(first.events.length >= 1);
    const once = count();
    const second = await replay(given, database);
    assertEquals(count(), once);
    assertEquals([first.faults, second.faults], [[], []]);
    for (const { id, revision } of [...first.events, ...second.events]) {
      const stored = database.events.get(id, revision);
      assertEquals(stored?.revision, revision, `${id} has no revision ${revision}`);
    }
    const last = second.events.at(-1)!;
    assertEquals(database.events.get(last.id)!.revision, last.revision);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
