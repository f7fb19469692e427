import { assertEquals } from "@std/assert";
import { openDatabase } from "../../../engine/storage/mod.ts";
import type { GuardedServer } from "../guards/guarded_server.ts";
import { withReviews } from "./review_fixture.ts";

/** Runs `body` with a server that has something to review, and sees that no review was written. */
export function withoutWriting(body: (ask: GuardedServer["ask"]) => Promise<void>): Promise<void> {
  return withReviews({}, async ({ ask, folder }) => {
    await body(ask);
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "read" });
    assertEquals(database.reviews.list(), []);
  });
}
