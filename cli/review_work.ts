import { ConfigurationError } from "../engine/domain/mod.ts";
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

/** Throws ConfigurationError for a review without author or reason. */
export function refuseNobody(
  action: string,
  said: { readonly author: string; readonly reason: string },
): void {
  for (const [name, value] of Object.entries(said)) {
    if (value.trim() !== "") continue;
    throw new ConfigurationError(
      `Cannot ${action} without --${name}: it is kept for others.`,
      name,
    );
  }
}
