import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { ConfigurationError } from "../../engine/domain/mod.ts";
import type { ImpactDocument } from "../../engine/impact/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { writeImpactGeojson } from "../../engine/sources/mod.ts";
import { IMPACT_EXAMPLE } from "../impact_examples.ts";
import { ImpactDocumentSchema } from "../impact_schemas.ts";
import { problemAnswers } from "../openapi_document.ts";
import { refusal } from "../problem_of_error.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const FORMATS = ["json", "geojson"] as const;

/**
 * GET /v1/events/{id}/impact: what an event may have done, as it was last estimated; where the server has a
 * database.
 */
export function addEventImpactRoute(
  app: OpenAPIHono<ServerEnvironment>,
  { database, answers }: ServerContext,
): void {
  if (database === undefined || answers === undefined) return;
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/events/{id}/impact",
    tags: ["impacts"],
    operationId: "get_event_impact",
    summary: "Show what an event may have done",
    description: "The epicentre, areas by intensity and buildings are what GeoJSON holds.",
    request: {
      params: z.object({
        id: z.string().openapi({
          description: "Identifier of the event, or of the alert that told of it, URL-encoded.",
          example: "early-warning/2026-01-01T00:00:40.000Z/1",
        }),
      }),
      query: z.object({
        format: z.enum(FORMATS).optional().openapi({ description: "json unless given." }),
      }),
    },
    responses: {
      200: {
        description: "The newest estimate, the same as POST /v1/impacts answers; or as GeoJSON.",
        content: {
          "application/json": { schema: ImpactDocumentSchema, example: IMPACT_EXAMPLE },
          "application/geo+json": { schema: z.looseObject({}) },
        },
      },
      ...problemAnswers({
        400: "The format is unknown.",
        401: "An API key is needed.",
        404: "No impact of such an event is known.",
      }),
    },
  });
  app.get("/v1/events/:id/impact", (c) => {
    const format = c.req.query("format") ?? "json";
    if (!(FORMATS as readonly string[]).includes(format)) {
      throw new ConfigurationError(`No impact is written as "${format}": json, geojson.`, "format");
    }
    const id = c.req.param("id");
    if (format === "json") return answers.send(c, (database) => findImpact(database, id));
    const impact = findImpact(database, id);
    const geojson = writeImpactGeojson(
      { ...impact, map: { source: impact.event } },
      impact.contours,
    );
    return c.body(geojson, 200, { "content-type": "application/geo+json" });
  });
}

function findImpact(database: Database, eventId: string): ImpactDocument {
  const found = database.impacts.newest(eventId);
  if (found === undefined) throw refusal("not-found", "No impact of such an event is known.");
  return found.document as ImpactDocument;
}
