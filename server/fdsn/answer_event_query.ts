import { preferredMagnitude, preferredOrigin, type SeismicEvent } from "../../engine/domain/mod.ts";
import { writeEventsFdsnText, writeEventsGeojson, writeQuakeml } from "../../engine/sources/mod.ts";
import { eventPublisher } from "../../engine/monitoring/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { FdsnError } from "./fdsn_error.ts";
import type { EventRequest } from "./read_event_query.ts";

/** Most events of an answer. */
export const MOST_EVENTS = 20_000;

const MEDIA_TYPES = {
  xml: "application/xml; charset=utf-8",
  text: "text/plain; charset=utf-8",
  geojson: "application/geo+json; charset=utf-8",
} as const;

/** An answer: its text in pieces, written while it is sent. */
export interface EventAnswer {
  /** Media type. */
  readonly contentType: string;
  /** The text. */
  readonly pieces: Iterable<string>;
}

/**
 * Answers a request from a database; undefined where there is no event. Throws FdsnError of status 413 where
 * there are more events than are given at a time.
 */
export function answerEventQuery(
  database: Database,
  request: EventRequest,
): EventAnswer | undefined {
  const { query, format } = request;
  if (query === undefined) return undefined;
  const matching = Math.max(0, database.events.count(query) - (query.offset ?? 0));
  const count = Math.min(matching, query.limit ?? Infinity);
  if (count > MOST_EVENTS) {
    throw new FdsnError(
      413,
      `${count} events match, and at most ${MOST_EVENTS} are given: narrow the request, or use ` +
        '"limit" and "offset".',
    );
  }
  const events = readEvents(database, request);
  const { value: first } = events.next();
  if (first === undefined) return undefined;
  const write = { xml: writeQuakeml, text: writeEventsFdsnText, geojson: writeEventsGeojson };
  return { contentType: MEDIA_TYPES[format], pieces: write[format](follow(first, events)) };
}

/** One at a time, while they are written: alerts of the same process do not wait for thousands of them. */
function* readEvents(
  database: Database,
  request: EventRequest,
): Generator<SeismicEvent, void, undefined> {
  const isXml = request.format === "xml";
  const publish = eventPublisher(database);
  for (const stored of database.events.iterate(request.query)) {
    const event = publish(stored);
    if (isXml) yield reduceEvent(event, request);
    else if (event.origins.length > 0) yield event;
  }
}

function* follow<Item>(first: Item, rest: Iterable<Item>): Generator<Item, void, undefined> {
  yield first;
  yield* rest;
}

/** The preferred origin and magnitude alone, unless all are asked for. */
function reduceEvent(
  event: SeismicEvent,
  { allOrigins, allMagnitudes, arrivals }: EventRequest,
): SeismicEvent {
  const origin = preferredOrigin(event);
  const magnitude = preferredMagnitude(event);
  const origins = allOrigins || origin === undefined ? event.origins : [origin];
  return {
    ...event,
    origins: arrivals ? origins : origins.map((one) => ({ ...one, arrivals: [] })),
    magnitudes: allMagnitudes ? event.magnitudes : magnitude === undefined ? [] : [magnitude],
    picks: arrivals ? event.picks : [],
  };
}
