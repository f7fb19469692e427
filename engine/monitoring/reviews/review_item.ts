import {
  InputError,
  type Pick,
  reviewedMagnitude,
  reviewedPick,
  type ReviewItem,
  type ReviewKind,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { eventPublisher } from "./event_publisher.ts";

/** Reads an item with its reviews. Throws InputError where there is none of this identifier. */
export function reviewItem(database: Database, kind: ReviewKind, itemId: string): ReviewItem {
  const state = database.reviews.state(kind, itemId);
  const reviews = database.reviews.history(kind, itemId);
  return { kind, itemId, ...READERS[kind](database, itemId), state, reviews };
}

type Read = Omit<ReviewItem, "kind" | "itemId" | "state" | "reviews">;

const READERS: Readonly<Record<ReviewKind, (database: Database, id: string) => Read>> = {
  pick(database, id) {
    const state = database.reviews.state("pick", id);
    const [eventId = state.eventId] = database.events.ofPick(id);
    const item = database.picks.get(id) ?? pickOfEvent(database, eventId, id) ?? refuse("pick", id);
    const current = reviewedPick(item, state);
    return { ...(eventId !== undefined && { eventId }), item, current };
  },
  event(database, id) {
    const item = database.events.automatic(id)?.event ?? refuse("event", id);
    return { item, current: eventOf(database, id) };
  },
  magnitude(database, id) {
    const state = database.reviews.groundedState("magnitude", id);
    const eventId = state.eventId ?? database.events.ofMagnitude(id) ?? refuse("magnitude", id);
    const magnitudes = database.events.automatic(eventId)?.event.magnitudes ?? [];
    const found = magnitudes.find((one) => one.id === id);
    const item = found ?? state.seen?.magnitude ?? state.basis?.magnitude ??
      refuse("magnitude", id);
    return { eventId, item, current: reviewedMagnitude(item, state) };
  },
  forecast(database, id) {
    const [forecast] = database.forecasts.query({ id });
    if (forecast === undefined) refuse("forecast", id);
    return { item: forecast.document, current: forecast.document };
  },
};

/** An event as it stands, its picks as persons have reviewed them. */
function eventOf(database: Database, id: string): SeismicEvent {
  return eventPublisher(database)(database.events.get(id)!);
}

function pickOfEvent(
  database: Database,
  eventId: string | undefined,
  id: string,
): Pick | undefined {
  if (eventId === undefined) return undefined;
  return database.events.automatic(eventId)?.event.picks.find((pick) => pick.id === id);
}

function refuse(kind: ReviewKind, id: string): never {
  throw new InputError(`Cannot find the ${kind}: there is none of this identifier`, {
    field: "itemId",
    value: id,
  });
}
