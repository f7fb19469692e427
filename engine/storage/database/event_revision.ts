import {
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
  wrapLongitude,
} from "../../domain/mod.ts";
import type { DatabaseConnection, SqlValue } from "./database_connection.ts";

/** How sure an event is: found by a program, confirmed by a person, or taken back. */
export type EventStatus = "automatic" | "reviewed" | "deleted";

/** An event as it stands. */
export interface CurrentEvent {
  /** Its number in the table. */
  readonly number: number;
  /** Its latest revision. */
  readonly revision: number;
  /** What is thought of it. */
  readonly status: EventStatus;
  /** Whether a person has said something of it: 1 or 0. */
  readonly was_reviewed: number;
  /** It as it is stored. */
  readonly document: string;
}

/** What the next revision of an event is to be. */
export interface NextRevision {
  /** The event. */
  readonly event: SeismicEvent;
  /** The same as it is stored. */
  readonly document: string;
  /** What is thought of it. */
  readonly status: EventStatus;
  /** Whether a person has said something of it, now or earlier. */
  readonly wasReviewed: boolean;
  /** When it is written down, UTC epoch milliseconds. */
  readonly recordedMs: number;
  /** Why. */
  readonly reason?: string;
  /** When the event was changed; as it says itself unless given, else as `recordedMs`. */
  readonly updatedMs?: number;
}

const COLUMNS = ("revision status was_reviewed time_ms latitude longitude depth_km magnitude " +
  "magnitude_type event_type agency updated_ms recorded_ms").split(" ");

const INSERT = `INSERT INTO events (id, ${COLUMNS.join(", ")}) VALUES (?, ${
  COLUMNS.map(() => "?").join(", ")
})`;

const UPDATE = `UPDATE events SET ${
  COLUMNS.map((name) => `${name} = ?`).join(", ")
} WHERE number = ?`;

/** Stands in the R*Tree for a magnitude that is unknown: below every one. */
const NO_MAGNITUDE = -1000;

/** Writes the next revision of an event, or the first of one that is new, with all by which it is found. */
export function appendRevision(
  connection: DatabaseConnection,
  current: CurrentEvent | undefined,
  next: NextRevision,
): void {
  const { event, status, recordedMs } = next;
  const revision = (current?.revision ?? 0) + 1;
  const row = [revision, status, next.wasReviewed ? 1 : 0, ...columnsOf(next)];
  const number = current?.number ?? connection.insert(INSERT, event.id, ...row);
  if (current !== undefined) connection.run(UPDATE, ...row, number);
  connection.run(
    "INSERT INTO event_revisions VALUES (?, ?, ?, ?, ?, ?)",
    ...[number, revision, recordedMs, status, next.reason ?? "", next.document],
  );
  place(connection, event, number);
  for (const { id } of event.picks) {
    connection.run("INSERT OR IGNORE INTO event_picks VALUES (?, ?)", number, id);
  }
}

function place(connection: DatabaseConnection, event: SeismicEvent, number: number): void {
  const origin = preferredOrigin(event);
  if (origin === undefined) {
    connection.run("DELETE FROM event_places WHERE number = ?", number);
    return;
  }
  const { latitude, timeMs } = origin;
  const longitude = wrapLongitude(origin.longitude);
  const { magnitude = NaN } = preferredMagnitude(event) ?? {};
  const size = Number.isNaN(magnitude) ? NO_MAGNITUDE : magnitude;
  connection.run(
    "INSERT OR REPLACE INTO event_places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...[number, latitude, latitude, longitude, longitude, timeMs, timeMs, size, size],
  );
}

/** The columns by which events are found, from time_ms to recorded_ms. */
function columnsOf({ event, recordedMs, updatedMs }: NextRevision): SqlValue[] {
  const origin = preferredOrigin(event);
  const magnitude = preferredMagnitude(event);
  return [
    origin?.timeMs ?? null,
    origin?.latitude ?? null,
    origin === undefined ? null : wrapLongitude(origin.longitude),
    origin?.depthKm ?? null,
    magnitude?.magnitude ?? null,
    magnitude?.magnitudeType ?? "",
    event.eventType,
    event.agency ?? "",
    updatedMs ?? event.updatedMs ?? recordedMs,
    recordedMs,
  ];
}
