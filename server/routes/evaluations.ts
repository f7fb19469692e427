import type { OpenAPIHono } from "@hono/zod-openapi";
import { catalogueBodies } from "../openapi_document.ts";
import { EVALUATION_EXAMPLE } from "../openapi_examples.ts";
import { REQUEST_OPTIONS } from "../request_options.ts";
import { EvaluationDocumentSchema } from "../schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { addJobRoute } from "./jobs.ts";

/** POST /v1/evaluations: how a model does on the part of a catalogue that it never saw. */
export function addEvaluationRoute(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  addJobRoute(app, {
    path: "/v1/evaluations",
    kind: "evaluation",
    tag: "forecasts",
    options: REQUEST_OPTIONS.evaluation,
    bodies: catalogueBodies(REQUEST_OPTIONS.evaluation),
    summary: "Score a model on what it never saw",
    description: "Scores the model, beside its baselines, on the part of the catalogue that lies " +
      "after everything it was fitted and chosen on.",
    schema: EvaluationDocumentSchema,
    example: EVALUATION_EXAMPLE,
  }, context);
}
