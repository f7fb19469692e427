import { assertEquals } from "@std/assert";
import type { LiveMessage, ReviewNotice } from "../../../engine/domain/mod.ts";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { readSentEvents, take, withLiveServer } from "../live/live_fixture.ts";
import { makePick } from "../../engine/storage/database/database_fixture.ts";
import { EVENT, fillForReviews, pathOf, PICKS, postReview } from "./review_fixture.ts";

Deno.test("the feed tells of a review, and of the event that it revised", () =>
  withLiveServer({ writable: true }, async ({ url, database }) => {
    fillForReviews(database);
    const feed = await fetch(`${url}/v1/live?passing=false`);
    const events = readSentEvents(feed);
    await events.next(); // its opening
    const post = async (path: string, review: Record<string, unknown>) =>
      await (await fetch(url + path, postReview(0, review))).json();
    await post(pathOf("pick", PICKS[0]), { decision: "rejected" });
    await post(pathOf("event", EVENT.id), { decision: "accepted" });
    const told = (await take(events, 3)).map(({ event, data }) => [
      event,
      (JSON.parse(data) as LiveMessage).data,
    ]);
    await events.return(undefined);
    const said = { number: 1, author: "anna" };
    assertEquals(told[0], [
      "review",
      {
        ...{ kind: "pick", itemId: PICKS[0], state: "rejected", decision: "rejected", ...said },
      } satisfies ReviewNotice,
    ]);
    const [kind, event] = told[1] as [string, { id: string; status: string; revision: number }];
    assertEquals([kind, event.id, event.status, event.revision], [
      ...["event", EVENT.id, "reviewed", 2],
    ]);
    assertEquals(told[2], ["review", {
      ...{ kind: "event", itemId: EVENT.id, state: "accepted", decision: "accepted", ...said },
    }]);
  }));

Deno.test("the feed tells of a review that another process wrote, once", () =>
  withLiveServer({ writable: true }, async ({ url, database }) => {
    fillForReviews(database);
    const feed = await fetch(`${url}/v1/live?passing=false`);
    const events = readSentEvents(feed);
    await events.next(); // its opening
    {
      using other = openDatabase(database.path, { mode: "write" });
      const draft = { kind: "pick", itemId: PICKS[1], author: "bo", reason: "a door" } as const;
      other.reviews.add({ ...draft, decision: "rejected" }, { expectedNumber: 0, reviewedMs: 1 });
    }
    const [first] = await take(events, 1);
    const notice = (JSON.parse(first.data) as LiveMessage).data as ReviewNotice;
    assertEquals([first.event, notice.itemId, notice.author], ["review", PICKS[1], "bo"]);
    const own = await fetch(
      url + pathOf("pick", PICKS[2]),
      postReview(0, { decision: "accepted" }),
    );
    await own.body?.cancel();
    const [second] = await take(events, 1);
    await events.return(undefined);
    assertEquals((JSON.parse(second.data) as LiveMessage).data, {
      ...{ kind: "pick", itemId: PICKS[2], number: 1, state: "accepted", decision: "accepted" },
      author: "anna",
    });
  }));

Deno.test("reviews come in while the monitor writes picks and events, and neither is lost", () =>
  withLiveServer({ writable: true }, async ({ url, database }) => {
    fillForReviews(database);
    let written = 0;
    const timer = setInterval(() => {
      written++;
      database.picks.add([makePick(`more/${written}`, 2e12 + written)], { recordedMs: written });
      const origins = EVENT.origins.map((one) => ({ ...one, depthKm: 10 + written % 7 }));
      database.events.put([{ ...EVENT, origins }], { recordedMs: written });
    }, 1);
    try {
      await Promise.all(PICKS.map(async (id) => {
        for (let seen = 0; seen < 5; seen++) {
          const review = { decision: seen % 2 === 0 ? "accepted" : "undone" };
          const response = await fetch(url + pathOf("pick", id), postReview(seen, review));
          assertEquals([response.status, (await response.json()).number], [201, seen + 1]);
        }
      }));
      const accepted = await fetch(
        url + pathOf("event", EVENT.id),
        postReview(0, { decision: "accepted" }),
      );
      assertEquals((await accepted.json()).number, 1);
    } finally {
      clearInterval(timer);
    }
    assertEquals(database.reviews.list().length, 51);
    assertEquals(database.picks.query().length, PICKS.length + written);
    assertEquals(database.events.get(EVENT.id)!.status, "reviewed");
    assertEquals(database.check(), []);
  }));
