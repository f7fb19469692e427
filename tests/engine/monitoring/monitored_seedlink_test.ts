import { assert, assertEquals } from "@std/assert";
import type { Pick } from "../../../engine/domain/mod.ts";
import { Monitor } from "../../../engine/monitoring/mod.ts";
import { readMiniseed, seedlinkSource, WaveformStream } from "../../../engine/sources/mod.ts";
import { cutRecords, QUICK } from "../../seedlink/receive_stream.ts";
import { startSeedlinkServer } from "../../seedlink/seedlink_server.ts";
import { recordsOf } from "../../seedlink/synthetic_records.ts";
import { testWithSharedData } from "../../shared_data.ts";
import { withDatabase } from "../storage/database/database_fixture.ts";
import { readNoisePieces } from "./early_warning/station_noise.ts";
import { packetsOfTraces, runPackets } from "./live/open_test_monitor.ts";
import { drawScenePackets } from "./live/scene_packets.ts";

const SECONDS = 75;
const PICKER = { kind: "classical", name: "sta-lta" } as const;

testWithSharedData(
  "over a rough SeedLink line a monitor finds what it finds in a file",
  async () => {
    const { stations, packets } = drawScenePackets({
      ...{ pieces: await readNoisePieces(), stations: 6, seconds: SECONDS },
    });
    const ofStation = (name: string) =>
      packets.map(({ trace }) => trace).filter(({ code }) => code.station === name);
    const bytes = stations.map(({ station }) => recordsOf(ofStation(station)));
    const traces = bytes.flatMap((one) => readMiniseed(one).traces);
    assertEquals(traces.length, stations.length, "records join without a gap");
    using file = await runPackets(packetsOfTraces(traces), { stations, picker: PICKER });
    const expected = picksOf(file.told("pick"));
    assert(expected.length >= 6, `${expected.length} picks`);

    const fault = (number: number) =>
      number % 50 === 20
        ? { kind: "cut" as const, bytes: 200 }
        : number % 11 === 3
        ? { kind: "duplicate" as const }
        : undefined;
    await using server = startSeedlinkServer({ version: 4, fault });
    const records = bytes.flatMap(cutRecords).sort((a, b) => a.startTimeMs - b.startTimeMs);
    for (const record of records) server.add(record.bytes);
    await withDatabase(async (database) => {
      const monitor = await Monitor.open({ stations, database, picker: PICKER });
      const end = new AbortController();
      const startedMs = performance.now();
      const nowMs = packets[0].trace.startTimeMs + 1000 * SECONDS + 2000;
      const now = () => nowMs + performance.now() - startedMs;
      const source = seedlinkSource(server.address, { fromMs: 0, settings: QUICK });
      const stream = new WaveformStream(source, { now, settings: QUICK, signal: end.signal });
      const lastMs = Math.min(...traces.map(({ startTimeMs }) => startTimeMs)) + 1000 * SECONDS -
        100;
      const timer = setInterval(() => {
        if (stream.channels().filter(({ endMs }) => endMs > lastMs).length === 6) end.abort();
      }, 20);
      const limit = setTimeout(() => end.abort(), 20_000);
      await monitor.run(stream, { now, signal: end.signal });
      clearInterval(timer);
      clearTimeout(limit);
      assert(server.sessions.length > 3, "the line was cut");
      assertEquals(picksOf(database.picks.query()), expected);
      const latencies = monitor.stations().map(({ latencySeconds }) => latencySeconds!);
      assert(latencies.every((seconds) => seconds > 1 && seconds < 25), `${latencies}`);
      assert(
        stream.channels().every(({ duplicates }) => duplicates > 0),
        "sent again after each cut",
      );
    });
  },
);

function picksOf(picks: readonly Pick[]): string[] {
  return picks.map(({ code, phase, timeMs }) =>
    `${code.station} ${phase} ${new Date(timeMs).toISOString()}`
  ).sort();
}
