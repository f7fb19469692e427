import type { JSX } from "preact";

/** Whether a forecast passed its gate, in a word. */
export function PublishedBadge({ isPublished }: { isPublished: boolean }): JSX.Element {
  return (
    <span class={`badge ${isPublished ? "published" : "withheld"}`}>
      {isPublished ? "published" : "withheld"}
    </span>
  );
}
