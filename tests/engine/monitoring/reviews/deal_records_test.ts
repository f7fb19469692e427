import { assert, assertEquals } from "@std/assert";
import type { JudgedTrace } from "../../../../engine/monitoring/mod.ts";
import { dealRecords } from "../../../../engine/monitoring/reviews/deal_records.ts";
import { madeTrace } from "../../training/made_traces.ts";

const HOUR_MS = 3_600_000;

/** Records of events an hour apart, each at so many stations, where waves come 7 s after each other. */
function recordsOf(events: number, stations: number): JudgedTrace[] {
  const trace = madeTrace(1);
  return Array.from({ length: events * stations }, (_, i) => {
    const [station, event] = [Math.floor(i / events), i % events]; // by station, as they are cut
    return { trace, timeMs: event * HOUR_MS + 7000 * station, arrivals: [], refused: [] };
  });
}

Deno.test("records of one event come into one part, side by side", () => {
  const { parts, recordsOfOne } = dealRecords(recordsOf(12, 8), { folds: 3, seed: 1 });
  assertEquals(recordsOfOne, 8);
  assertEquals(parts.map(({ length }) => length), [32, 32, 32]);
  const eventsOf = parts.map((part) => part.map(({ timeMs }) => Math.floor(timeMs! / HOUR_MS)));
  for (const events of eventsOf) {
    const changes = events.filter((event, i) => event !== events[i - 1]);
    assertEquals(changes.length, new Set(events).size, "an event's records are apart");
  }
  assertEquals(new Set(eventsOf.flatMap((events) => [...new Set(events)])).size, 12);
  assertEquals(eventsOf.reduce((sum, events) => sum + new Set(events).size, 0), 12);
});

Deno.test("records of labelled sets stand alone, and another seed deals otherwise", () => {
  const records = recordsOf(30, 1).map(({ timeMs: _, ...record }) => record);
  const dealt = (seed: number) => dealRecords(records, { folds: 3, seed });
  assertEquals(dealt(1).recordsOfOne, 1);
  assertEquals(dealt(1).parts.map(({ length }) => length), [10, 10, 10]);
  assertEquals(new Set(dealt(1).parts.flat()).size, 30);
  const places = (seed: number) => dealt(seed).parts.flat().map((one) => records.indexOf(one));
  assertEquals(places(1), places(1));
  assert(places(1).some((place, i) => place !== places(2)[i]));
});
