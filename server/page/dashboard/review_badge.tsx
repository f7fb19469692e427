import type { JSX } from "preact";
import type { ReviewState } from "../../../engine/domain/mod.ts";

/** Whether a person has looked at something, in a word: "reviewed" where a list does not say what came of it. */
export function ReviewBadge({ state }: { state: ReviewState | "reviewed" }): JSX.Element {
  return <span class="badge review-badge" data-state={state}>{state}</span>;
}
