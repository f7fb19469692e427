import {
  type GroundedState,
  reviewedEvent,
  type ReviewState,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { appendRevision, type CurrentEvent, type EventStatus } from "./event_revision.ts";
import { groundedState, magnitudeStates, reviewRows } from "./review_log.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";
import { withoutReviewedPicks, withoutReviews } from "./without_reviews.ts";

/** An event as programs have it, kept while something that a person said of it stands. */
export interface AutomaticEvent {
  /** The event, as it is stored. */
  readonly document: string;
  /** What it is without reviews. */
  readonly status: EventStatus;
  /** Whether it came as reviewed from elsewhere: 1 or 0. */
  readonly was_reviewed: number;
}

/** What a program writes of an event. */
export interface AutomaticRevision {
  /** The event. */
  readonly event: SeismicEvent;
  /** The same as it is stored. */
  readonly document: string;
  /** When it is written down, UTC epoch milliseconds. */
  readonly recordedMs: number;
  /** What it is without reviews. */
  readonly status?: EventStatus;
  /** Why. */
  readonly reason?: string;
}

/** An event as programs have it; undefined where nothing that a person said of it stands. */
export function readAutomatic(
  connection: DatabaseConnection,
  number: number,
): AutomaticEvent | undefined {
  return connection.get<AutomaticEvent>(
    "SELECT document, status, was_reviewed FROM automatic_events WHERE event = ?",
    number,
  );
}

/** An event that somebody writes down without what persons said of it and its picks here. */
export function withoutOwnReviews(
  connection: DatabaseConnection,
  current: CurrentEvent,
  event: SeismicEvent,
): SeismicEvent {
  const kept = readAutomatic(connection, current.number);
  const automatic = readStoredJson<SeismicEvent>((kept ?? current).document);
  const isReviewedHere = (id: string) =>
    groundedState(connection, "pick", id).standing !== undefined;
  const isAddedHere = (id: string) =>
    reviewRows(connection, "pick", [id]).some(({ basis }) => basis !== null);
  const found = withoutReviewedPicks(event, automatic, { isReviewedHere, isAddedHere });
  if (kept === undefined) return found;
  const standing = readStoredJson<SeismicEvent>(current.document);
  return withoutReviews(found, { standing, automatic });
}

/**
 * Writes down what a program says of an event that was reviewed: it is in the next revision, and what a person
 * said of it stands there as before.
 */
export function putBeneath(
  connection: DatabaseConnection,
  current: CurrentEvent,
  { event, document, status: given, recordedMs, reason }: AutomaticRevision,
): "revised" | "unchanged" {
  const before = readAutomatic(connection, current.number)!;
  const status = given ?? (before.was_reviewed === 1 ? "reviewed" : "automatic");
  const wasReviewed = status === "reviewed" || before.was_reviewed === 1;
  if (document === before.document && status === before.status) return "unchanged";
  keepAutomatic(connection, current.number, { document, status, was_reviewed: +wasReviewed });
  const standing = stand(connection, event, status);
  if (standing.document === current.document && standing.status === current.status) {
    return "unchanged";
  }
  appendRevision(connection, current, {
    ...standing,
    wasReviewed: true,
    recordedMs,
    reason,
  });
  return "revised";
}

/** Appends the revision that reviews lead to; without any that stands, the event as programs have it. */
export function applyReviews(
  connection: DatabaseConnection,
  current: CurrentEvent,
  options: { readonly recordedMs: number; readonly reason?: string },
): void {
  const { document, status, was_reviewed } = current;
  const kept = readAutomatic(connection, current.number);
  const automatic = kept ?? { document, status, was_reviewed };
  const event = readStoredJson<SeismicEvent>(automatic.document);
  const { own, magnitudes } = statesOf(connection, event.id);
  const updatedMs = options.recordedMs;
  if (own.state === "automatic" && magnitudes.length === 0) {
    connection.run("DELETE FROM automatic_events WHERE event = ?", current.number);
    const wasReviewed = automatic.was_reviewed === 1;
    const before = { event, document: automatic.document, status: automatic.status };
    appendRevision(connection, current, { ...before, wasReviewed, ...options, updatedMs });
    return;
  }
  if (kept === undefined) keepAutomatic(connection, current.number, automatic);
  const standing = stand(connection, event, automatic.status);
  appendRevision(connection, current, { ...standing, wasReviewed: true, ...options, updatedMs });
}

function keepAutomatic(
  connection: DatabaseConnection,
  number: number,
  { status, was_reviewed, document }: AutomaticEvent,
): void {
  connection.run(
    "INSERT OR REPLACE INTO automatic_events VALUES (?, ?, ?, ?)",
    ...[number, status, was_reviewed, document],
  );
}

/** An event as programs have it, and what persons said of it put upon that. */
export function stand(
  connection: DatabaseConnection,
  automatic: SeismicEvent,
  status: EventStatus,
): { event: SeismicEvent; document: string; status: EventStatus } {
  const { own, magnitudes } = statesOf(connection, automatic.id);
  const event = reviewedEvent(automatic, own, magnitudes);
  return { event, document: writeStoredJson(event), status: statusOf(own.state, status) };
}

function statesOf(
  connection: DatabaseConnection,
  id: string,
): { own: GroundedState; magnitudes: GroundedState[] } {
  return {
    own: groundedState(connection, "event", id),
    magnitudes: magnitudeStates(connection, id),
  };
}

/** What a person says of the event decides; of a magnitude, it says that the event is there. */
function statusOf(state: ReviewState, automatic: EventStatus): EventStatus {
  if (state === "rejected") return "deleted";
  return state === "automatic" && automatic === "deleted" ? "deleted" : "reviewed";
}
