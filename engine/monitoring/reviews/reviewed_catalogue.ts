import {
  preferredMagnitude,
  preferredOrigin,
  type ReviewedEvents,
  type SeismicEvent,
} from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { eventPublisher } from "./event_publisher.ts";
import { reviewsUsed } from "./reviews_used.ts";

/**
 * The events of a database as persons have reviewed them, in order of time, and what that changed. Each event is
 * read when it is its turn, while the database is open: all together may be more than fits into memory.
 */
export function reviewedCatalogue(
  database: Database,
): { events: Iterable<SeismicEvent>; reviews: ReviewedEvents } {
  const events = database.events.iterate({ orderBy: "time-asc" }).map(eventPublisher(database));
  const ids = new Set(
    ["event", "magnitude"].flatMap((kind) =>
      database.reviews.list({ kind: kind as "event" | "magnitude" })
        .map(({ itemId, eventId }) => eventId ?? itemId)
    ),
  );
  let [leftOut, moved, magnitudesChanged] = [0, 0, 0];
  for (const id of ids) {
    const automatic = database.events.automatic(id);
    const standing = database.events.get(id);
    if (automatic === undefined || standing === undefined) continue;
    if (automatic.status !== "deleted" && standing.status === "deleted") leftOut++;
    if (standing.status === "deleted") continue;
    if (placeOf(automatic.event) !== placeOf(standing.event)) moved++;
    if (magnitudeOf(automatic.event) !== magnitudeOf(standing.event)) magnitudesChanged++;
  }
  const used = reviewsUsed(database, ["event", "magnitude"]);
  return { events, reviews: { ...used, changes: { leftOut, moved, magnitudesChanged } } };
}

function placeOf(event: SeismicEvent): string {
  const { timeMs, latitude, longitude, depthKm } = preferredOrigin(event) ?? {};
  return [timeMs, latitude, longitude, depthKm].join(" ");
}

function magnitudeOf(event: SeismicEvent): number | undefined {
  return preferredMagnitude(event)?.magnitude;
}
