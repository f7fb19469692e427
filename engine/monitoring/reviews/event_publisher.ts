import {
  type Origin,
  type Pick,
  preferredOrigin,
  reviewedPick,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { Database, StoredEvent } from "../../storage/mod.ts";

/**
 * Makes stored events into what is given to others: what persons said of their picks is put upon these, picks
 * that they added stand behind them, and an event that came as reviewed from elsewhere says so. Which picks
 * were reviewed is read once.
 */
export function eventPublisher(
  database: Database,
): (stored: Omit<StoredEvent, "revision" | "reason" | "recordedMs">) => SeismicEvent {
  const reviewed = new Set(database.reviews.standingIds("pick"));
  const added = database.reviews.addedByEvent();
  return ({ event: found, status }) => {
    const event = withAddedPicks(database, found, added.get(found.id) ?? []);
    const marked = status === "reviewed" ? withReviewedOrigin(event) : event;
    const ids = event.picks.map(({ id }) => id).filter((id) => reviewed.has(id));
    if (ids.length === 0) return marked;
    const states = database.reviews.states("pick", ids);
    const picks = event.picks.map((pick): Pick => {
      const state = states.get(pick.id);
      return state === undefined ? pick : reviewedPick(pick, state);
    });
    return { ...marked, picks };
  };
}

/** An event with picks that persons added to it, by their identifiers. */
export function withAddedPicks(
  database: Database,
  event: SeismicEvent,
  ids: readonly string[],
): SeismicEvent {
  const added = ids.map((id) => database.picks.get(id)).filter((pick) => pick !== undefined);
  return added.length === 0 ? event : { ...event, picks: [...event.picks, ...added] };
}

function withReviewedOrigin(event: SeismicEvent): SeismicEvent {
  const origin = preferredOrigin(event);
  const isSaid = event.magnitudes.some(({ evaluation }) => evaluation !== undefined);
  if (origin === undefined || origin.evaluation !== undefined || isSaid) return event;
  const origins = event.origins.map((one): Origin =>
    one === origin ? { ...one, evaluation: "reviewed" } : one
  );
  return { ...event, origins };
}
