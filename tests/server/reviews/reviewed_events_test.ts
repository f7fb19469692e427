import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { ExpectedArrivalsSchema } from "../../../server/relocation_schemas.ts";
import { ReviewListSchema, ReviewQueueSchema } from "../../../server/review_schemas.ts";
import { problemOf } from "../server_fixture.ts";
import { EVENT, pathOf, PICKS, postReview, withReviews } from "./review_fixture.ts";

Deno.test("waves of an event are expected; one pick is too few to relocate it, which is told", () =>
  withReviews({}, async ({ ask }) => {
    const path = pathOf("event", EVENT.id);
    const answer = await (await ask(`${path}/arrivals`)).json();
    const { stations: [station, ...others] } = ExpectedArrivalsSchema.parse(answer);
    assertEquals([station.station, others.length], ["NC.MEM", 0]);
    assertAlmostEquals(station.distanceKm, 111, 1e-6);
    const seconds = (station.pMs! - EVENT.origins[1].timeMs) / 1000;
    assertAlmostEquals(seconds, 18.5, 1.5, "6 km/s in the crust");
    const few = await ask(`${path}/relocation`);
    assertEquals(few.status, 422);
    assertMatch(String((await problemOf(few)).detail), /Cannot locate/);
    for (const end of ["arrivals", "relocation"]) {
      const unknown = await ask(`${pathOf("event", "none")}/${end}`);
      assertEquals(unknown.status, 404);
      await unknown.body?.cancel();
    }
  }));

Deno.test("the queue is asked by kind and time, the log by its latest time", () =>
  withReviews({}, async ({ ask }) => {
    const kindsOf = async (query: string) => {
      const answer = await (await ask(`/v1/reviews/queue?${query}`)).json();
      return [...new Set(ReviewQueueSchema.parse(answer).items.map(({ kind }) => kind))].sort();
    };
    assertEquals(await kindsOf("since=1970-01-01"), ["event", "magnitude", "pick"]);
    assertEquals(await kindsOf("since=1970-01-01&kind=event"), ["event"]);
    assertEquals(await kindsOf("since=1970-01-01&until=1970-01-02"), []);
    assertEquals(await kindsOf("until=1970-01-07"), ["event", "magnitude"], "30 days before that");
    const kept = await ask(pathOf("pick", PICKS[0]), postReview(0, { decision: "accepted" }));
    await kept.body?.cancel();
    const countOf = async (query: string) =>
      ReviewListSchema.parse(await (await ask(`/v1/reviews?${query}`)).json()).reviews.length;
    assertEquals(await countOf("until=2020-01-01"), 0);
    assertEquals(await countOf("until=2100-01-01"), 1);
  }));
