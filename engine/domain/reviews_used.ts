import type { ReviewKind, ReviewState } from "./review.ts";

/** How many items stand as a person left them. */
export type ReviewCounts = Readonly<Record<Exclude<ReviewState, "automatic">, number>>;

/** Which reviews a model was fitted on, for its card. */
export interface ReviewsUsed {
  /** Items by kind. */
  readonly kinds: Readonly<Partial<Record<ReviewKind, ReviewCounts>>>;
  /** Items by who said last what stands. */
  readonly authors: Readonly<Record<string, ReviewCounts>>;
  /** Place of the newest review in the log, 0 where there is none. */
  readonly newest: number;
  /** SHA-256 of what stands of each item, hexadecimal. */
  readonly fingerprint: string;
}

/** Which reviews made the catalogue that a model was fitted on, and what they changed. */
export interface ReviewedEvents extends ReviewsUsed {
  /** Events beside those of programs alone. */
  readonly changes: {
    /** Rejected, so left out. */
    readonly leftOut: number;
    /** At another time or place. */
    readonly moved: number;
    /** Of another magnitude. */
    readonly magnitudesChanged: number;
  };
}
