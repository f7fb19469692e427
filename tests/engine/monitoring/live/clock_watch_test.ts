import { assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { drawScene, type WarningPacket } from "../../../../engine/monitoring/mod.ts";
import { ClockWatch } from "../../../../engine/monitoring/live/clock_watch.ts";
import { DatabaseWriter } from "../../../../engine/monitoring/live/database_writer.ts";
import { withDatabase } from "../../storage/database/database_fixture.ts";
import { runPackets } from "./open_test_monitor.ts";

const START_MS = Date.UTC(2026, 0, 1);
const [MINUTES, PACKET_SECONDS, RATE_HZ] = [6, 10, 20];

/** Seconds by which the clock of a station is wrong in a minute: one runs ahead, one behind, one is hopeless. */
const WRONG_SECONDS: readonly ((minute: number) => number)[] = [
  (minute) => minute >= 2 && minute < 5 ? 0.8 + 0.4 * minute : 0,
  (minute) => minute >= 3 ? -40 : 0,
  (minute) => minute >= 4 ? 300 : 0,
  () => 0,
];

/** Quiet packets of a network, a second under way, whose times are those of its clocks. */
function* packets(codes: readonly WarningPacket["trace"]["code"][]): Generator<WarningPacket> {
  const random = new RandomStream("clocks");
  for (let second = 0; second < 60 * MINUTES; second += PACKET_SECONDS) {
    for (const [i, code] of codes.entries()) {
      const samples = Int32Array.from(
        { length: PACKET_SECONDS * RATE_HZ },
        () => Math.round(100 * random.normal()),
      );
      const wrong = WRONG_SECONDS[i](Math.floor(second / 60));
      const startTimeMs = START_MS + 1000 * (second + wrong);
      const receivedMs = START_MS + 1000 * (second + PACKET_SECONDS + 1);
      yield { trace: { code, startTimeMs, samplingRateHz: RATE_HZ, samples }, receivedMs };
    }
  }
}

Deno.test("a monitor alarms of clocks that run ahead or behind, once, and tells when they are right", async () => {
  const { stations } = drawScene({ seed: "clocks", stations: 4, sites: 0 });
  const codes = stations.map(({ network, station }) => (
    { network, station, location: "", channel: "HHZ" }
  ));
  using run = await runPackets(packets(codes), {
    ...{ stations, picker: { kind: "classical", name: "sta-lta" } },
  });
  const told = run.told("notice")
    .filter(({ kind }) => kind.startsWith("clock") || kind === "odd time")
    .map(({ level, kind, message }) => `${level}, ${kind}: ${message.split(" begin ")[0]}`);
  const [ahead, behind, hopeless] = codes.map(({ station }) => `XX.${station}..HHZ`);
  assertEquals(told, [
    `warning, clock drift: The clock of ${behind} is 41.0 s behind.`,
    `warning, odd time: ${hopeless} says its samples`,
    `warning, clock drift: The clock of ${ahead} is 1.4 s ahead.`,
    `information, clock drift over: The clock of ${ahead} is right again; it was 1.4 s ahead.`,
  ]);
  const { clocks } = run.database;
  assertEquals(clocks.alarms({ lasting: true }).map(({ channel }) => channel), [behind]);
  assertEquals(clocks.alarms().length, 2);
});

Deno.test("a clock that runs away is told of long before it is wrong, a slow or jittery line is not", () =>
  withDatabase((database) => {
    const told: string[] = [];
    const writer = new DatabaseWriter(database, (message) => told.push(message));
    const watch = new ClockWatch(writer, ({ kind, message }) => told.push(`${kind}: ${message}`));
    const random = new RandomStream("drift");
    const code = { network: "XX", location: "", channel: "HHZ" };
    const samples = new Int32Array(RATE_HZ);
    for (let minute = 0; minute < 72 * 60; minute++) {
      const wallMs = START_MS + 60_000 * minute;
      const days = minute / 1440;
      // 4 s a day for a day and a half, then right again.
      const lostMs = days < 1.5 ? 4000 * days : 0;
      const delays = { DRIFT: 2000 + lostMs, SLOW: 20_000, ROUGH: 2000 + 8000 * random.uniform() };
      for (const [station, delayMs] of Object.entries(delays)) {
        const startTimeMs = wallMs - delayMs - 1000;
        const trace = { code: { ...code, station }, startTimeMs, samplingRateHz: RATE_HZ, samples };
        watch.hear(trace, wallMs);
      }
      if (minute % 20 > 0) continue;
      watch.tick(wallMs);
      writer.flush();
    }
    assertEquals(told, [
      "clock drift: The clock of XX.DRIFT..HHZ loses 4.0 s a day.",
      "clock drift over: The clock of XX.DRIFT..HHZ keeps time again.",
    ]);
  }));
