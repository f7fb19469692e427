import { InputError } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** One message of an alert, with all that led to it. */
export interface AlertRecord {
  /** The alert; its updates and its cancellation have the same. */
  readonly id: string;
  /** Which message of it, the first being 1. */
  readonly revision: number;
  /** Such as "alert", "update" or "cancel". */
  readonly status: string;
  /** When it was sent, UTC epoch milliseconds. */
  readonly issuedMs: number;
  /** The event it tells of; left out where there was none yet. */
  readonly eventId?: string;
  /** Which revision of the event. */
  readonly eventRevision?: number;
  /** The message, and what led to it: picks, hypocentre, magnitude, probabilities. Anything JSON can say. */
  readonly document: unknown;
}

/** Which alerts are asked for; limits are included. */
export interface AlertQuery {
  /** Only messages of this alert. */
  readonly id?: string;
  /** Only alerts that tell of this event. */
  readonly eventId?: string;
  /** Sent at the earliest, UTC epoch milliseconds. */
  readonly startMs?: number;
  /** Sent at the latest, UTC epoch milliseconds. */
  readonly endMs?: number;
}

interface AlertRow {
  id: string;
  revision: number;
  status: string;
  issued_ms: number;
  event: string | null;
  event_revision: number | null;
  document: string;
}

/** Alerts as they were sent. None is ever changed or removed. */
export class AlertStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /**
   * Writes a message down; gives whether it was not there yet. Throws InputError where another message has
   * its identifier and revision.
   */
  add(alert: AlertRecord): boolean {
    const { id, revision, status, issuedMs, eventId, eventRevision } = alert;
    const document = writeStoredJson(alert.document);
    return this.#connection.transaction(() => {
      const stored = this.query({ id }).find((one) => one.revision === revision);
      if (stored !== undefined) {
        if (writeStoredJson(stored) === writeStoredJson(sorted(alert))) return false;
        throw new InputError("Cannot store an alert: there is another one of this revision", {
          field: "revision",
          value: `${id} ${revision}`,
        });
      }
      this.#connection.run(
        "INSERT INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?)",
        ...[id, revision, status, issuedMs, eventId ?? null, eventRevision ?? null, document],
      );
      return true;
    });
  }

  /** The last message of each of the newest alerts that were sent from `startMs` on, the newest first. */
  latest(
    { startMs = -1e300, limit }: { readonly startMs?: number; readonly limit: number },
  ): AlertRecord[] {
    return this.#connection.all<AlertRow>(
      `SELECT * FROM alerts WHERE issued_ms >= ? AND revision =
         (SELECT max(revision) FROM alerts AS later WHERE later.id = alerts.id)
       ORDER BY issued_ms DESC, id LIMIT ?`,
      ...[startMs, limit],
    ).map(alertOf);
  }

  /** The messages that a query asks for, in the order in which they were sent. */
  query(query: AlertQuery = {}): AlertRecord[] {
    const { startMs = -1e300, endMs = 1e300, id, eventId } = query;
    const more = (id === undefined ? "" : " AND id = ?") +
      (eventId === undefined ? "" : " AND event = ?");
    return this.#connection.all<AlertRow>(
      `SELECT * FROM alerts WHERE issued_ms BETWEEN ? AND ?${more} ORDER BY issued_ms, id, revision`,
      ...[startMs, endMs, ...[id, eventId].filter((value) => value !== undefined)],
    ).map(alertOf);
  }
}

function alertOf(row: AlertRow): AlertRecord {
  return sorted({
    id: row.id,
    revision: row.revision,
    status: row.status,
    issuedMs: row.issued_ms,
    eventId: row.event ?? undefined,
    eventRevision: row.event_revision ?? undefined,
    document: readStoredJson(row.document),
  });
}

/** The same record with its keys in one order, those left out left out. */
function sorted(
  { id, revision, status, issuedMs, eventId, eventRevision, document }: AlertRecord,
): AlertRecord {
  return {
    ...{ id, revision, status, issuedMs },
    ...(eventId !== undefined && { eventId }),
    ...(eventRevision !== undefined && { eventRevision }),
    document,
  };
}
