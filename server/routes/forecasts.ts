import type { OpenAPIHono } from "@hono/zod-openapi";
import { catalogueBodies } from "../openapi_document.ts";
import { FORECAST_EXAMPLE } from "../openapi_examples.ts";
import { REQUEST_OPTIONS } from "../request_options.ts";
import { ForecastDocumentSchema } from "../schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { addJobRoute } from "./jobs.ts";

/** POST /v1/forecasts: a catalogue and a model give a forecast with its skill. */
export function addForecastRoute(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  addJobRoute(app, {
    path: "/v1/forecasts",
    kind: "forecast",
    tag: "forecasts",
    options: REQUEST_OPTIONS.forecast,
    bodies: catalogueBodies(REQUEST_OPTIONS.forecast),
    summary: "Forecast from a catalogue",
    description: "The same input gives the same bytes under `forecast`, here and on the command " +
      "line; `run` tells of the run. A form or a JSON object bears the options itself; beside " +
      "any other body they stand in the query string.",
    schema: ForecastDocumentSchema,
    example: FORECAST_EXAMPLE,
  }, context);
}
