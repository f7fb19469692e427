import type { LoggedReview } from "../../engine/domain/mod.ts";
import { liveEventOf, type LiveSystem } from "../../engine/monitoring/mod.ts";
import type { StoredEvent } from "../../engine/storage/mod.ts";

/** Those who watch learn of an event that was written down as of one of the live system's own. */
export function tellEvent(system: LiveSystem, stored: StoredEvent): void {
  system.takeStored?.(stored);
  system.feed.tell("event", liveEventOf(stored), timeOf(system, stored.recordedMs));
}

/** Those who watch learn of a review, and of the revision of an event that it led to. */
export function tellReview(system: LiveSystem, review: LoggedReview): void {
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
