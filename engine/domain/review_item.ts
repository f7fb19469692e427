import type { ItemState, LoggedReview, ReviewKind } from "./review.ts";

/** Something that can be reviewed, as a reader sees it. */
export interface ReviewItem {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Its identifier. */
  readonly itemId: string;
  /** The event of a magnitude, or of a pick that is in one. */
  readonly eventId?: string;
  /** It as programs have it: a pick, an event, a magnitude or a forecast. */
  readonly item: unknown;
  /** What stands of it; a forecast never changes, what an expert thinks is in the state. */
  readonly current: unknown;
  /** Where its reviews have led. */
  readonly state: ItemState;
  /** All its reviews, the oldest first. */
  readonly reviews: readonly LoggedReview[];
}
