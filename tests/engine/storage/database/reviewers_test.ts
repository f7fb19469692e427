import { assert, assertEquals } from "@std/assert";
import { withFolder } from "../storage_fixture.ts";
import { letReview } from "./reviewers.ts";

Deno.test("four reviewers at once: none of 400 reviews is lost, conflicts are told, undoing is exact", () =>
  withFolder(async (folder) => {
    const task = { reviewers: 4, reviews: 400, items: 40, seed: 1 };
    const { conflicts, reviews } = await letReview(folder, task);
    assertEquals(reviews, 400);
    assert(conflicts > 0, "nobody met anybody");
  }));
