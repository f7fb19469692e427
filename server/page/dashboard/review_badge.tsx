import type { JSX } from "preact";
import type { Evaluation, ReviewState } from "../../../engine/domain/mod.ts";

/**
 * Whether a person has looked at something, in a word: "reviewed" where a list does not say what came of it, and what
 * its source says where nobody here has said anything.
 */
export function ReviewBadge(
  { state, atSource }: {
    state: ReviewState | "reviewed";
    /** What persons said of it where it came from. */
    atSource?: Evaluation;
  },
): JSX.Element {
  const isTheirs = state === "automatic" && atSource !== undefined;
  return (
    <span class="badge review-badge" data-state={isTheirs ? atSource : state}>
      {isTheirs ? `${atSource} by its source` : state}
    </span>
  );
}
