import {
  type GroundedState,
  type LoggedReview,
  type ReviewBasis,
  type ReviewDecision,
  type ReviewKind,
  standingReviews,
  stateOf,
} from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson } from "./stored_json.ts";

/** A row of the log of reviews. */
export interface ReviewRow {
  sequence: number;
  kind: ReviewKind;
  item: string;
  number: number;
  event: string | null;
  decision: ReviewDecision;
  author: string;
  reason: string;
  reviewed_ms: number;
  correction: string | null;
  undoes: number | null;
  basis: string | null;
  seen: string | null;
}

/** All reviews of some items of a kind, in order. */
export function reviewRows(
  connection: DatabaseConnection,
  kind: ReviewKind,
  itemIds: readonly string[],
): ReviewRow[] {
  return connection.all<ReviewRow>(
    "SELECT * FROM reviews WHERE kind = ? AND item IN (SELECT value FROM json_each(?)) " +
      "ORDER BY sequence",
    ...[kind, JSON.stringify(itemIds)],
  );
}

/** Where the reviews of an item have led, with what its author looked at. */
export function groundedState(
  connection: DatabaseConnection,
  kind: ReviewKind,
  itemId: string,
): GroundedState {
  return groundedStateOf(kind, itemId, reviewRows(connection, kind, [itemId]));
}

/** The magnitudes of an event about which a review stands, the one that was reviewed last at the end. */
export function magnitudeStates(connection: DatabaseConnection, eventId: string): GroundedState[] {
  const items = connection.all<{ item: string }>(
    "SELECT item FROM reviewed_items WHERE event = ? AND kind = 'magnitude' AND standing IS NOT NULL " +
      "ORDER BY standing",
    eventId,
  );
  return items.map(({ item }) => groundedState(connection, "magnitude", item));
}

/** The same as groundedState, of rows of one item in order. */
export function groundedStateOf(
  kind: ReviewKind,
  itemId: string,
  rows: readonly ReviewRow[],
): GroundedState {
  const reviews = rows.map((row) => ({ ...loggedReviewOf(row), row }));
  const top = standingReviews(reviews).at(-1)?.row;
  const plain = reviews.map(({ row: _, sequence: _sequence, ...review }) => review);
  return {
    ...stateOf(kind, itemId, plain),
    ...(top !== undefined && top.basis !== null &&
      { basis: readStoredJson<ReviewBasis>(top.basis) }),
    ...(top !== undefined && top.seen !== null && { seen: readStoredJson<ReviewBasis>(top.seen) }),
  };
}

/** A row as the review it holds. */
export function loggedReviewOf(row: ReviewRow): LoggedReview {
  return {
    sequence: row.sequence,
    ...{ kind: row.kind, itemId: row.item },
    ...(row.event !== null && { eventId: row.event }),
    number: row.number,
    ...{ decision: row.decision, author: row.author, reason: row.reason },
    reviewedMs: row.reviewed_ms,
    ...(row.correction !== null && { correction: readStoredJson<object>(row.correction) }),
    ...(row.undoes !== null && { undoes: row.undoes }),
    ...(row.kind === "pick" && row.basis !== null && readStoredJson<ReviewBasis>(row.basis)),
  };
}
