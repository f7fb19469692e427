import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { z } from "zod";
import {
  EVALUATION_EXAMPLE,
  FORECAST_EXAMPLE,
  MODEL_CARD_EXAMPLE,
  MODEL_LIST_EXAMPLE,
  READINESS_EXAMPLE,
} from "../../server/openapi_examples.ts";
import {
  LOCATION_BODY,
  LOCATION_EXAMPLE,
  MAGNITUDE_BODY,
  MAGNITUDE_EXAMPLE,
  PICK_BODY,
  PICK_EXAMPLE,
} from "../../server/waveform_examples.ts";
import { IMPACT_BODY, IMPACT_EXAMPLE } from "../../server/impact_examples.ts";
import { ImpactDocumentSchema } from "../../server/impact_schemas.ts";
import {
  EXPLANATION_EXAMPLE,
  POINT_EXPLANATION_EXAMPLE,
} from "../../server/explanation_examples.ts";
import { ExplanationDocumentSchema } from "../../server/explanation_schemas.ts";
import { waveformBodies } from "../../server/waveform_bodies.ts";
import * as waveforms from "../../server/waveform_schemas.ts";
import * as schemas from "../../server/schemas.ts";
import { VERSION } from "../../engine/domain/mod.ts";
import * as examples from "../../server/live_examples.ts";
import * as reviewExamples from "../../server/review_examples.ts";
import * as reviewSchemas from "../../server/review_schemas.ts";
import * as liveSchemas from "../../server/live_schemas.ts";
import { withLiveServer } from "./live/live_fixture.ts";
import { withServer } from "./server_fixture.ts";

/** The parts of an OpenAPI 3.1 document that must be there, written after its specification. */
const MediaTypes = z.record(
  z.string().regex(/^[a-z]+\/[a-z+.-]+$/),
  z.looseObject({ schema: z.looseObject({}), example: z.unknown().optional() }),
);
const Operation = z.strictObject({
  tags: z.array(z.string()).min(1),
  operationId: z.string().min(1),
  summary: z.string().min(10),
  description: z.string().optional(),
  security: z.array(z.looseObject({})).optional(),
  parameters: z.array(z.strictObject({
    name: z.string(),
    in: z.enum(["query", "path", "header"]),
    required: z.boolean().optional(),
    description: z.string().optional(),
    schema: z.looseObject({}),
    example: z.unknown().optional(),
  })).optional(),
  requestBody: z.strictObject({ required: z.literal(true), content: MediaTypes }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({ description: z.string().min(5), content: MediaTypes.optional() }),
  ),
});
const Document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.looseObject({})).optional(),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  components: z.strictObject({
    schemas: z.record(z.string(), z.looseObject({})),
    parameters: z.looseObject({}).optional(),
    securitySchemes: z.looseObject({ apiKey: z.looseObject({ type: z.literal("http") }) }),
  }),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post", "delete"]), Operation)),
  webhooks: z.looseObject({}).optional(),
});

const OPERATIONS = [
  "get /healthz",
  "get /metrics",
  "get /readyz",
  "get /v1/models",
  "get /v1/models/{name}",
  "post /v1/evaluations",
  "post /v1/explanations",
  "post /v1/forecasts",
  "post /v1/impacts",
  "post /v1/locations",
  "post /v1/magnitudes",
  "post /v1/picks",
  "post /v1/picks/explanations",
];

/** Further operations of a server with a live system and its database. */
const LIVE_OPERATIONS = [
  "delete /v1/webhooks/{id}",
  "get /fdsnws/event/1/query",
  "get /v1/alerts",
  "get /v1/alerts/{id}",
  "get /v1/alerts/{id}/cap",
  "get /v1/drift",
  "get /v1/events",
  "get /v1/events/{id}",
  "get /v1/events/{id}/impact",
  "get /v1/live",
  "get /v1/live/socket",
  "get /v1/live/state",
  "get /v1/live/waveforms",
  "get /v1/picks",
  "get /v1/reviews",
  "get /v1/reviews/event/{id}/arrivals",
  "get /v1/reviews/event/{id}/relocation",
  "get /v1/reviews/queue",
  "get /v1/reviews/{kind}/{id}",
  "get /v1/scheduled-forecasts",
  "get /v1/scheduled-forecasts/latest",
  "get /v1/scheduled-forecasts/{id}",
  "get /v1/skill",
  "get /v1/webhooks",
  "post /v1/events",
  "post /v1/reviews",
  "post /v1/reviews/{kind}/{id}",
  "post /v1/webhooks",
];

async function checkDocument(response: Response, operations: readonly string[]): Promise<void> {
  assertEquals(response.headers.get("content-type"), "application/json");
  const text = await response.text();
  const document = Document.parse(JSON.parse(text));
  assert(!text.includes('"nullable"'), "nullable is of OpenAPI 3.0");
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      operation,
    }))
  );
  assertEquals(found.map(({ name }) => name).sort(), operations.toSorted());
  for (const { name, operation } of found) {
    const [good] = ["200", "201", "204", "101"].filter((status) => status in operation.responses);
    const [answer] = Object.values(operation.responses[good].content ?? {});
    const hasBody = good === "200" || good === "201";
    assert(!hasBody || answer?.example !== undefined, `${name} has no example`);
    for (const [type, { example }] of Object.entries(operation.requestBody?.content ?? {})) {
      assert(example !== undefined || /gzip|form-data/.test(type), `${name}, ${type}`);
    }
  }
  const ids = found.map(({ operation }) => operation.operationId);
  assertEquals(new Set(ids).size, ids.length);
  for (const [, reference] of text.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)) {
    assert(reference in document.components.schemas, reference);
  }
}

Deno.test("the OpenAPI document is one of version 3.1 with every route and an example of each", async () => {
  await withServer({}, async ({ ask }) => {
    await checkDocument(await ask("/openapi.json"), OPERATIONS);
  });
  await withLiveServer({}, async ({ url }) => {
    const response = await fetch(`${url}/openapi.json`);
    await checkDocument(response, [...OPERATIONS, ...LIVE_OPERATIONS]);
  });
});

Deno.test("the examples are what the schemas ask for", () => {
  schemas.ForecastDocumentSchema.parse(FORECAST_EXAMPLE);
  schemas.EvaluationDocumentSchema.parse(EVALUATION_EXAMPLE);
  schemas.ModelListSchema.parse(MODEL_LIST_EXAMPLE);
  schemas.ModelCardSchema.parse(MODEL_CARD_EXAMPLE);
  schemas.ReadinessSchema.parse(READINESS_EXAMPLE);
  waveforms.PickDocumentSchema.parse(PICK_EXAMPLE);
  waveforms.LocationDocumentSchema.parse(LOCATION_EXAMPLE);
  waveforms.MagnitudeDocumentSchema.parse(MAGNITUDE_EXAMPLE);
  ImpactDocumentSchema.parse(IMPACT_EXAMPLE);
  ExplanationDocumentSchema.parse(EXPLANATION_EXAMPLE);
  ExplanationDocumentSchema.parse(POINT_EXPLANATION_EXAMPLE);
  liveSchemas.EventListSchema.parse(examples.EVENTS_EXAMPLE);
  liveSchemas.EventDetailSchema.parse(examples.EVENT_EXAMPLE);
  liveSchemas.PickListSchema.parse(examples.PICKS_EXAMPLE);
  liveSchemas.AlertMessageSchema.parse(examples.ALERT_EXAMPLE);
  liveSchemas.LiveStateSchema.parse(examples.STATE_EXAMPLE);
  liveSchemas.WaveformEnvelopeSchema.parse(examples.WAVEFORM_EXAMPLE);
  reviewSchemas.NewReviewSchema.parse(reviewExamples.NEW_REVIEW_EXAMPLE);
  reviewSchemas.ReviewSchema.parse(reviewExamples.REVIEW_EXAMPLE);
  reviewSchemas.NewPickSchema.parse(reviewExamples.NEW_PICK_EXAMPLE);
  reviewSchemas.ReviewSchema.parse(reviewExamples.ADDED_PICK_EXAMPLE);
  reviewSchemas.ReviewedItemSchema.parse(reviewExamples.REVIEWED_ITEM_EXAMPLE);
  reviewSchemas.ReviewQueueSchema.parse(reviewExamples.QUEUE_EXAMPLE);
  const bodies = {
    ...{ pick: PICK_BODY, location: LOCATION_BODY, magnitude: MAGNITUDE_BODY },
    impact: IMPACT_BODY,
  };
  for (const kind of ["pick", "location", "magnitude", "impact"] as const) {
    const { schema } = waveformBodies(kind)["application/json"];
    schema.parse(bodies[kind]);
  }
});

Deno.test("the version is that of the project", async () => {
  const { version } = JSON.parse(
    await Deno.readTextFile(new URL("../../deno.json", import.meta.url)),
  );
  assertEquals(VERSION, version);
});

Deno.test("the page of the documentation loads everything from the server itself", async () => {
  await withServer({}, async ({ ask, url }) => {
    const page = await (await ask("/docs")).text();
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
    assert(links.length >= 4, page);
    for (const link of links) {
      assert(link.startsWith("/"), `${link} leads elsewhere`);
      const response = await ask(link);
      assertEquals(response.status, 200, link);
      assert((await response.arrayBuffer()).byteLength > 100, link);
    }
    assert(!/<script(?![^>]*src=)[^>]*>|\son\w+=|\sstyle=/.test(page), "inline script or style");
    const initialiser = await (await ask("/docs/initialiser.js")).text();
    assertStringIncludes(initialiser, '"/openapi.json"');
    assertMatch(initialiser, /validatorUrl: null/); // else it asks a server elsewhere
    assert(!/https?:\/\//.test(page + initialiser.replaceAll(url, "")));
  });
});
