import { ConfigurationError, type SeismicEvent } from "../domain/mod.ts";

/** The event meant, of those of a source. Throws ConfigurationError where it is not clear which. */
export function chooseEvent(
  events: readonly SeismicEvent[],
  { source, eventId }: { source: string; eventId?: string },
): SeismicEvent {
  if (eventId === undefined && events.length === 1) return events[0];
  const found = events.find(({ id }) => id === eventId);
  if (found !== undefined) return found;
  const known = events.slice(0, 5).map(({ id }) => id).join(", ");
  const more = events.length > 5 ? `, and ${events.length - 5} more` : "";
  throw new ConfigurationError(
    `Cannot choose an event of ${source}: ${
      eventId === undefined ? "name one by its identifier" : `there is no "${eventId}"`
    }; it holds ${events.length}: ${known}${more}.`,
    "eventId",
  );
}
