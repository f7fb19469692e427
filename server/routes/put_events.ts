import { type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  InputError,
  type Option,
  preferredOrigin,
  resolveOptions,
  type SeismicEvent,
} from "../../engine/domain/mod.ts";
import { readQuakeml } from "../../engine/sources/mod.ts";
import type {
  Database,
  EventStatus,
  PutEventOptions,
  StoredEvent,
} from "../../engine/storage/mod.ts";
import { requireWrite } from "../guards/guard_requests.ts";
import { tellEvent } from "../live/tell_review.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { QUAKEML_BODY } from "../openapi_examples.ts";
import { readBody } from "../read_body.ts";
import { refuseOtherMedia } from "../read_small_json.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

/**
 * Bytes of QuakeML at a time: some hundred events. It is read beside everything else that the process does,
 * and alerts must not wait for it; `database import` takes more.
 */
const LIMIT_BYTES = 2 ** 20;

const MEDIA_TYPES = ["application/xml", "text/xml", "application/quakeml+xml"];

/** The options of POST /v1/events. */
const PUT_OPTIONS = Object.freeze({
  status: {
    kind: "choice",
    default: undefined,
    choices: ["automatic", "reviewed", "deleted"],
    about:
      "what is thought of the events: found by a program, confirmed by a person or taken back; " +
      "automatic if left out, and reviewed where they were so before",
  } satisfies Option<EventStatus | undefined>,
});

const PutEvents = z.object({
  added: z.number(),
  revised: z.number(),
  unchanged: z.number(),
  events: z.array(z.object({ id: z.string(), revision: z.number() })),
}).openapi("PutEvents");

const EXAMPLE = {
  ...{ added: 1, revised: 0, unchanged: 0 },
  events: [{ id: "quakeml:example.org/event/1", revision: 1 }],
};

/** POST /v1/events: events of QuakeML become revisions in the database. Needs the scope "write". */
export function addPutEventsRoute(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  const { database, bodyLimits, live } = context;
  if (database === undefined) return;
  describeRoute(app);
  app.post("/v1/events", requireWrite(context), async (c) => {
    refuseOtherMedia(c, MEDIA_TYPES);
    const limitBytes = Math.min(bodyLimits.limitBytes, LIMIT_BYTES);
    const body = await readBody(c.req.raw, { ...bodyLimits, limitBytes });
    const events = readEvents(body);
    const { status } = resolveOptions(PUT_OPTIONS, c.req.query());
    const recordedMs = Date.now();
    const reason = `sent by ${c.get("client").key?.name ?? "somebody at this machine"}`;
    const { report, changed } = putEvents(database, events, { recordedMs, status, reason });
    if (live !== undefined) changed.forEach((stored) => tellEvent(live.system, stored));
    return c.json(report);
  });
}

function readEvents(body: Uint8Array): readonly SeismicEvent[] {
  const { events } = readQuakeml(body, "the body");
  if (events.length === 0) {
    throw new InputError("Cannot store events: the body has none", { expected: "an event" });
  }
  for (const event of events) {
    if (preferredOrigin(event) !== undefined) continue;
    throw new InputError("Cannot store an event without time and place", {
      ...{ field: "origin", value: event.id, expected: "an origin with time and place" },
    });
  }
  return events;
}

/** All or none; gives what to answer, and the events of which there is a new revision. */
function putEvents(
  database: Database,
  given: readonly SeismicEvent[],
  options: PutEventOptions,
): { report: z.infer<typeof PutEvents>; changed: StoredEvent[] } {
  return database.transaction(() => {
    const before = new Map(given.map(({ id }) => [id, database.events.get(id)?.revision]));
    const counts = database.events.put(given, options);
    const stored = [...before.keys()].map((id) => database.events.get(id)!);
    const events = given.map(({ id }) => ({ id, revision: database.events.get(id)!.revision }));
    const changed = stored.filter(({ event, revision }) => revision !== before.get(event.id));
    return { report: { ...counts, events }, changed };
  });
}

function describeRoute(app: OpenAPIHono<ServerEnvironment>): void {
  const body = z.string().openapi({ description: "QuakeML 1.2, up to 1 MiB." });
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/v1/events",
    tags: ["events"],
    operationId: "post_events",
    summary: "Put events into the database",
    description: "All of them or none: a new one as revision 1, one that differs from what is " +
      "there as its next revision, one that is there as it is not at all. The live feed tells of them.",
    request: {
      query: queryParameters(PUT_OPTIONS),
      body: {
        required: true,
        content: { "application/xml": { schema: body, example: QUAKEML_BODY } },
      },
    },
    responses: {
      ...jsonAnswer("What became of them.", PutEvents, EXAMPLE),
      ...problemAnswers({
        400: "An option is unknown or wrong.",
        401: "An API key is needed.",
        403: 'The key lacks the scope "write", or the server was started without --writable.',
        413: "The body is too large.",
        415: "The body is no QuakeML.",
        422: "The body cannot be read.",
      }),
    },
  });
}
