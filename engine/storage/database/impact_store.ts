import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** What an event may have done, as it was estimated at one time. */
export interface ImpactRecord {
  /** The event, or the alert that told of it. */
  readonly eventId: string;
  /** Which estimate of that event, the first being 1. */
  readonly revision: number;
  /** Which revision of the event, or of its alert, it rests on. */
  readonly eventRevision: number;
  /** When it was made, UTC epoch milliseconds. */
  readonly madeMs: number;
  /** The estimate: anything JSON can say. */
  readonly document: unknown;
}

interface ImpactRow {
  event: string;
  revision: number;
  event_revision: number;
  made_ms: number;
  document: string;
}

/** Estimates of what events may have done. None is ever changed. */
export class ImpactStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Writes an estimate down as the next one of its event; gives its revision. */
  add(impact: Omit<ImpactRecord, "revision">): number {
    const document = writeStoredJson(impact.document);
    return this.#connection.transaction(() => {
      const { latest } = this.#connection.get<{ latest: number }>(
        "SELECT coalesce(max(revision), 0) AS latest FROM impacts WHERE event = ?",
        impact.eventId,
      )!;
      this.#connection.run(
        "INSERT INTO impacts VALUES (?, ?, ?, ?, ?)",
        ...[impact.eventId, latest + 1, impact.eventRevision, impact.madeMs, document],
      );
      return latest + 1;
    });
  }

  /** The newest estimate of an event; undefined where there is none. */
  newest(eventId: string): ImpactRecord | undefined {
    const row = this.#connection.get<ImpactRow>(
      "SELECT * FROM impacts WHERE event = ? ORDER BY revision DESC LIMIT 1",
      eventId,
    );
    return row && {
      ...{ eventId: row.event, revision: row.revision, eventRevision: row.event_revision },
      ...{ madeMs: row.made_ms, document: readStoredJson(row.document) },
    };
  }
}
