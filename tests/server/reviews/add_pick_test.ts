import { assert, assertEquals, assertMatch } from "@std/assert";
import { EventDetailSchema, PickListSchema } from "../../../server/live_schemas.ts";
import {
  ItemStateSchema,
  ReviewedItemSchema,
  ReviewListSchema,
  ReviewSchema,
} from "../../../server/review_schemas.ts";
import { keyLine, postJson } from "../guards/guarded_server.ts";
import { problemOf } from "../server_fixture.ts";
import { EVENT, pathOf, PICKS, postReview, withReviews } from "./review_fixture.ts";
import { withoutWriting } from "./without_writing.ts";

const CODE = { network: "XX", station: "B", location: "", channel: "HHZ" };
const PICK = { code: CODE, phase: "S", timeMs: 1e12 + 20_000 };
const RIGHT = { pick: PICK, reason: "clear", author: "anna" };

Deno.test("a missed pick is added, listed as manual, and is gone once that is undone", () =>
  withReviews({}, async ({ ask }) => {
    const listed = async () => {
      return PickListSchema.parse(await (await ask("/v1/picks")).json()).picks;
    };
    const before = await listed();
    const response = await ask("/v1/reviews", postJson({ ...RIGHT, eventId: EVENT.id }));
    assertEquals([response.status, response.headers.get("etag")], [201, '"1"']);
    const review = ReviewSchema.parse(await response.json());
    assertEquals([review.decision, review.added, review.author], ["accepted", PICK, "anna"]);
    const path = response.headers.get("location")!;
    assertEquals(path, pathOf("pick", review.itemId));
    const item = ReviewedItemSchema.parse(await (await ask(path)).json());
    assertEquals([item.state, item.added, item.eventId], ["accepted", PICK, EVENT.id]);
    const { method, evaluation, review: mark } = (await listed()).at(-1)!;
    assertEquals([method, evaluation, mark], ["manual", "reviewed", {
      ...{ state: "accepted", number: 1 },
    }]);
    const address = `/v1/events/${encodeURIComponent(EVENT.id)}`;
    const detail = EventDetailSchema.parse(await (await ask(address)).json());
    assertEquals(detail.picks.map(({ id }) => id), [EVENT.picks[0].id, review.itemId]);
    const query = `/fdsnws/event/1/query?eventid=${encodeURIComponent(EVENT.id)}`;
    const xml = await (await ask(`${query}&includearrivals=true`)).text();
    assertMatch(xml, /stationCode="B"[^]*?<evaluationMode>manual</);

    const again = await problemOf(await ask("/v1/reviews", postJson(RIGHT)));
    assertEquals([again.status, ItemStateSchema.parse(again.current).number], [409, 1]);
    assertMatch(String(again.detail), /for this arrival \(accepted, by anna\)/);
    const undone = await ask(path, postReview(1, { decision: "undone" }));
    assertEquals([undone.status, (await undone.json()).undoes], [201, 1]);
    assertEquals(await listed(), before);
    assertEquals((await problemOf(await ask(path))).status, 404);
    const { reviews } = ReviewListSchema.parse(await (await ask("/v1/reviews")).json());
    assertEquals(reviews.map(({ decision, eventId }) => [decision, eventId]), [
      ...[["accepted", EVENT.id], ["undone", EVENT.id]],
    ]);
    assertMatch(
      await (await ask("/metrics")).text(),
      /quakecast_reviews_total\{kind="pick",outcome="added"\} 1/,
    );
  }));

Deno.test("what is wrong with an added pick is told with its field, and nothing is written", () =>
  withoutWriting(async (ask) => {
    const pick = (more: object) => ({ ...RIGHT, pick: { ...PICK, ...more } });
    const wrong: [body: unknown, status: number, field?: string][] = [
      [{ ...RIGHT, reason: " " }, 422, "reason"],
      [{ ...RIGHT, author: undefined }, 422, "author"],
      [{ ...RIGHT, pick: undefined }, 422, "pick"],
      [{ ...RIGHT, eventId: "none" }, 422, "eventId"],
      [{ ...RIGHT, decision: "accepted" }, 422],
      [pick({ timeMs: 1e300 }), 422, "pick.timeMs"],
      [pick({ timeMs: Date.UTC(2200, 0, 1) }), 422, "added.timeMs"],
      [pick({ phase: "" }), 422, "added.phase"],
      [pick({ code: { ...CODE, network: "" } }), 422, "added.code.network"],
      [pick({ code: "XX.B..HHZ" }), 422, "pick.code"],
      [pick({ timeErrorSeconds: -1 }), 422, "added.timeErrorSeconds"],
    ];
    for (const [body, status, field] of wrong) {
      const problem = await problemOf(await ask("/v1/reviews", postJson(body)));
      assertEquals(problem.status, status, JSON.stringify(body));
      if (field === undefined) continue;
      const errors = problem.errors as { field: string }[];
      assertEquals(errors[0].field, field, JSON.stringify(body));
    }
    const there = { ...RIGHT, pick: { code: { ...CODE, network: "NC", station: "MEM" } } };
    const same = { ...there, pick: { ...there.pick, phase: "P", timeMs: 1e12 + 200 } };
    const problem = await problemOf(await ask("/v1/reviews", postJson(same)));
    assertEquals(problem.status, 409);
    assertEquals((problem.current as { itemId: string }).itemId, PICKS[0]);
    assertMatch(String(problem.detail), /a program found it/);
  }));

Deno.test("who may not write adds no pick; the author is the key's name", () =>
  withReviews({
    keys: keyLine("reader-key", "read reader") + keyLine("writer-key", "read,write observatory-1"),
  }, async ({ ask }) => {
    const init = postJson(RIGHT);
    assertEquals((await problemOf(await ask("/v1/reviews", init))).status, 401);
    const reading = await ask("/v1/reviews", { ...init, key: "reader-key" });
    assertEquals((await problemOf(reading)).status, 403);
    const kept = await ask("/v1/reviews", { ...init, key: "writer-key" });
    assert(kept.ok);
    assertEquals((await kept.json()).author, "observatory-1");
  }));
