import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { type OptionTable, VERSION } from "../engine/domain/mod.ts";
import { MEDIA_TYPES } from "./media_types.ts";
import {
  CSV_BODY,
  GEOJSON_BODY,
  JSON_BODY,
  OPTION_EXAMPLES,
  QUAKEML_BODY,
} from "./openapi_examples.ts";
import { ProblemSchema } from "./schemas.ts";
import type { ServerEnvironment } from "./server_context.ts";

type Responses = RouteConfig["responses"];

const ABOUT = `Probabilities of earthquakes from a catalogue of past ones, each with its skill ` +
  `against a named baseline on data the model never saw; and from waveforms picks, hypocentres and ` +
  `magnitudes of earthquakes that were. Nobody can predict the time, place and ` +
  `size of an earthquake. Failures are answered as application/problem+json (RFC 9457).`;

/** The document's frame; the routes fill it. */
export function writeOpenApiDocument(
  app: OpenAPIHono<ServerEnvironment>,
  { needsKey }: { needsKey: boolean },
): object {
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key; needed where the server was started with keys.",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Quakecast",
      version: VERSION,
      description: ABOUT,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
    ...(needsKey ? { security: [{ apiKey: [] }] } : {}),
    tags: [
      { name: "forecasts", description: "Forecast, and judge forecasts" },
      { name: "waveforms", description: "From waveforms to picks, hypocentres and magnitudes" },
      { name: "impacts", description: "What an event may have done" },
      { name: "models", description: "What can be asked" },
      { name: "events", description: "What happened" },
      { name: "alerts", description: "What was warned of, and who is told" },
      { name: "reviews", description: "What persons say of what programs found" },
      { name: "live", description: "What happens now" },
      { name: "operation", description: "How the server does" },
    ],
  });
}

/** What is answered when all goes well. */
export function jsonAnswer(description: string, schema: z.ZodType, example: unknown): Responses {
  return { 200: { description, content: { "application/json": { schema, example } } } };
}

/** What is answered when it does not. */
export function problemAnswers(descriptions: Record<number, string>): Responses {
  return Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [status, {
      description,
      content: { "application/problem+json": { schema: ProblemSchema } },
    }]),
  );
}

/** The options of a request as parameters of its query string. */
export function queryParameters(options: OptionTable): z.ZodObject {
  return z.object(Object.fromEntries(
    Object.entries(options).map(([name, { kind, about, choices, default: value }]) => {
      const schema = choices !== undefined
        ? z.enum(choices as [string])
        : kind === "boolean"
        ? z.boolean()
        : kind === "number" || kind === "integer"
        ? z.number()
        : z.string();
      const example = OPTION_EXAMPLES[name];
      return [
        name,
        schema.optional().openapi({
          description: about,
          ...(value === undefined ? {} : { default: value }),
          ...(example === undefined ? {} : { example }),
        }),
      ];
    }),
  ));
}

/** Every kind of body that holds a catalogue, with an example of each. */
export function catalogueBodies(options: OptionTable): Record<string, { schema: z.ZodType }> {
  const table = z.string().openapi({ description: "CSV, or FDSN text; gzip is recognised." });
  const bodies = MEDIA_TYPES.map((type): [string, { schema: z.ZodType; example?: unknown }] => {
    if (type === "application/json") {
      return [type, { schema: JsonBody(options), example: JSON_BODY }];
    }
    if (type === "multipart/form-data") return [type, { schema: FormBody(options) }];
    if (type === "application/geo+json") return [type, { schema: GeoJson, example: GEOJSON_BODY }];
    if (/xml$/.test(type)) {
      const schema = z.string().openapi({ description: "QuakeML 1.2." });
      return [type, { schema, example: QUAKEML_BODY }];
    }
    if (/gzip/.test(type)) return [type, { schema: z.string().openapi({ format: "binary" }) }];
    return [type, { schema: table, example: CSV_BODY }];
  });
  return Object.fromEntries(bodies);
}

const GeoJson = z.looseObject({
  type: z.literal("FeatureCollection"),
  features: z.array(z.looseObject({})),
}).openapi("GeoJson", { description: "As the USGS gives it." });

const Events = z.array(z.looseObject({})).openapi("Events", {
  description: "Events; columns are found by their names, as in CSV.",
});

function JsonBody(options: OptionTable): z.ZodType {
  return z.union([
    queryParameters(options).extend({ catalogue: z.union([Events, GeoJson]) }),
    Events,
    GeoJson,
  ]);
}

function FormBody(options: OptionTable): z.ZodType {
  const file = (description: string) => z.string().openapi({ format: "binary", description });
  return queryParameters(options).extend({
    catalogue: file("The catalogue, in any format that is read."),
    covariates: file(
      "CSV of series beside the catalogue; the part may come several times. What the model was " +
        "trained with and is not given is masked where the model allows it.",
    ).optional(),
  });
}
