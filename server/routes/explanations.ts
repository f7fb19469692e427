import type { OpenAPIHono } from "@hono/zod-openapi";
import type { NetworkExplanation, PointExplanation } from "../../engine/domain/mod.ts";
import { EXPLANATION_EXAMPLE } from "../explanation_examples.ts";
import { ExplanationDocumentSchema } from "../explanation_schemas.ts";
import { catalogueBodies } from "../openapi_document.ts";
import { REQUEST_OPTIONS } from "../request_options.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { addJobRoute } from "./jobs.ts";

/** POST /v1/explanations: what a forecast from a catalogue comes from. */
export function addExplanationRoute(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  addJobRoute(app, {
    path: "/v1/explanations",
    kind: "explanation",
    tag: "forecasts",
    options: REQUEST_OPTIONS.explanation,
    bodies: catalogueBodies(REQUEST_OPTIONS.explanation),
    summary: "Tell what a forecast comes from",
    description:
      "Of a network: what its baseline and each input in each step add to the forecast " +
      "against an average window (integrated gradients, whose sum is checked), what is lost without " +
      "them, and what each input is worth on the validation part. Of a point process: what the " +
      "background and each past event contribute. The same input gives the same bytes under " +
      "`explanation`, here and on the command line. Who accepts image/svg+xml gets the figure.",
    schema: ExplanationDocumentSchema,
    example: EXPLANATION_EXAMPLE,
    draw: drawExplanation,
  }, context);
}

/** The figure of an explanation: time and inputs of a network, a map of past events of a process. */
async function drawExplanation(json: string): Promise<string> {
  const { drawAttributionHeatMap, drawPointExplanationMap } = await import(
    "../../engine/drawing/mod.ts"
  );
  const { explanation } = JSON.parse(json) as {
    explanation: NetworkExplanation | PointExplanation;
  };
  return "attributions" in explanation
    ? drawAttributionHeatMap(explanation)
    : await drawPointExplanationMap(explanation);
}
