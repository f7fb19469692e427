import { assert, assertEquals, assertMatch } from "@std/assert";
import { openDatabase } from "../../../engine/storage/mod.ts";
import {
  EventDetailSchema,
  EventListSchema,
  PickListSchema,
} from "../../../server/live_schemas.ts";
import {
  ItemStateSchema,
  ReviewedItemSchema,
  ReviewListSchema,
  ReviewSchema,
} from "../../../server/review_schemas.ts";
import { keyLine } from "../guards/guarded_server.ts";
import { problemOf } from "../server_fixture.ts";
import { EVENT, FORECAST, pathOf, PICKS, postReview, withReviews } from "./review_fixture.ts";

const [{ id: PREFERRED }] = EVENT.magnitudes;

Deno.test("a pick is revised and undone: the original stays, its ETag counts, every view says so", () =>
  withReviews({}, async ({ ask }) => {
    const path = pathOf("pick", PICKS[0]);
    const first = await ask(path);
    assertEquals(first.headers.get("etag"), '"0"');
    const before = ReviewedItemSchema.parse(await first.json());
    assertEquals([before.state, before.number, before.current], ["automatic", 0, before.item]);
    const correction = { timeMs: 1e12 + 70, phase: "S" };
    const kept = await ask(path, postReview(0, { decision: "revised", correction }));
    assertEquals([kept.status, kept.headers.get("etag")], [201, '"1"']);
    const review = ReviewSchema.parse(await kept.json());
    assertEquals([review.author, review.number, review.correction], ["anna", 1, correction]);
    const second = await ask(path);
    assertEquals(second.headers.get("etag"), '"1"');
    const item = ReviewedItemSchema.parse(await second.json());
    assertEquals(item.item, before.item);
    assertEquals(item.reviews, [review]);
    const { timeMs, phase, method } = item.current as Record<string, unknown>;
    assertEquals([timeMs, phase, method], [1e12 + 70, "S", "manual"]);
    const { picks } = PickListSchema.parse(await (await ask("/v1/picks")).json());
    assertEquals(picks[0].review, { state: "revised", number: 1 });
    assertEquals([picks[0].timeMs, picks[1].review], [1e12 + 70, {
      state: "automatic",
      number: 0,
    }]);
    const undone = await ask(path, postReview(1, { decision: "undone", undoes: 1 }));
    assertEquals(undone.status, 201);
    await undone.body?.cancel();
    const after = ReviewedItemSchema.parse(await (await ask(path)).json());
    assertEquals([after.state, after.number, after.current], ["automatic", 2, before.item]);
  }));

Deno.test("an event, a magnitude and a forecast: what stands is told wherever they are shown", () =>
  withReviews({}, async ({ ask }) => {
    const send = async (path: string, review: Record<string, unknown>) => {
      const response = await ask(path, postReview(0, review));
      assertEquals(response.status, 201, JSON.stringify(await response.json()));
    };
    const magnitude = pathOf("magnitude", PREFERRED, `?event=${encodeURIComponent(EVENT.id)}`);
    await send(magnitude, { decision: "revised", correction: { magnitude: 4.25 } });
    await send(pathOf("event", EVENT.id), { decision: "revised", correction: { depthKm: 31 } });
    await send(pathOf("forecast", FORECAST), {
      decision: "revised",
      correction: { probability: 0.2, note: "the swarm is over" },
    });
    const { events: [event] } = EventListSchema.parse(await (await ask("/v1/events")).json());
    assertEquals(
      [event.status, event.depthKm, event.magnitude, event.review],
      ["reviewed", 31, 4.25, { state: "revised", number: 1 }],
    );
    const path = `/v1/events/${encodeURIComponent(EVENT.id)}`;
    const detail = EventDetailSchema.parse(await (await ask(path)).json());
    assertEquals([detail.review, detail.origin!.method], [event.review, "manual"]);
    assertEquals(detail.picks.map(({ review }) => review.state), ["automatic"]);
    const known = ReviewedItemSchema.parse(
      await (await ask(pathOf("magnitude", PREFERRED))).json(),
    );
    assertEquals([known.eventId, known.state], [EVENT.id, "revised"]); // the event is known by now
    const pick = ReviewedItemSchema.parse(
      await (await ask(pathOf("pick", EVENT.picks[0].id))).json(),
    );
    assertEquals([pick.eventId, pick.item], [EVENT.id, EVENT.picks[0]]);
    const forecast = ReviewedItemSchema.parse(
      await (await ask(pathOf("forecast", FORECAST))).json(),
    );
    assertEquals(forecast.correction, { probability: 0.2, note: "the swarm is over" });
    assertEquals(forecast.item, { sentence: "about one" });
  }));

Deno.test("a rejected event leaves the list, and comes back as it was when that is undone", () =>
  withReviews({}, async ({ ask }) => {
    const listed = async () => (await (await ask("/v1/events")).json()).events;
    const [before] = await listed();
    const path = pathOf("event", EVENT.id);
    const responses = [await ask(path, postReview(0, { decision: "rejected" }))];
    assertEquals(await listed(), []);
    responses.push(await ask(path, postReview(1, { decision: "undone" })));
    for (const response of responses) assertEquals((await response.json()).kind, "event");
    const [{ revision, review, ...after }] = await listed();
    const { revision: first, review: _, ...same } = before;
    assertEquals([after, revision, review], [same, first + 2, { state: "automatic", number: 2 }]);
  }));

Deno.test("who comes second is told who was first, and nothing of theirs is written", () =>
  withReviews({}, async ({ ask, audited }) => {
    const path = pathOf("pick", PICKS[0]);
    const won = await ask(path, postReview(0, { decision: "rejected", reason: "a train" }));
    await won.body?.cancel();
    const lost = await ask(path, postReview(0, { decision: "accepted", author: "ben" }));
    assertEquals(lost.headers.get("etag"), '"1"');
    const problem = await problemOf(lost);
    assertEquals([problem.status, problem.type], [409, "urn:quakecast:problem:conflict"]);
    assertMatch(String(problem.detail), /anna was first \(rejected: a train\)/);
    const current = ItemStateSchema.parse(problem.current);
    assertEquals([current.number, current.state, current.newest!.author], [1, "rejected", "anna"]);
    const { reviews } = ReviewListSchema.parse(await (await ask("/v1/reviews")).json());
    assertEquals(reviews.map(({ author }) => author), ["anna"]);
    const metrics = await (await ask("/metrics")).text();
    assertMatch(metrics, /quakecast_reviews_total\{kind="pick",outcome="conflict"\} 1/);
    assertMatch(
      metrics,
      /requests_total\{method="POST",route="\/v1\/reviews\/:kind\/:id",status="409"\} 1/,
    );
    const entries = await audited();
    assertEquals(
      entries.map(({ method, route, status }) => [method, route, status]),
      [201, 409].map((status) => ["POST", "/v1/reviews/:kind/:id", status]),
    );
  }));

Deno.test("eight at once on one item: one review for each number, and who lost is kept when they try again", () =>
  withReviews({}, async ({ ask, folder }) => {
    const path = pathOf("pick", PICKS[0]);
    const ROUNDS = 5;
    let conflicts = 0;
    const work = async (author: string) => {
      for (let round = 0; round < ROUNDS;) {
        const seen = Number((await (await ask(path)).json()).number);
        const reason = `round ${round}`;
        const response = await ask(
          path,
          postReview(seen, { decision: "accepted", author, reason }),
        );
        const answer = await response.json();
        if (response.status === 201) {
          assertEquals(answer.number, seen + 1);
          round++;
        } else {
          assertEquals(response.status, 409);
          assert(answer.current.number > seen);
          conflicts++;
        }
      }
    };
    const authors = Array.from({ length: 8 }, (_, i) => `reviewer-${i}`);
    await Promise.all(authors.map(work));
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "read" });
    const history = database.reviews.history("pick", PICKS[0]);
    assertEquals(history.map(({ number }) => number), Array.from({ length: 40 }, (_, i) => i + 1));
    const told = history.map(({ author, reason }) => `${author} ${reason}`).sort();
    const meant = authors.flatMap((author) =>
      Array.from({ length: ROUNDS }, (_, round) => `${author} round ${round}`)
    );
    assertEquals(told, meant.sort());
    assert(conflicts > 0, "eight who look at the same time must meet");
  }));

Deno.test("with keys the author is the key's name, and only who may write reviews", () =>
  withReviews({
    keys: keyLine("reader-key", "read reader") + keyLine("writer-key", "read,write observatory-1"),
  }, async ({ ask }) => {
    const path = pathOf("pick", PICKS[0]);
    const review = postReview(0, { decision: "accepted", author: "somebody else" });
    assertEquals((await problemOf(await ask(path))).status, 401);
    assertEquals((await problemOf(await ask(path, { ...review, key: "reader-key" }))).status, 403);
    const kept = await ask(path, { ...review, key: "writer-key" });
    assertEquals([kept.status, (await kept.json()).author], [201, "observatory-1"]);
    const read = await ask(path, { key: "reader-key" });
    assertEquals((await read.json()).number, 1);
  }));

Deno.test("the log: by time, author and kind, after a place, and the last ones", () =>
  withReviews({}, async ({ ask }) => {
    for (const [i, id] of PICKS.entries()) {
      const author = i % 2 === 0 ? "anna" : "ben";
      await (await ask(pathOf("pick", id), postReview(0, { decision: "accepted", author }))).json();
    }
    const idsOf = async (query: string) => {
      const answer = await (await ask(`/v1/reviews${query}`)).json();
      return ReviewListSchema.parse(answer).reviews.map(({ itemId }) => PICKS.indexOf(itemId));
    };
    assertEquals(await idsOf(""), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assertEquals(await idsOf("?author=ben&limit=3"), [1, 3, 5]);
    assertEquals(await idsOf("?after=7"), [7, 8, 9]);
    assertEquals(await idsOf("?last=true&limit=2"), [8, 9]);
    assertEquals(await idsOf("?kind=event"), []);
    assertEquals(await idsOf("?since=2100-01-01"), []);
    const queue = await (await ask("/v1/reviews/queue?limit=3")).json();
    assert(queue.items.length <= 3);
  }));
