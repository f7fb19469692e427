import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type Pick,
  type ReviewDraft,
  type SeismicEvent,
  type Station,
} from "../../../../engine/domain/mod.ts";
import { geodesicBetween, geodesicEnd, greatCircleKm } from "../../../../engine/mathematics/mod.ts";
import { timesOfPhases, VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import { openExpectedArrivals, relocateReviewed } from "../../../../engine/monitoring/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { withDatabase } from "../../storage/database/database_fixture.ts";

const TRUTH = { timeMs: 1.7e12, latitude: 36.2, longitude: -120.4, depthKm: 9 };

const TIMES = timesOfPhases(VELOCITY_MODELS[0]);

/** Eight stations around the epicentre, 12 to 60 km away. */
const STATIONS: Station[] = Array.from({ length: 8 }, (_, k) => ({
  ...{ network: "XX", station: `S${k}`, elevationM: 0, siteName: "", channels: [] },
  ...geodesicEnd(TRUTH, { distanceKm: 12 + 7 * k, azimuthDegrees: 47 * k }),
}));

/** Exact arrivals of the truth but for one S, 4 s late; and an origin that is 6 km off, as late picks make it. */
function disturbedEvent(): SeismicEvent {
  const picks = STATIONS.flatMap(({ network, station }, k) =>
    ["P", "S"].map((phase): Pick => ({
      id: `${station}/${phase}`,
      code: { network, station, location: "", channel: "HHZ" },
      phase,
      timeMs: TRUTH.timeMs + 1000 * TIMES(phase)!.secondsAt(12 + 7 * k, TRUTH.depthKm) +
        (station === "S3" && phase === "S" ? 4_000 : 0),
    }))
  );
  const place = geodesicEnd(TRUTH, { distanceKm: 6, azimuthDegrees: 200 });
  const arrivals = picks.map(({ id, phase }, i) => ({
    ...{ pickId: id, phase, residualSeconds: 0, weight: 1 },
    ...geodesicBetween(place, STATIONS[Math.floor(i / 2)])!,
  }));
  const origin = {
    id: "e/1",
    ...TRUTH,
    ...place,
    depthKm: 14,
    arrivals,
    method: "quakecast ak135",
  };
  return { id: "e", eventType: "", descriptions: [], origins: [origin], magnitudes: [], picks };
}

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
