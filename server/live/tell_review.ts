import type { LoggedReview } from "../../engine/domain/mod.ts";
import { liveEventOf, type LiveSystem } from "../../engine/monitoring/mod.ts";
import type { StoredEvent } from "../../engine/storage/mod.ts";

/** Those who watch learn of an event that was written down as of one of the live system's own. */
export function tellEvent(system: LiveSystem, stored: StoredEvent): void {
  system.takeStored?.(stored);
  system.feed.tell("event", liveEventOf(stored), timeOf(system, stored.recordedMs));
}

/** Tells those who watch of reviews, whoever wrote them: this server, or another process in the same database. */
export class ReviewTeller {
  readonly #system: LiveSystem;
  #told: number;

  /** Tells of what is written from now on. */
  constructor(system: LiveSystem) {
    this.#system = system;
    this.#told = system.database.reviews.list({ last: true, limit: 1 })[0]?.sequence ?? 0;
  }

  /** Looks for reviews that were not told yet. */
  look(): void {
    for (const review of this.#system.database.reviews.list({ after: this.#told })) {
      this.#told = review.sequence;
      tellReview(this.#system, review);
    }
  }
}

/** Those who watch learn of a review, and of the revision of an event that it led to. */
function tellReview(system: LiveSystem, review: LoggedReview): void {
  const { kind, itemId, number, decision, author, reviewedMs } = review;
  const eventId = kind === "event" ? itemId : review.eventId;
  const stored = eventId === undefined ? undefined : system.database.events.get(eventId);
  if (stored !== undefined && stored.event.origins.length > 0) tellEvent(system, stored);
  const { state } = system.database.reviews.state(kind, itemId);
  const notice = { kind, itemId, number, state, decision, author };
  system.feed.tell("review", notice, timeOf(system, reviewedMs));
}

/** The time that the system lives in; the clock's where it does not know it yet. */
function timeOf(system: LiveSystem, clockMs: number): number {
  const nowMs = system.nowMs();
  return Number.isFinite(nowMs) ? nowMs : clockMs;
}
