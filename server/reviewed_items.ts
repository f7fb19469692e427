import {
  ConfigurationError,
  type GroundedState,
  type ItemState,
  type LoggedReview,
  reviewedMagnitude,
  reviewedPick,
  type ReviewKind,
  type ReviewState,
} from "../engine/domain/mod.ts";
import type { Database } from "../engine/storage/mod.ts";

/** Which item is meant. */
export interface ReviewedKey {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Its identifier. */
  readonly itemId: string;
  /** The event of a magnitude, where the one who asks knows it. */
  readonly eventId?: string;
}

/** An item with all that was said of it. */
export interface ReviewedItem extends ItemState {
  /** As a program has it. */
  readonly item: unknown;
  /** As it stands after the reviews. */
  readonly current: unknown;
  /** All reviews, the first first. */
  readonly reviews: readonly LoggedReview[];
}

/** Whether something is automatic or was reviewed, as every view says. */
export interface ReviewMark {
  /** What stands. */
  readonly state: ReviewState;
  /** Number of its newest review, 0 where there is none. */
  readonly number: number;
}

/**
 * An item, as a program has it and as it stands; undefined where there is none. Throws ConfigurationError for
 * a magnitude whose event is not known.
 */
export function findReviewedItem(database: Database, key: ReviewedKey): ReviewedItem | undefined {
  const { kind, itemId } = key;
  const { basis, seen: _, ...state } = database.reviews.groundedState(kind, itemId);
  const eventId = kind === "magnitude" ? state.eventId ?? key.eventId : undefined;
  if (kind === "magnitude" && eventId === undefined) {
    throw new ConfigurationError(
      'Cannot find a magnitude by itself: the option "event" is needed.',
      "event",
    );
  }
  const found = readItem(database, { ...key, eventId }, { ...state, basis });
  if (found === undefined) return undefined;
  const reviews = database.reviews.history(kind, itemId);
  return { ...state, ...(eventId !== undefined && { eventId }), ...found, reviews };
}

function readItem(
  database: Database,
  { kind, itemId, eventId }: ReviewedKey,
  state: GroundedState,
): { item: unknown; current: unknown } | undefined {
  if (kind === "pick") {
    const item = database.picks.get(itemId);
    return item && { item, current: reviewedPick(item, state) };
  }
  if (kind === "forecast") {
    const item = database.forecasts.query({ id: itemId })[0]?.document;
    return item === undefined ? undefined : { item, current: item };
  }
  const item = database.events.automatic(eventId ?? itemId)?.event;
  if (kind === "event") return item && { item, current: database.events.get(itemId)!.event };
  const magnitude = item?.magnitudes.find(({ id }) => id === itemId) ?? state.basis?.magnitude;
  return magnitude && { item: magnitude, current: reviewedMagnitude(magnitude, state) };
}

/** Whether it is automatic or was reviewed. */
export function markOf({ state, number }: ItemState): ReviewMark {
  return { state, number };
}

/** Whether items of a kind are automatic or were reviewed, by their identifiers. */
export function marksOf(
  database: Database,
  kind: ReviewKind,
  itemIds: readonly string[],
): (id: string) => ReviewMark {
  const states = database.reviews.states(kind, [...new Set(itemIds)]);
  return (id) => markOf(states.get(id)!);
}
