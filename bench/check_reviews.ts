import { letReview } from "../tests/engine/storage/database/reviewers.ts";
import type { LongCheck } from "./long_check_definition.ts";

const REVIEWERS = 8;
const REVIEWS = 10_000;
const ITEMS = 200;
const SEED = 20_261_126;

/** Eight reviewers write 10,000 reviews of 200 items into one database at once, then all is undone. */
export const check: LongCheck = {
  about:
    `${REVIEWS} reviews by ${REVIEWERS} at once: wanted are 0 lost, 0 doubled, conflicts told, ` +
    "a complete log, and every item as it was once all is undone",
  async run(report) {
    const folder = await Deno.makeTempDir({ prefix: "quakecast_reviews_" });
    try {
      const task = { reviewers: REVIEWERS, reviews: REVIEWS, items: ITEMS, seed: SEED, report };
      const found = await letReview(folder, task); // throws where anything is missed
      if (found.conflicts < 100) {
        throw new Error(`Reviewers met ${found.conflicts} times: wanted are 100 or more`);
      }
      return { seed: SEED, lost: 0, doubled: 0, ...found };
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};
