import { assert, assertEquals } from "@std/assert";
import type { MonitorDays } from "../../../bench/monitor_days.ts";
import { runElsewhere } from "../../../bench/run_elsewhere.ts";
import { testWithSharedData } from "../../shared_data.ts";

const CHILD = new URL("../../../bench/monitor_days_child.ts", import.meta.url).pathname;

testWithSharedData("minutes of a replay leave no file open, and lose no earthquake", async () => {
  const facts = await runElsewhere<MonitorDays>(CHILD, {
    ...{ stations: 5, seconds: 320, everySeconds: 150, parts: 4, settleParts: 1, stepSeconds: 30 },
  });
  assertEquals(facts.earthquakes, 2);
  assertEquals(facts.events, 2);
  assert(facts.alerts >= 4, `${facts.alerts} alerts`);
  assertEquals(facts.openFiles.at(-1), facts.openFiles[0]);
});
