import { createHash } from "node:crypto";
import {
  correctionOf,
  type LoggedReview,
  type ReviewCounts,
  type ReviewKind,
  type ReviewsUsed,
  standingReviews,
} from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";

/** What stands of every item of some kinds that persons reviewed: counts, and a fingerprint that any change of it changes. */
export function reviewsUsed(database: Database, kinds: readonly ReviewKind[]): ReviewsUsed {
  const hash = createHash("sha256");
  const byKind: Partial<Record<ReviewKind, ReviewCounts>> = {};
  const authors: Record<string, ReviewCounts> = {};
  let newest = 0;
  for (const kind of kinds) {
    const log = database.reviews.list({ kind });
    newest = Math.max(newest, log.at(-1)?.sequence ?? 0);
    for (const [id, reviews] of Map.groupBy(log, ({ itemId }) => itemId)) {
      const standing = standingReviews<LoggedReview>(reviews);
      const top = standing.at(-1);
      if (top === undefined) continue;
      const { author, decision } = top;
      byKind[kind] = countOne(byKind[kind], decision);
      authors[author] = countOne(authors[author], decision);
      hash.update(JSON.stringify([kind, id, decision, author, correctionOf(standing)]) + "\n");
    }
  }
  return { kinds: byKind, authors, newest, fingerprint: hash.digest("hex") };
}

const NONE: ReviewCounts = { accepted: 0, revised: 0, rejected: 0 };

function countOne(counts: ReviewCounts = NONE, decision: string): ReviewCounts {
  const key = decision as keyof ReviewCounts;
  return { ...counts, [key]: counts[key] + 1 };
}
