import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { SeismicEvent } from "../../engine/domain/mod.ts";
import {
  describeRelocation,
  eventPublisher,
  openExpectedArrivals,
  type RelocationRequest,
  relocationRequest,
} from "../../engine/monitoring/mod.ts";
import type { ForecastJob } from "../forecast_job.ts";
import { jsonAnswer, problemAnswers } from "../openapi_document.ts";
import { sendProblem } from "../problem.ts";
import { refusal } from "../problem_of_error.ts";
import { EXPECTED_EXAMPLE, RELOCATION_EXAMPLE } from "../review_examples.ts";
import { ExpectedArrivalsSchema, RelocationSchema } from "../relocation_schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const tags = ["reviews"];

const EVENT = {
  params: z.object({
    id: z.string().openapi({ description: "The event.", example: "us7000qzze" }),
  }),
};

/**
 * GET /v1/reviews/event/{id}/arrivals and /relocation: when its waves are expected at stations, and where it would be
 * with what persons said of its picks; where the server has a database.
 */
export function addReviewedEventRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { answers, database, live, queue }: ServerContext,
): void {
  if (answers === undefined || database === undefined) return;
  describeReviewedEvents(app);
  const known = live?.system.network;
  const expect = openExpectedArrivals(known);
  app.get("/v1/reviews/event/:id/arrivals", (c) => {
    return answers.send(c, (one) => {
      const stored = one.events.get(c.req.param("id")) ?? refuseUnknown();
      return { stations: expect(eventPublisher(one)(stored)) };
    });
  });
  app.get("/v1/reviews/event/:id/relocation", async (c) => {
    const id = c.req.param("id");
    if (database.events.get(id) === undefined) refuseUnknown();
    const request = relocationRequest(database, id, { stations: known });
    const result = await queue.run(() => Promise.resolve(jobOf(request)));
    if ("problem" in result) return sendProblem(c, result.problem);
    const { events: [located] } = JSON.parse(result.json) as { events: SeismicEvent[] };
    return c.json(describeRelocation(request, located.origins[0]), 200, {
      "cache-control": "no-store",
    });
  });
}

/** To locate may take seconds: a worker does it, as it does for POST /v1/locations. */
function jobOf({ picks, stations, model }: RelocationRequest): ForecastJob<"location"> {
  const text = JSON.stringify({ picks, stations, velocity: model.name });
  return {
    ...{ kind: "location", contentType: "application/json", query: {}, latestTimeMs: Date.now() },
    body: new TextEncoder().encode(text),
  };
}

function refuseUnknown(): never {
  throw refusal("not-found", "There is no event of this identifier.");
}

function describeReviewedEvents(app: OpenAPIHono<ServerEnvironment>): void {
  const unknown = { 401: "An API key is needed.", 404: "There is no such event." };
  app.openAPIRegistry.registerPath({
    ...{ method: "get", path: "/v1/reviews/event/{id}/arrivals", tags },
    operationId: "get_expected_arrivals",
    summary: "When P and S of an event are expected at the stations of its picks",
    request: EVENT,
    responses: {
      ...jsonAnswer("The stations, the nearest first.", ExpectedArrivalsSchema, EXPECTED_EXAMPLE),
      ...problemAnswers(unknown),
    },
  });
  app.openAPIRegistry.registerPath({
    ...{ method: "get", path: "/v1/reviews/event/{id}/relocation", tags },
    operationId: "get_relocation",
    summary: "Where an event would be with what persons said of its picks",
    description:
      "Located from the picks that were not rejected, the revised ones as persons have them. Nothing is " +
      "written: whoever takes it over sends `correction` as a review of the event.",
    request: EVENT,
    responses: {
      ...jsonAnswer("Where it would be.", RelocationSchema, RELOCATION_EXAMPLE),
      ...problemAnswers({
        ...unknown,
        422: "Too few picks are left.",
        503: "The server is busy; Retry-After tells when to come back.",
        504: "It took too long.",
      }),
    },
  });
}
