import { assert, assertEquals, assertThrows } from "@std/assert";
import { startMonitorRetention } from "../../cli/monitor_retention.ts";
import { ConfigurationError } from "../../engine/domain/mod.ts";
import { LiveFeed } from "../../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../../engine/storage/mod.ts";
import { makeEvent, makePick, withDatabase } from "../engine/storage/database/database_fixture.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 1.8e12;

/** Something of each kind, written down so many days ago. */
function fill(database: Database, days: number): void {
  const recordedMs = NOW_MS - days * DAY_MS;
  const id = `${days} days`;
  database.picks.add([makePick(id, recordedMs - 5000)], { recordedMs });
  database.events.put([makeEvent(id, { timeMs: recordedMs - 9000 })], { recordedMs });
  const impact = { eventId: id, eventRevision: 1, madeMs: recordedMs, document: {} };
  database.impacts.add(impact);
  database.clocks.record([{ channel: "c", wallMs: recordedMs, packetEndMs: recordedMs }]);
}

/** What is there of each kind. */
function countOf(database: Database): number[] {
  const { picks, events } = database.summarise();
  const impacts = [1, 10, 100].filter((days) => database.impacts.newest(`${days} days`)).length;
  const report = { nowMs: 2 * NOW_MS, ages: { clocksMs: 0 }, dryRun: true };
  return [picks, events, impacts, database.prune(report).clocks];
}

async function until(isDone: () => boolean): Promise<void> {
  for (let wait = 0; !isDone() && wait < 100; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert(isDone());
}

Deno.test("a running system lets go of what is old, hour by hour, and tells where it cannot", () =>
  withDatabase(async (database, folder) => {
    for (const days of [1, 10, 100]) fill(database, days);
    const feed = new LiveFeed();
    let nowMs = -Infinity;
    const ages = { picksAge: "30d", eventsAge: "50d", clocksAge: "7d" };
    const system = {
      ...{ database, feed, known: () => nowMs },
      nowMs() {
        return this.known(); // as a monitor, it is asked as itself
      },
    };
    const stop = startMonitorRetention(system, ages);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assertEquals(countOf(database), [3, 3, 3, 3], "nothing was heard: it has no time yet");
    nowMs = NOW_MS;
    await until(() => database.summarise().picks === 2);
    assertEquals(countOf(database), [2, 2, 2, 1]);
    nowMs += 25 * DAY_MS;
    await until(() => database.summarise().picks === 1);
    assertEquals(countOf(database), [1, 2, 2, 0]);
    stop();
    assertEquals(feed.newest, 0);
    using reader = openDatabase(`${folder}/quakecast.db`, { mode: "read" });
    const again = startMonitorRetention({ database: reader, feed, nowMs: () => nowMs }, ages);
    await until(() => feed.newest === 1);
    again();
    const [{ data }] = feed.after(0);
    assert("message" in data && data.message.includes("reading alone"), JSON.stringify(data));
    assertThrows(
      () => startMonitorRetention({ database, feed, nowMs: () => nowMs }, { clocksAge: "soon" }),
      ConfigurationError,
    );
  }));
