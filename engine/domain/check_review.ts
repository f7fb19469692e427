import { addedPickId } from "./added_pick.ts";
import { InputError } from "./errors.ts";
import {
  type AddedPick,
  REVIEW_DECISIONS,
  REVIEW_KINDS,
  type ReviewDraft,
  type ReviewKind,
} from "./review.ts";

/** Longest name of an author, characters. */
const LONGEST_AUTHOR = 200;

/** Longest reason or note, characters. */
const LONGEST_REASON = 4_000;

/** Longest name of a phase or kind, characters. */
const LONGEST_WORD = 64;

type Check = (value: unknown) => string | undefined;

const time = within(-8.64e15, 8.64e15, "UTC epoch milliseconds");
const word = text(LONGEST_WORD);
const error = within(0, 1e6, "a standard deviation, 0 or more");

/** What each correction may hold. */
const FIELDS: Readonly<Record<ReviewKind, Readonly<Record<string, Check>>>> = {
  pick: { timeMs: time, phase: word, timeErrorSeconds: error },
  event: {
    timeMs: time,
    latitude: within(-90, 90, "degrees north, -90 to 90"),
    longitude: within(-180, 180, "degrees east, -180 to 180"),
    depthKm: within(-10, 1_000, "kilometres below sea level, -10 to 1000"),
    eventType: word,
  },
  magnitude: {
    magnitude: within(-5, 11, "a magnitude, -5 to 11"),
    magnitudeType: word,
    error,
  },
  forecast: {
    probability: within(0, 1, "a probability, 0 to 1"),
    mean: within(0, 1e9, "an expected number, 0 or more"),
    note: text(LONGEST_REASON),
  },
};

/**
 * Refuses a review that makes no sense: an unknown kind or decision, an author or reason that is empty, a
 * correction without "revised" or without content, values out of range. Gives it with author and reason
 * trimmed. Throws InputError with the field.
 */
export function checkReview(draft: ReviewDraft): ReviewDraft {
  const { kind, decision, correction, undoes } = draft;
  require(REVIEW_KINDS.includes(kind), "kind", kind, `one of ${REVIEW_KINDS.join(", ")}`);
  require(draft.itemId !== "", "itemId", "", "the identifier of an item");
  const known = REVIEW_DECISIONS.includes(decision);
  require(known, "decision", decision, `one of ${REVIEW_DECISIONS.join(", ")}`);
  const author = draft.author.trim();
  const reason = draft.reason.trim();
  refuse("author", author, text(LONGEST_AUTHOR)(author));
  refuse("reason", reason, text(LONGEST_REASON)(reason));
  const eventId = draft.eventId ?? "";
  const isOfEvent = kind === "magnitude" ? eventId !== "" : eventId === "" || kind === "pick";
  require(isOfEvent, "eventId", eventId, "the event of a magnitude or an added pick, of it only");
  const isRevised = decision === "revised";
  const about = isRevised ? "what is right instead" : 'nothing unless the decision is "revised"';
  require(isRevised === (correction !== undefined), "correction", "", about);
  const isNumber = undoes === undefined || (Number.isInteger(undoes) && undoes > 0);
  const isFree = undoes === undefined || decision === "undone";
  require(isNumber && isFree, "undoes", undoes, 'the number of a review, with "undone" only');
  if (correction !== undefined) checkCorrection(kind, { ...correction });
  if (draft.added !== undefined) checkAdded(draft, draft.added);
  return { ...draft, author, reason };
}

function checkCorrection(kind: ReviewKind, correction: Record<string, unknown>): void {
  const fields = FIELDS[kind];
  const given = Object.entries(correction).filter(([, value]) => value !== undefined);
  const names = Object.keys(fields).join(", ");
  require(given.length > 0, "correction", "", `one or more of ${names}`);
  for (const [name, value] of given) {
    require(Object.hasOwn(fields, name), `correction.${name}`, value, `one of ${names}`);
    refuse(`correction.${name}`, value, fields[name](value));
  }
  if (kind === "magnitude") {
    const { magnitude } = correction;
    require(magnitude !== undefined, "correction.magnitude", "", "the magnitude that is right");
  }
}

function checkAdded({ kind, decision, itemId }: ReviewDraft, added: AddedPick): void {
  const { code, phase, ...more } = added;
  const isPick = kind === "pick" && decision === "accepted";
  require(isPick, "added", "", 'nothing unless a pick is "accepted"');
  for (const part of ["network", "station", "channel"] as const) {
    refuse(`added.code.${part}`, code[part], word(code[part]));
  }
  const isPlace = typeof code.location === "string" && code.location.length <= LONGEST_WORD;
  require(isPlace, "added.code.location", code.location, "a code, or an empty text");
  for (const [name, value] of Object.entries({ phase, ...more })) {
    if (value !== undefined) refuse(`added.${name}`, value, FIELDS.pick[name]?.(value));
  }
  require(itemId === addedPickId(added), "itemId", itemId, addedPickId(added));
}

function within(least: number, most: number, expected: string): Check {
  return (value) =>
    typeof value === "number" && value >= least && value <= most ? undefined : expected;
}

/** A text that can be seen, and that a database gives back as it was: it ends texts at a zero byte. */
function text(longest: number): Check {
  return (value) =>
    typeof value === "string" && /[^\p{C}\p{Z}]/u.test(value) && value.length <= longest &&
      value.isWellFormed() && !value.includes("\0")
      ? undefined
      : `a text of 1 to ${longest} characters`;
}

function require(isRight: boolean, field: string, value: unknown, expected: string): void {
  refuse(field, value, isRight ? undefined : expected);
}

function refuse(field: string, value: unknown, expected: string | undefined): void {
  if (expected === undefined) return;
  const said = value === undefined || value === "" ? {} : { value: String(value).slice(0, 80) };
  throw new InputError("Cannot take a review", { field, ...said, expected });
}
