import {
  checkReview,
  type GroundedState,
  InputError,
  type ItemState,
  type LoggedReview,
  pickOfAdded,
  preferredOrigin,
  type Review,
  type ReviewBasis,
  type ReviewDraft,
  type ReviewKind,
  type ReviewOutcome,
  unreviewed,
} from "../../domain/mod.ts";
import { addedPicksByEvent, keepAddedPick, pickOfSameArrival } from "./added_picks.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import type { EventStore } from "./event_store.ts";
import {
  groundedState,
  groundedStateOf,
  loggedReviewOf,
  type ReviewRow,
  reviewRows,
} from "./review_log.ts";
import { type CandidateQuery, readCandidates, type ReviewCandidates } from "./review_candidates.ts";
import { refuseFarTime, refuseTimeToCome, refuseUnknown } from "./refuse_review.ts";
import { writeStoredJson } from "./stored_json.ts";

/** Which reviews are asked for. */
export interface ReviewQuery {
  /** Written down at the earliest, UTC epoch milliseconds. */
  readonly sinceMs?: number;
  /** Written down at the latest, UTC epoch milliseconds. */
  readonly untilMs?: number;
  /** Only by this person. */
  readonly author?: string;
  /** Only of this kind of item. */
  readonly kind?: ReviewKind;
  /** Only those that come after this place in the log. */
  readonly after?: number;
  /** Most that are given; all unless given. */
  readonly limit?: number;
  /** Whether the last ones are given where there are more; the first ones unless it is set. */
  readonly last?: boolean;
}

/** How a review is written down. */
export interface AddReviewOptions {
  /** Number of the newest review that its author saw, 0 for none. */
  readonly expectedNumber: number;
  /** When, UTC epoch milliseconds. */
  readonly reviewedMs: number;
}

/** What persons said of picks, events, magnitudes and forecasts: a log to which lines are only added. */
export class ReviewStore {
  #connection: DatabaseConnection;
  #events: EventStore;

  /** Works on a connection, beside the events. */
  constructor(connection: DatabaseConnection, events: EventStore) {
    this.#connection = connection;
    this.#events = events;
  }

  /**
   * Writes a review down, and for an event or magnitude the revision of the event that it leads to, both or
   * neither. Where the newest review is not the one that its author saw nothing is written, and the conflict is
   * where the reviews have led by now. Of a pick that is added it is the pick that is there for the same arrival.
   *
   * Throws InputError for an item that is not there, for an undoing where nothing stands or another review
   * does, for a time of more than a day from what a program found, or to come, and for what checkReview refuses.
   */
  add(draft: ReviewDraft, { expectedNumber, reviewedMs }: AddReviewOptions): ReviewOutcome {
    const checked = checkReview(draft);
    return this.#connection.transaction(() => {
      const seen = this.#look(checked, reviewedMs);
      const before = groundedState(this.#connection, checked.kind, checked.itemId);
      const isTwice = checked.added !== undefined && before.standing !== undefined;
      if (before.number !== expectedNumber || isTwice) return { conflict: withoutGround(before) };
      const other = checked.added &&
        pickOfSameArrival(this.#connection, pickOfAdded(checked.added));
      if (other !== undefined) return { conflict: other };
      const review = settled(checked, before, reviewedMs);
      const sequence = this.#write(review, groundsOf(review, before, seen));
      this.#note(review);
      const eventId = review.kind === "event" ? review.itemId : review.eventId;
      if (eventId !== undefined && review.kind !== "pick") {
        const reason = `${review.kind} ${review.decision} by ${review.author}: ${review.reason}`;
        this.#events.applyReviews(eventId, { recordedMs: reviewedMs, reason });
      }
      return { review: { sequence, ...review } };
    });
  }

  /** Where the reviews of an item have led. */
  state(kind: ReviewKind, itemId: string): ItemState {
    return withoutGround(groundedState(this.#connection, kind, itemId));
  }

  /** The same of an event or magnitude, with what its author looked at. */
  groundedState(kind: ReviewKind, itemId: string): GroundedState {
    return groundedState(this.#connection, kind, itemId);
  }

  /** The same of those among many that were ever reviewed, by their identifiers. */
  groundedStates(kind: ReviewKind, itemIds: readonly string[]): Map<string, GroundedState> {
    const rows = Map.groupBy(reviewRows(this.#connection, kind, itemIds), ({ item }) => item);
    return new Map([...rows].map(([id, own]) => [id, groundedStateOf(kind, id, own)]));
  }

  /** The same of many items of a kind, by their identifiers. */
  states(kind: ReviewKind, itemIds: readonly string[]): Map<string, ItemState> {
    const known = this.groundedStates(kind, itemIds);
    return new Map(itemIds.map((id) => {
      const state = known.get(id);
      return [id, state === undefined ? unreviewed(kind, id) : withoutGround(state)];
    }));
  }

  /** All items of a kind about which a review stands. */
  standingIds(kind: ReviewKind): string[] {
    return this.#connection.all<{ item: string }>(
      "SELECT item FROM reviewed_items WHERE kind = ? AND standing IS NOT NULL ORDER BY item",
      kind,
    ).map(({ item }) => item);
  }

  /** How many items were reviewed, and every review of them undone. */
  undoneCount(): number {
    return this.#connection.get<{ count: number }>(
      "SELECT count(*) AS count FROM reviewed_items WHERE standing IS NULL",
    )!.count;
  }

  /** All reviews of an item, the oldest first. */
  history(kind: ReviewKind, itemId: string): LoggedReview[] {
    return reviewRows(this.#connection, kind, [itemId]).map(loggedReviewOf);
  }

  /** The reviews that a query asks for, in the order in which they were written down. */
  list(query: ReviewQuery = {}): LoggedReview[] {
    const { sinceMs, untilMs, author, kind, after = 0, limit = -1, last = false } = query;
    const conditions = ["sequence > ?"];
    if (sinceMs !== undefined) conditions.push("reviewed_ms >= ?");
    if (untilMs !== undefined) conditions.push("reviewed_ms <= ?");
    if (author !== undefined) conditions.push("author = ?");
    if (kind !== undefined) conditions.push("kind = ?");
    const given = [sinceMs, untilMs, author, kind].filter((value) => value !== undefined);
    const order = last ? "sequence DESC" : "sequence";
    const reviews = this.#connection.all<ReviewRow>(
      `SELECT * FROM reviews WHERE ${conditions.join(" AND ")} ORDER BY ${order} LIMIT ?`,
      ...[after, ...given, limit],
    ).map(loggedReviewOf);
    return last ? reviews.reverse() : reviews;
  }

  /** Picks that persons added and that stand, by the events that they said these belong to. */
  addedByEvent(): Map<string, string[]> {
    return addedPicksByEvent(this.#connection);
  }

  /** What a person may have to look at; see reviewQueue. */
  candidates(query: CandidateQuery): ReviewCandidates {
    return readCandidates(this.#connection, query);
  }

  /** What a program says of the item now. Throws InputError where there is no such item. */
  #look(draft: ReviewDraft, reviewedMs: number): ReviewBasis | undefined {
    const { kind, itemId, eventId, correction, added } = draft;
    if (added !== undefined) {
      refuseTimeToCome(added.timeMs, reviewedMs);
      const isThere = eventId === undefined || this.#events.automatic(eventId) !== undefined;
      return isThere ? { added } : refuseUnknown("event", eventId);
    }
    if (kind === "pick" || kind === "forecast") {
      const sql = kind === "forecast"
        ? "SELECT NULL AS timeMs FROM forecasts WHERE id = ?1"
        : "SELECT time_ms AS timeMs FROM picks WHERE id = ?1 UNION ALL " +
          "SELECT NULL FROM event_picks WHERE pick = ?1";
      const row = this.#connection.get<{ timeMs: number | null }>(sql, itemId);
      if (row === undefined) refuseUnknown(kind, itemId);
      refuseFarTime(correction, row.timeMs);
      return undefined;
    }
    const automatic = this.#events.automatic(eventId ?? itemId);
    if (automatic === undefined) refuseUnknown("event", eventId ?? itemId);
    const { event, status } = automatic;
    if (kind === "event") {
      const origin = preferredOrigin(event);
      refuseFarTime(correction, origin?.timeMs);
      return { eventType: event.eventType, status, ...(origin !== undefined && { origin }) };
    }
    const magnitude = event.magnitudes.find(({ id }) => id === itemId);
    if (magnitude !== undefined) return { magnitude };
    const earlier = groundedState(this.#connection, kind, itemId);
    if (earlier.eventId !== eventId) refuseUnknown(kind, itemId);
    return {}; // a program does not find it any more
  }

  #write(review: Review, { basis, seen }: Grounds): number {
    const { kind, itemId, number, eventId, decision, author, reason, reviewedMs } = review;
    const json = (value?: object) => value === undefined ? null : writeStoredJson(value);
    return this.#connection.insert(
      "INSERT INTO reviews (kind, item, number, event, decision, author, reason, reviewed_ms, correction, " +
        "undoes, basis, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[kind, itemId, number, eventId ?? null, decision, author, reason, reviewedMs],
      ...[json(review.correction), review.undoes ?? null, json(basis), json(seen)],
    );
  }

  /** Notes where the reviews of an item have led, for questions about many items. */
  #note({ kind, itemId, eventId, number, reviewedMs }: Review): void {
    const after = groundedState(this.#connection, kind, itemId);
    const { state, standing } = after;
    if (kind === "pick") keepAddedPick(this.#connection, after, reviewedMs);
    this.#connection.run(
      "INSERT OR REPLACE INTO reviewed_items VALUES (?1, ?2, ?3, ?4, ?5, " +
        "(SELECT sequence FROM reviews WHERE kind = ?1 AND item = ?2 AND number = ?6))",
      ...[kind, itemId, eventId ?? null, state, number, standing ?? null],
    );
  }
}

interface Grounds {
  basis?: ReviewBasis;
  seen?: ReviewBasis;
}

/** What a review is about: what stood when persons had said something, else what a program said. */
function groundsOf(review: Review, before: GroundedState, seen?: ReviewBasis): Grounds {
  if (review.decision === "undone" || seen === undefined) return {};
  if (seen.added !== undefined) return { basis: seen };
  const isTheirs = before.state === "accepted" || before.state === "revised";
  return { basis: isTheirs ? before.basis : seen, seen };
}

/** The review with its number, and for an undoing with the number of what it takes back. */
function settled(draft: ReviewDraft, before: ItemState, reviewedMs: number): Review {
  const { undoes, correction, eventId: said, ...rest } = draft;
  const isOfBefore = draft.kind === "pick" && draft.added === undefined;
  const eventId = isOfBefore ? before.eventId : said; // an added pick stays with its event
  const number = before.number + 1;
  const more = {
    ...(eventId !== undefined && { eventId }),
    ...(correction !== undefined && { correction: given(correction) }),
  };
  if (draft.decision !== "undone") return { ...rest, ...more, number, reviewedMs };
  if (before.standing === undefined) {
    throw new InputError("Cannot undo a review: none stands", {
      field: "undoes",
      value: draft.itemId,
    });
  }
  if (undoes !== undefined && undoes !== before.standing) {
    throw new InputError("Cannot undo a review: it is not the newest that stands", {
      field: "undoes",
      value: `${undoes}`,
      expected: `${before.standing}`,
    });
  }
  return { ...rest, ...more, number, reviewedMs, undoes: before.standing };
}

/** Without keys whose value is left out. */
function given<Correction extends object>(correction: Correction): Correction {
  const entries = Object.entries(correction).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Correction;
}

function withoutGround({ basis: _, seen: _seen, ...state }: GroundedState): ItemState {
  return state;
}
