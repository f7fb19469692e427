import { assert, assertEquals } from "@std/assert";
import { replayMonitorDays } from "../../../bench/monitor_days.ts";
import { testWithSharedData } from "../../shared_data.ts";

testWithSharedData("minutes of a replay leave no file open, and lose no earthquake", async () => {
  const facts = await replayMonitorDays({
    ...{ stations: 5, seconds: 320, everySeconds: 150, parts: 4, settleParts: 1 },
    picker: { kind: "classical", name: "sta-lta", stepSeconds: 30 },
    report: () => {},
  });
  assertEquals(facts.earthquakes, 2);
  assertEquals(facts.events, 2);
  assert(facts.alerts >= 4, `${facts.alerts} alerts`);
  assertEquals(facts.openFiles.at(-1), facts.openFiles[0]);
});
