import { type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  ConfigurationError,
  type Pick,
  preferredOrigin,
  resolveOptions,
  reviewedPick,
} from "../../engine/domain/mod.ts";
import { liveEventOf, withAddedPicks } from "../../engine/monitoring/mod.ts";
import type { Database, EventQuery } from "../../engine/storage/mod.ts";
import { EVENT_PARAMETERS } from "../fdsn/event_parameters.ts";
import { FdsnError } from "../fdsn/fdsn_error.ts";
import { readEventRequest } from "../fdsn/read_event_query.ts";
import { EVENT_EXAMPLE, EVENTS_EXAMPLE, PICKS_EXAMPLE } from "../live_examples.ts";
import { EventDetailSchema, EventListSchema, PickListSchema } from "../live_schemas.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { refusal } from "../problem_of_error.ts";
import { readTimeOption } from "../read_time_option.ts";
import { PICK_RECORD_OPTIONS } from "../record_options.ts";
import { markOf, marksOf } from "../reviewed_items.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const tags = ["events"];

/**
 * Events of an answer, unless given, and at most: they are read at once, and alerts of the same process must not
 * wait for long. /fdsnws/event/1/query gives more, one at a time.
 */
const EVENTS = 1_000;
const MOST_EVENTS = 2_000;

/** Parameters of FDSN services that say how, not which events. */
const NOT_HERE = new Set(
  "includeallorigins includeallmagnitudes includearrivals format nodata catalog".split(" "),
);

const PROBLEMS = { 400: "A parameter is unknown or wrong.", 401: "An API key is needed." };

/** GET /v1/events, GET /v1/events/{id} and GET /v1/picks, where the server has a database. */
export function addEventRecordRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { answers }: ServerContext,
): void {
  if (answers === undefined) return;
  describeEvents(app);
  app.get("/v1/events", (c) => {
    return answers.send(c, (database) => {
      const found = database.events.query(readQuery(new URL(c.req.url).searchParams));
      const events = found.filter(({ event }) => event.origins.length > 0).map(liveEventOf);
      const markOf = marksOf(database, "event", events.map(({ id }) => id));
      return { events: events.map((event) => ({ ...event, review: markOf(event.id) })) };
    });
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/events/{id}",
    tags,
    operationId: "get_event",
    summary: "All that is known of an event, and its revisions",
    request: { params: z.object({ id: z.string().openapi({ example: "us7000qzze" }) }) },
    responses: {
      ...jsonAnswer("The event; null stands for unknown.", EventDetailSchema, EVENT_EXAMPLE),
      ...problemAnswers({ 401: PROBLEMS[401], 404: "There is no such event." }),
    },
  });
  app.get(
    "/v1/events/:id",
    (c) => answers.send(c, (database) => describeEvent(database, c.req.param("id"))),
  );
  addPicks(app, answers);
}

function addPicks(
  app: OpenAPIHono<ServerEnvironment>,
  answers: NonNullable<ServerContext["answers"]>,
): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/picks",
    tags,
    operationId: "get_picks",
    summary: "Picks of the database, by time of arrival",
    request: { query: queryParameters(PICK_RECORD_OPTIONS) },
    responses: {
      ...jsonAnswer("The picks.", PickListSchema, PICKS_EXAMPLE),
      ...problemAnswers(PROBLEMS),
    },
  });
  app.get("/v1/picks", (c) => {
    return answers.send(c, (database) => {
      const { start, end, ...more } = resolveOptions(PICK_RECORD_OPTIONS, c.req.query());
      const startMs = start === undefined ? undefined : readTimeOption(start, "start");
      const endMs = end === undefined ? undefined : readTimeOption(end, "end");
      const picks = database.picks.query({ startMs, endMs, ...more, last: true });
      return { picks: withReviews(database, picks) };
    });
  });
}

/** Each as it stands, and whether it is automatic or was reviewed. */
function withReviews(database: Database, picks: readonly Pick[]): unknown[] {
  const states = database.reviews.states("pick", picks.map(({ id }) => id));
  return picks.map((pick) => {
    const state = states.get(pick.id)!;
    return { ...reviewedPick(pick, state), review: markOf(state) };
  });
}

/** The parameters of FDSN's event service; a wrong one is told as any other wrong option. */
function readQuery(parameters: URLSearchParams): EventQuery {
  for (const name of parameters.keys()) {
    if (NOT_HERE.has(name.toLowerCase())) {
      throw new ConfigurationError(`Unknown parameter "${name}".`, name);
    }
  }
  try {
    const query = readEventRequest(parameters).query!;
    return { ...query, limit: Math.min(query.limit ?? EVENTS, MOST_EVENTS) };
  } catch (error) {
    if (!(error instanceof FdsnError)) throw error;
    throw refusal("configuration", error.message);
  }
}

function describeEvent(database: Database, id: string): unknown {
  const revisions = database.events.revisions(id);
  const stored = revisions.at(-1);
  if (stored === undefined) throw refusal("not-found", "There is no event of this identifier.");
  const { event } = stored;
  const added = database.reviews.addedByEvent();
  const { arrivals = [], ...origin } = preferredOrigin(event) ?? {};
  return {
    event: event.origins.length > 0 ? liveEventOf(stored) : null,
    review: marksOf(database, "event", [id])(id),
    revisions: revisions.map(({ revision, recordedMs, status, reason }) => ({
      ...{ revision, recordedMs, status, reason },
    })),
    origin: "timeMs" in origin ? origin : null,
    magnitudes: event.magnitudes,
    picks: withReviews(database, withAddedPicks(database, event, added.get(id) ?? []).picks),
    arrivals,
    quakeml: `/fdsnws/event/1/query?eventid=${encodeURIComponent(id)}&includearrivals=true`,
  };
}

function describeEvents(app: OpenAPIHono<ServerEnvironment>): void {
  const which = Object.entries(EVENT_PARAMETERS).filter(([name]) => !NOT_HERE.has(name));
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/events",
    tags,
    operationId: "get_events",
    summary:
      "Events of the database, the newest first, 1,000 unless limit says otherwise, 2,000 at most",
    request: {
      query: z.object(Object.fromEntries(
        which.map(([name, { about }]) => [
          name,
          z.string().optional().openapi({ description: about }),
        ]),
      )),
    },
    responses: {
      ...jsonAnswer("The events.", EventListSchema, EVENTS_EXAMPLE),
      ...problemAnswers(PROBLEMS),
    },
  });
}
