import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { EnvironmentError } from "../../engine/domain/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { answerEventQuery } from "../fdsn/answer_event_query.ts";
import {
  describeEventService,
  writeEventWadl,
  writeNames,
} from "../fdsn/describe_event_service.ts";
import { CATALOGUE_NAME, EVENT_PARAMETERS } from "../fdsn/event_parameters.ts";
import { FDSN_EVENT_VERSION, FdsnError, sendFdsnError } from "../fdsn/fdsn_error.ts";
import { readEventRequest } from "../fdsn/read_event_query.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const ROOT = "/fdsnws/event/1";

const XML = { "content-type": "application/xml; charset=utf-8" };

/**
 * GET /fdsnws/event/1/query and what belongs to it, where the server has a database: the event service that
 * any FDSN client speaks.
 */
export function addFdsnEventRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { database, log }: ServerContext,
): void {
  if (database === undefined) return;
  describeQuery(app);
  app.get(`${ROOT}/query`, (c) => {
    try {
      return sendEvents(c, database);
    } catch (error) {
      if (error instanceof FdsnError) return sendFdsnError(c, error);
      if (!(error instanceof EnvironmentError)) throw error;
      log(`${c.get("requestId")} ${error.message}`);
      return sendFdsnError(c, new FdsnError(503, "The database cannot be read at the moment."));
    }
  });
  app.get(`${ROOT}/version`, (c) => c.text(FDSN_EVENT_VERSION));
  app.get(
    `${ROOT}/catalogs`,
    (c) => c.body(writeNames("Catalogs", "Catalog", [CATALOGUE_NAME]), 200, XML),
  );
  app.get(`${ROOT}/contributors`, (c) => {
    const names = writeNames("Contributors", "Contributor", database.events.agencies());
    return c.body(names, 200, XML);
  });
  app.get(
    `${ROOT}/application.wadl`,
    (c) => c.body(writeEventWadl(new URL(c.req.url).origin), 200, XML),
  );
  app.get(`${ROOT}/`, (c) => c.text(describeEventService()));
}

/** The text is written while it is sent: a slow client holds no long answer in memory. */
function sendEvents(c: Context, database: Database): Response {
  const request = readEventRequest(new URL(c.req.url).searchParams);
  const answer = answerEventQuery(database, request);
  if (answer !== undefined) {
    const body = ReadableStream.from(answer.pieces).pipeThrough(new TextEncoderStream());
    return c.body(body, 200, { "content-type": answer.contentType });
  }
  if (request.noDataStatus === 204) return c.body(null, 204);
  return sendFdsnError(c, new FdsnError(404, "No events match."));
}

function describeQuery(app: OpenAPIHono<ServerEnvironment>): void {
  const names = Object.entries(EVENT_PARAMETERS);
  const refused = (description: string) => ({
    description,
    content: { "text/plain": { schema: z.string() } },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: `${ROOT}/query`,
    tags: ["events"],
    operationId: "get_fdsn_events",
    summary: "Events of the database, as FDSN services give them",
    request: {
      query: z.object(Object.fromEntries(
        names.map(([name, { about }]) => [
          name,
          z.string().optional().openapi({ description: about }),
        ]),
      )),
    },
    responses: {
      200: {
        description: "QuakeML unless text or geojson is asked for.",
        content: {
          "application/xml": { schema: z.string(), example: "<q:quakeml>...</q:quakeml>" },
          "text/plain": { schema: z.string() },
          "application/geo+json": { schema: z.looseObject({}) },
        },
      },
      400: refused("A parameter is unknown, twice there or wrong."),
      404: refused("No events match, where nodata=404 was asked for."),
      413: refused("Too many events match."),
    },
  });
}
