import type { ReviewKind } from "./review.ts";

/** Why something needs a look, each from 0 for not at all to 1. */
export interface ReviewNeed {
  /** How unsure the program is by its own account. */
  readonly uncertainty: number;
  /** How far apart what programs say of it lies. */
  readonly disagreement: number;
  /** How much rests on it. */
  readonly impact: number;
}

/** Something that needs a look by a person. */
export interface ReviewQueueItem {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Identifier of the item. */
  readonly itemId: string;
  /** The event of a magnitude, or of a pick that is in one. */
  readonly eventId?: string;
  /** How much it needs a look, 0 to 1. */
  readonly score: number;
  /** What the score is made of. */
  readonly components: ReviewNeed;
  /** Why, in plain words, the weightiest first. */
  readonly reasons: readonly string[];
  /** What it is, in a line. */
  readonly summary: string;
  /** Arrival, origin time, or beginning of the forecast, UTC epoch milliseconds. */
  readonly timeMs: number;
}
