import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { ReviewDraft } from "../../../../engine/domain/mod.ts";
import { greatCircleKm } from "../../../../engine/mathematics/mod.ts";
import { openExpectedArrivals, relocateReviewed } from "../../../../engine/monitoring/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { withDatabase } from "../../storage/database/database_fixture.ts";
import { disturbedEvent, STATIONS, TIMES, TRUTH } from "./disturbed_event.ts";

function say(database: Database, itemId: string, draft: Partial<ReviewDraft>) {
  const { number: expectedNumber } = database.reviews.state("pick", itemId);
  const whole = { kind: "pick", itemId, author: "Ada", reason: "looked", ...draft } as ReviewDraft;
  database.reviews.add(whole, { expectedNumber, reviewedMs: 1.8e12 });
}

Deno.test("an event is located from its picks as persons left them, and nothing is written", () =>
  withDatabase((database) => {
    const event = disturbedEvent();
    database.events.put([event], { recordedMs: 1 });
    const timeMs = event.picks.find(({ id }) => id === "S3/S")!.timeMs - 4_000;
    say(database, "S3/S", { decision: "revised", correction: { timeMs } });
    say(database, "S0/P", { decision: "rejected" });
    say(database, "S1/P", { decision: "accepted" });
    const { origin, movedKm, reviewed, unplaced, correction } = relocateReviewed(database, "e", {
      times: TIMES,
    });
    assert(greatCircleKm(TRUTH, origin) < 0.05, "the truth, exactly picked");
    assertAlmostEquals(origin.depthKm, TRUTH.depthKm, 0.2);
    assertAlmostEquals(origin.timeMs, TRUTH.timeMs, 20);
    assertAlmostEquals(movedKm!, 6, 0.1);
    assertEquals([reviewed, unplaced], [{ accepted: 1, revised: 1, rejected: 1 }, []]);
    assertEquals(origin.arrivals.length, 15, "not the rejected one");
    assertEquals(correction.timeMs, Math.round(origin.timeMs));
    assertEquals(database.events.revisions("e").length, 1);
    assertEquals(database.reviews.history("event", "e"), []);
  }));

Deno.test("stations that nobody knows are told, and too few picks are refused", () =>
  withDatabase((database) => {
    const { origins: [origin], ...event } = disturbedEvent();
    const arrivals = origin.arrivals.filter(({ pickId }) => !pickId.startsWith("S7"));
    database.events.put([{ ...event, origins: [{ ...origin, arrivals }] }], { recordedMs: 1 });
    assertEquals(relocateReviewed(database, "e", { times: TIMES }).unplaced, ["XX.S7"]);
    const whole = relocateReviewed(database, "e", { stations: STATIONS, times: TIMES });
    assertEquals([whole.unplaced, whole.origin.arrivals.length], [[], 16]);
    for (const { id } of event.picks.slice(3)) say(database, id, { decision: "rejected" });
    assertThrows(
      () => relocateReviewed(database, "e", { times: TIMES }),
      Error,
      "Cannot locate an event",
    );
    assertThrows(() => relocateReviewed(database, "none"), Error, "none of this identifier");
  }));

Deno.test("P and S are expected where the velocity model has them, the nearest station first", () => {
  const event = disturbedEvent();
  const truth = { ...event.origins[0], id: "t", ...TRUTH, arrivals: [] };
  const stations = openExpectedArrivals()({
    ...event,
    origins: [...event.origins, truth],
    preferredOriginId: "t",
  });
  assertEquals(stations.map(({ station }) => station), STATIONS.map((one) => `XX.${one.station}`));
  for (const { station, pMs, sMs } of stations) {
    for (const [phase, timeMs] of [["P", pMs], ["S", sMs]] as const) {
      const pick = event.picks.find(({ id }) => `XX.${id}` === `${station}/${phase}`)!;
      const lateMs = pick.id === "S3/S" ? 4_000 : 0;
      assertAlmostEquals(timeMs!, pick.timeMs - lateMs, 5);
    }
  }
  assertEquals(openExpectedArrivals()({ ...event, origins: [] }), []);
});
