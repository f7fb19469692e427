import type { LoggedReview, ReviewKind } from "../../../engine/domain/mod.ts";

/** Another person who reviews, by HTTP. */
export interface ReviewClient {
  /** Says something of an item as it is at this moment. */
  say(
    kind: ReviewKind,
    itemId: string,
    review: Record<string, unknown>,
  ): Promise<LoggedReview>;
}

/** A person of this name who reviews on a server; throws Error where it is refused. */
export function openReviewClient(url: string, author: string): ReviewClient {
  return {
    say: async (kind, itemId, review) => {
      const path = `${url}/v1/reviews/${kind}/${encodeURIComponent(itemId)}`;
      const seen = await fetch(path);
      await seen.body?.cancel();
      const response = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "if-match": seen.headers.get("etag")! },
        body: JSON.stringify({ author, ...review }),
      });
      const answer = await response.json();
      if (response.status === 201) return answer;
      throw new Error(answer.detail);
    },
  };
}
