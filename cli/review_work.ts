import type { ReviewValues } from "./review_flags.ts";

/** What an action works with. */
export interface ReviewWork {
  /** Path of the database. */
  readonly path: string;
  /** Kind of item and its identifier, where they were given. */
  readonly item: readonly string[];
  /** Flags. */
  readonly values: ReviewValues;
  /** Flags that were given. */
  readonly explicit: Readonly<Record<string, unknown>>;
}

/** What an action has to say. */
export interface ReviewAnswer {
  /** For programs. */
  readonly document: object;
  /** For a person. */
  readonly text: string;
}
