import { assert, assertEquals } from "@std/assert";
import { type Pick, stationOf, type Trace } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import type { WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { readNoisePieces } from "../early_warning/station_noise.ts";
import { type MonitorRun, runPackets } from "./open_test_monitor.ts";
import { drawScenePackets, type ScenePackets } from "./scene_packets.ts";

const SECONDS = 75;

/** What a bad station sends in place of each of its packets. */
type Spoil = (packet: WarningPacket, random: RandomStream) => WarningPacket[];

const withTrace = (packet: WarningPacket, change: Partial<Trace>): WarningPacket => ({
  ...packet,
  trace: { ...packet.trace, ...change },
});

const SPOILS: Readonly<Record<string, { spoil: Spoil; notice: string }>> = {
  "samples that are no numbers": {
    spoil: (packet) => [withTrace(packet, { samples: new Float64Array(100).fill(NaN) })],
    notice: "no numbers",
  },
  "absurd rates": {
    spoil: (packet, random) => {
      const rates = [0, -5, NaN, Infinity, 1e9, 1e-9];
      return [withTrace(packet, { samplingRateHz: rates[random.integer(rates.length)] })];
    },
    notice: "odd rate",
  },
  "absurd times": {
    spoil: (packet, random) => {
      const times = [NaN, Infinity, -1e15, 4e12, packet.trace.startTimeMs + 864e5];
      return [withTrace(packet, { startTimeMs: times[random.integer(times.length)] })];
    },
    notice: "odd time",
  },
  "a hundred times as many packets, of noise": {
    spoil: (packet, random) =>
      Array.from({ length: 100 }, (_, n) =>
        withTrace(packet, {
          startTimeMs: packet.trace.startTimeMs - 6e5 + n * 5000,
          samples: Int32Array.from({ length: 100 }, () => 1e9 * random.normal()),
        })),
    notice: "flood",
  },
  "a new channel with each packet": {
    spoil: (packet, random) =>
      ["HH", "BH", "EH", "SH"].map((band) =>
        withTrace(packet, {
          code: {
            ...packet.trace.code,
            location: `${random.integer(100)}`.padStart(2, "0"),
            channel: `${band}${"ENZ"[random.integer(3)]}`,
          },
        })
      ),
    notice: "too many channels",
  },
};

/** Each kind of nonsense comes from a station of its own. */
const BAD = new Map(Object.keys(SPOILS).map((name, i) => [`XX.S${3 + i}`, name]));

testWithSharedData(
  "stations that are dead or send nonsense change nothing for others",
  async () => {
    const pieces = await readNoisePieces();
    const drawn = drawScenePackets({ pieces, stations: 17, seconds: SECONDS });
    const isBad = ({ trace }: WarningPacket) => BAD.has(stationOf(trace.code));
    using without = await run(drawn, drawn.packets.filter((packet) => !isBad(packet)));
    const random = new RandomStream("nonsense");
    const packets = drawn.packets.flatMap((packet) => {
      const name = BAD.get(stationOf(packet.trace.code));
      return name === undefined ? [packet] : SPOILS[name].spoil(packet, random);
    });
    using spoiled = await run(drawn, packets);
    const { alerts, picks } = resultsOf(without);
    assert(alerts.length >= 3, `${alerts.length} alerts`);
    assert(picks.length >= 5, `${picks.length} picks`);
    assertEquals(resultsOf(spoiled), { alerts, picks });
    for (const [station, name] of BAD) {
      const { notice } = SPOILS[name];
      const told = spoiled.told("notice")
        .filter(({ kind, message }) => kind === notice && message.includes(station));
      assert(told.length >= 1 && told.length <= 3, `${name}: told ${told.length} times`);
    }
  },
);

testWithSharedData("a station that dies is told as lost, and as back", async () => {
  const drawn = drawScenePackets({ pieces: await readNoisePieces(), stations: 4, seconds: 100 });
  const startMs = drawn.packets[0].receivedMs;
  const dead = "XX.S3";
  const packets = drawn.packets.filter(({ trace, receivedMs }) =>
    stationOf(trace.code) !== dead || receivedMs < startMs + 10_000 ||
    receivedMs > startMs + 85_000
  );
  using lost = await run(drawn, packets);
  const kinds = lost.told("notice").filter(({ message }) => message.includes(dead))
    .map(({ kind }) => kind);
  assertEquals(kinds, ["station lost", "station back"]);
  assertEquals(lost.monitor.stations().map(({ state }) => state), Array(4).fill("live"));
});

function run({ stations, scene }: ScenePackets, packets: WarningPacket[]): Promise<MonitorRun> {
  return runPackets(packets, {
    ...{ stations, sites: scene.sites, picker: { kind: "classical", name: "sta-lta" } },
  });
}

function resultsOf({ told }: MonitorRun) {
  const picks: Pick[] = told("pick").filter(({ code }) => !BAD.has(stationOf(code)));
  return { alerts: told("alert"), picks };
}
