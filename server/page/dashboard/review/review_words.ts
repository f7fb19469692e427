import type { Review, ReviewDecision, ReviewKind } from "../../../../engine/domain/mod.ts";
import { dateAndTime } from "../format.ts";

/** What a person does to an item: the key for it, the button, and what is told once it is done. */
export const DECISIONS: readonly (readonly [
  decision: ReviewDecision,
  words: { readonly key: string; readonly choice: string; readonly button: string },
])[] = [
  ["accepted", { key: "a", choice: "Accept", button: "Accept" }],
  ["rejected", { key: "r", choice: "Reject", button: "Reject" }],
  ["revised", { key: "e", choice: "Revise", button: "Keep the revision" }],
  ["undone", { key: "u", choice: "Undo", button: "Undo the review" }],
];

/** Kinds as a reader calls them. */
export const KIND_NAMES: Readonly<Record<ReviewKind, string>> = {
  pick: "Pick",
  event: "Event",
  magnitude: "Magnitude",
  forecast: "Forecast",
};

/** What was done, as in "anna rejected it". */
export function sayDone(decision: ReviewDecision): string {
  return {
    accepted: "accepted",
    rejected: "rejected",
    revised: "revised",
    undone: "undid a review of",
  }[
    decision
  ];
}

/** A review in a sentence: "anna rejected it, 2026-06-01 00:31:02 UTC". */
export function sayReview({ author, decision, reviewedMs }: Review): string {
  return `${author} ${sayDone(decision)} it, ${dateAndTime(reviewedMs)} UTC`;
}

/** What was found instead, in words: "P, 00:30:07.93"; empty where nothing was. */
export function sayCorrection({ correction }: Review): string {
  return Object.entries(correction ?? {}).map(([name, value]) => {
    if (name === "timeMs") return new Date(value as number).toISOString().slice(11, 23);
    if (name === "note") return `“${value}”`;
    const written = typeof value === "number" ? Number(value.toFixed(4)) : value;
    return `${FIELD_WORDS[name] ?? name} ${written}`;
  }).join(", ");
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  timeErrorSeconds: "± s",
  eventType: "type",
  magnitudeType: "type",
  depthKm: "depth km",
  error: "±",
  mean: "expected number",
};
