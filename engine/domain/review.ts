import type { ChannelCode } from "./channel_code.ts";

/** What a person can review. */
export const REVIEW_KINDS = ["pick", "event", "magnitude", "forecast"] as const;

/** What a person can review. */
export type ReviewKind = typeof REVIEW_KINDS[number];

/** What a person can say of an item; "undone" takes back the newest review that stands. */
export const REVIEW_DECISIONS = ["accepted", "rejected", "revised", "undone"] as const;

/** What a person can say of an item. */
export type ReviewDecision = typeof REVIEW_DECISIONS[number];

/** What stands of an item: "automatic" where it was never reviewed, or all reviews were undone. */
export type ReviewState = "automatic" | "accepted" | "rejected" | "revised";

/** What a person finds of a pick; what is left out stays. */
export interface PickCorrection {
  /** Arrival time, UTC epoch milliseconds. */
  readonly timeMs?: number;
  /** The phase, such as "P". */
  readonly phase?: string;
  /** Standard deviation of the arrival time, seconds. */
  readonly timeErrorSeconds?: number;
}

/** What a person finds of an event; what is left out stays. */
export interface EventCorrection {
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs?: number;
  /** Degrees north. */
  readonly latitude?: number;
  /** Degrees east. */
  readonly longitude?: number;
  /** Kilometres below sea level. */
  readonly depthKm?: number;
  /** Kind of event, such as "explosion". */
  readonly eventType?: string;
}

/** What a person finds of a magnitude. */
export interface MagnitudeCorrection {
  /** Its value. */
  readonly magnitude: number;
  /** Its type, such as "ML"; as it was where left out. */
  readonly magnitudeType?: string;
  /** Standard deviation. */
  readonly error?: number;
}

/** What an expert thinks in the place of a forecast. */
export interface ForecastCorrection {
  /** Probability of at least one event, 0 to 1. */
  readonly probability?: number;
  /** Expected number of events. */
  readonly mean?: number;
  /** In words. */
  readonly note?: string;
}

/** What a person finds in the place of what a program found. */
export type ReviewCorrection =
  | PickCorrection
  | EventCorrection
  | MagnitudeCorrection
  | ForecastCorrection;

/** A pick that a person adds where no program found one. */
export interface AddedPick {
  /** The channel it is read on. */
  readonly code: ChannelCode;
  /** The phase, such as "P". */
  readonly phase: string;
  /** Arrival time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Standard deviation of the arrival time, seconds. */
  readonly timeErrorSeconds?: number;
}

/** A review that is to be written down. */
export interface ReviewDraft {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Identifier of the pick, event, magnitude or forecast. */
  readonly itemId: string;
  /** The event of a magnitude, or that an added pick belongs to; of these only. */
  readonly eventId?: string;
  /** What is said of it. */
  readonly decision: ReviewDecision;
  /** Who says it. */
  readonly author: string;
  /** Why. */
  readonly reason: string;
  /** What is right instead; with "revised" only. */
  readonly correction?: ReviewCorrection;
  /** The pick that is added, as no program found it; of a pick, with "accepted" only. */
  readonly added?: AddedPick;
  /** Which review is taken back; with "undone" only, the newest that stands where left out. */
  readonly undoes?: number;
}

/** A review as it was written down; it is never changed. */
export interface Review extends ReviewDraft {
  /** Which review of this item, from 1 on without gaps. */
  readonly number: number;
  /** When, UTC epoch milliseconds. */
  readonly reviewedMs: number;
}

/** A review in the log of all of them. */
export interface LoggedReview extends Review {
  /** Its place in the log, from 1 on without gaps. */
  readonly sequence: number;
}

/** Where the reviews of an item have led. */
export interface ItemState {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Identifier of the item. */
  readonly itemId: string;
  /** The event of a magnitude, or of an added pick. */
  readonly eventId?: string;
  /** Number of its newest review, 0 where there is none: what an author says to have seen. */
  readonly number: number;
  /** What stands. */
  readonly state: ReviewState;
  /** Number of the review that stands; left out where none does. */
  readonly standing?: number;
  /** What persons found, those of several reviews that stand together; left out where there is none. */
  readonly correction?: ReviewCorrection;
  /** The pick as a person added it, where no program found it and that stands. */
  readonly added?: AddedPick;
  /** The newest review, undone or not. */
  readonly newest?: Review;
}

/** What became of a review: written down, or not because another one was first. */
export type ReviewOutcome = { readonly review: LoggedReview } | { readonly conflict: ItemState };

/** What a person said of a value, as it is written beside the value. */
export type Evaluation = "reviewed" | "rejected";

/** The state of an item that nobody has reviewed. */
export function unreviewed(kind: ReviewKind, itemId: string): ItemState {
  return { kind, itemId, number: 0, state: "automatic" };
}

/** What a state is written as beside a value; undefined for what is automatic. */
export function evaluationOf(state: ReviewState): Evaluation | undefined {
  if (state === "automatic") return undefined;
  return state === "rejected" ? "rejected" : "reviewed";
}

/**
 * The reviews that stand, the first of them first: each undoing takes the newest one away that stood.
 * Reviews are of one item, in order.
 */
export function standingReviews<One extends Review>(reviews: readonly One[]): One[] {
  const standing: One[] = [];
  for (const review of reviews) {
    if (review.decision === "undone") standing.pop();
    else standing.push(review);
  }
  return standing;
}

/** Where reviews of one item, in order, have led. */
export function stateOf(kind: ReviewKind, itemId: string, reviews: readonly Review[]): ItemState {
  const standing = standingReviews(reviews);
  const newest = reviews.at(-1);
  const top = standing.at(-1);
  const correction = correctionOf(standing);
  const added = standing[0]?.added;
  return {
    ...{ kind, itemId },
    ...(newest?.eventId !== undefined && { eventId: newest.eventId }),
    number: newest?.number ?? 0,
    state: (top?.decision as ReviewState | undefined) ?? "automatic",
    ...(top !== undefined && { standing: top.number }),
    ...(correction !== undefined && { correction }),
    ...(added !== undefined && { added }),
    ...(newest !== undefined && { newest }),
  };
}

/**
 * What the corrections that stand say together: of a pick or event later ones add to earlier ones, of a
 * magnitude or forecast the latest is meant. Undefined where there is none.
 */
export function correctionOf(standing: readonly Review[]): ReviewCorrection | undefined {
  const corrections = standing.map(({ correction }) => correction).filter((one) =>
    one !== undefined
  );
  const { kind } = standing[0] ?? {};
  if (kind === "magnitude" || kind === "forecast") return corrections.at(-1);
  if (corrections.length === 0) return undefined;
  let together: PickCorrection & EventCorrection = {};
  for (const correction of corrections as (PickCorrection & EventCorrection)[]) {
    if (correction.timeMs !== undefined && kind === "pick") {
      const { timeErrorSeconds: _, ...more } = together; // it was of another time
      together = more;
    }
    together = { ...together, ...correction };
  }
  return together;
}
