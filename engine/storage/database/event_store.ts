import { InputError, type SeismicEvent } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { conditionOf, type EventQuery, selectEvents, selectNumbers } from "./event_query.ts";
import {
  applyReviews,
  putBeneath,
  readAutomatic,
  stand,
  withoutOwnReviews,
} from "./event_reviews.ts";
import { appendRevision, type CurrentEvent, type EventStatus } from "./event_revision.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";
import { hasEvaluations } from "./without_reviews.ts";

/** An event as the database holds it. */
export interface StoredEvent {
  /** The event. */
  readonly event: SeismicEvent;
  /** Which revision this is, the first being 1. */
  readonly revision: number;
  /** What was thought of it at that revision. */
  readonly status: EventStatus;
  /** Why there is this revision; empty where nobody said. */
  readonly reason: string;
  /** When it was written down, UTC epoch milliseconds. */
  readonly recordedMs: number;
}

/** An event as a catalogue lists it: its preferred origin and magnitude. */
export interface ListedEvent {
  /** Identifier. */
  readonly id: string;
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Magnitude. */
  readonly magnitude: number;
}

/** How an event is written down. */
export interface PutEventOptions {
  /** When, UTC epoch milliseconds. */
  readonly recordedMs: number;
  /** "automatic" unless given; an event that was reviewed stays so where this is left out. */
  readonly status?: EventStatus;
  /** Why, such as "magnitude from 12 stations". */
  readonly reason?: string;
}

/** What became of events that were put. */
export interface PutReport {
  /** Events that were not there. */
  added: number;
  /** Events of which there is one more revision. */
  revised: number;
  /** Events that were there as they are. */
  unchanged: number;
}

interface RevisionRow {
  revision: number;
  status: EventStatus;
  reason: string;
  recorded_ms: number;
  document: string;
}

const CURRENT =
  "SELECT number, events.revision, events.status, was_reviewed, document FROM events " +
  "JOIN event_revisions ON event = number AND event_revisions.revision = events.revision WHERE id = ?";

const CONTAINING = "SELECT id FROM events JOIN event_revisions ON event = number " +
  "AND event_revisions.revision = events.revision WHERE instr(document, ?) > 0 ORDER BY number";

/** The catalogue: events with all their revisions. Nothing that was written is ever overwritten. */
export class EventStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /**
   * Writes events down, all of them or none: a new one as revision 1, one that differs from what is there
   * as its next revision, one that is there as it is not at all. Throws InputError for one without an identifier.
   */
  put(events: Iterable<SeismicEvent>, options: PutEventOptions): PutReport {
    return this.#connection.transaction(() => {
      const report: PutReport = { added: 0, revised: 0, unchanged: 0 };
      for (const event of events) report[this.#putOne(event, options)]++;
      return report;
    });
  }

  /** The latest revision of an event, or the one that is asked for; undefined where there is none. */
  get(id: string, revision?: number): StoredEvent | undefined {
    return this.revisions(id).findLast((one) =>
      revision === undefined || one.revision === revision
    );
  }

  /** All revisions of an event, the oldest first. */
  revisions(id: string): StoredEvent[] {
    return this.#connection.all<RevisionRow>(
      "SELECT revision, status, reason, recorded_ms, document FROM event_revisions " +
        "WHERE event = (SELECT number FROM events WHERE id = ?) ORDER BY revision",
      id,
    ).map(storedEventOf);
  }

  /**
   * Appends a revision of another status, the event itself unchanged; gives the event, or undefined where
   * there is none of this identifier.
   */
  setStatus(
    id: string,
    options: PutEventOptions & { status: EventStatus },
  ): StoredEvent | undefined {
    const current = this.get(id);
    if (current === undefined) return undefined;
    this.put([current.event], options);
    return this.get(id);
  }

  /** An event as programs have it, whatever persons said of it since; undefined where there is none. */
  automatic(id: string): Pick<StoredEvent, "event" | "status"> | undefined {
    const current = this.#connection.get<CurrentEvent>(CURRENT, id);
    if (current === undefined) return undefined;
    const { document, status } = readAutomatic(this.#connection, current.number) ?? current;
    return { event: readStoredJson(document), status };
  }

  /** The events that have a pick, by their identifiers. */
  ofPick(pickId: string): string[] {
    return this.#connection.all<{ id: string }>(
      "SELECT id FROM event_picks JOIN events ON number = event WHERE pick = ? ORDER BY number",
      pickId,
    ).map(({ id }) => id);
  }

  /**
   * The event that has a magnitude; undefined where none has. Found at once where the magnitude's identifier
   * begins with the event's, else all events are read.
   */
  ofMagnitude(magnitudeId: string): string | undefined {
    const has = (id: string) =>
      this.automatic(id)?.event.magnitudes.some((one) => one.id === magnitudeId) === true;
    const parts = magnitudeId.split("/");
    for (let count = parts.length - 1; count > 0; count--) {
      const id = parts.slice(0, count).join("/");
      if (has(id)) return id;
    }
    return this.#connection.all<{ id: string }>(CONTAINING, JSON.stringify(magnitudeId))
      .find(({ id }) => has(id))?.id;
  }

  /** What would stand of an event if a program wrote it: what persons said of it is put upon it. */
  standing(event: SeismicEvent, status: EventStatus): Pick<StoredEvent, "event" | "status"> {
    const current = this.#connection.get<CurrentEvent>(CURRENT, event.id);
    const isReviewed = current && readAutomatic(this.#connection, current.number) !== undefined;
    return isReviewed ? stand(this.#connection, event, status) : { event, status };
  }

  /** Whether something that a person said here of an event or its magnitudes stands. */
  isReviewedHere(id: string): boolean {
    const current = this.#connection.get<CurrentEvent>(CURRENT, id);
    return current !== undefined && readAutomatic(this.#connection, current.number) !== undefined;
  }

  /**
   * Appends the revision that the reviews of an event and its magnitudes lead to by now; without any that
   * stands, the event as programs have it. For the store of reviews.
   */
  applyReviews(id: string, options: Omit<PutEventOptions, "status">): void {
    const current = this.#connection.get<CurrentEvent>(CURRENT, id);
    if (current !== undefined) applyReviews(this.#connection, current, options);
  }

  /** The latest revisions of the events that a query asks for, in its order. */
  query(query: EventQuery = {}): StoredEvent[] {
    const { sql, values } = selectEvents(query);
    return this.#connection.all<RevisionRow>(sql, ...values).map(storedEventOf);
  }

  /**
   * The same, each read when it is its turn, as it is then: for many, while others have to be answered. Which
   * ones and in what order is settled at the start.
   */
  *iterate(query: EventQuery = {}): Generator<StoredEvent, void, undefined> {
    const { sql, values } = selectNumbers(query);
    for (const { number } of this.#connection.all<{ number: number }>(sql, ...values)) {
      const row = this.#connection.get<RevisionRow>(
        "SELECT revision, status, reason, recorded_ms, document FROM event_revisions WHERE event = ? " +
          "ORDER BY revision DESC LIMIT 1",
        number,
      );
      if (row !== undefined) yield storedEventOf(row);
    }
  }

  /** The catalogue in brief: events that have an origin and a magnitude, the oldest first. */
  list(query: Omit<EventQuery, "orderBy" | "limit" | "offset"> = {}): ListedEvent[] {
    const { sql, values } = conditionOf(query);
    return this.#connection.all<ListedEvent>(
      `SELECT id, time_ms AS timeMs, latitude, longitude, magnitude FROM events
       WHERE ${sql} AND time_ms IS NOT NULL AND magnitude IS NOT NULL ORDER BY time_ms, number`,
      ...values,
    );
  }

  /** How many events a query asks for, its limit and offset aside. */
  count(query: EventQuery = {}): number {
    const { sql, values } = conditionOf(query);
    return this.#connection.get<{ count: number }>(
      `SELECT count(*) AS count FROM events WHERE ${sql}`,
      ...values,
    )!.count;
  }

  /** Who tells of events: the agencies, sorted. */
  agencies(): string[] {
    return this.#connection.all<{ agency: string }>(
      "SELECT DISTINCT agency FROM events WHERE agency <> '' AND status <> 'deleted' ORDER BY agency",
    ).map(({ agency }) => agency);
  }

  #putOne(given: SeismicEvent, options: PutEventOptions): keyof PutReport {
    if (given.id === "") {
      throw new InputError("Cannot store an event without an identifier", { field: "id" });
    }
    const current = this.#connection.get<CurrentEvent>(CURRENT, given.id);
    const event = current && hasEvaluations(given)
      ? withoutOwnReviews(this.#connection, current, given)
      : given;
    const document = writeStoredJson(event);
    if (current !== undefined && readAutomatic(this.#connection, current.number) !== undefined) {
      return putBeneath(this.#connection, current, { event, document, ...options });
    }
    const status = options.status ?? (current?.was_reviewed === 1 ? "reviewed" : "automatic");
    if (current?.document === document && current.status === status) return "unchanged";
    const wasReviewed = status === "reviewed" || current?.was_reviewed === 1;
    appendRevision(this.#connection, current, { event, document, ...options, status, wasReviewed });
    return current === undefined ? "added" : "revised";
  }
}

function storedEventOf({ document, recorded_ms, ...row }: RevisionRow): StoredEvent {
  return { event: readStoredJson(document), ...row, recordedMs: recorded_ms };
}
