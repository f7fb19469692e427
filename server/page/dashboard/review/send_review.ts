import type { ItemState, Review, ReviewDecision } from "../../../../engine/domain/mod.ts";
import { askApi } from "../use_api.ts";
import { apiPathOf, type ItemKey } from "./review_answers.ts";

/** What a person says of an item. */
export interface SentReview {
  /** What is said. */
  readonly decision: ReviewDecision;
  /** Why. */
  readonly reason: string;
  /** Who; left out where the API key says it. */
  readonly author?: string;
  /** What is right instead, with "revised". */
  readonly correction?: Readonly<Record<string, unknown>>;
}

/** What came of it: kept, another one was first, or refused. */
export type ReviewAnswer =
  | { readonly review: Review }
  | { readonly conflict: ItemState }
  | { readonly refusal: string };

/** Sends a review of an item as it was seen, whose newest review had this number. */
export async function sendReview(
  key: ItemKey,
  { seen, review }: { seen: number; review: SentReview },
): Promise<ReviewAnswer> {
  try {
    const response = await askApi(apiPathOf(key), {
      method: "POST",
      headers: { "content-type": "application/json", "if-match": `"${seen}"` },
      body: JSON.stringify(review),
    });
    const answer = await response.json();
    if (response.ok) return { review: answer };
    if (response.status === 409 && answer.current !== undefined) {
      return { conflict: answer.current };
    }
    return { refusal: answer.detail ?? `The server answered ${response.status}.` };
  } catch {
    return { refusal: "The server cannot be reached. Nothing was kept." };
  }
}
