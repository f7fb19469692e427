import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { OptionTable } from "../../engine/domain/mod.ts";
import type { ForecastJob, JobKind } from "../forecast_job.ts";
import { traceWork } from "../guards/trace_requests.ts";
import { ENCODINGS, JOB_MEDIA_TYPES, mediaTypeOf } from "../media_types.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { sendProblem } from "../problem.ts";
import { refusal } from "../problem_of_error.ts";
import { readBody } from "../read_body.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

/** What distinguishes a route that answers with work of the queue. */
export interface JobRoute {
  /** Path of the route. */
  path: string;
  /** What is asked for. */
  kind: JobKind;
  /** Under which heading it stands there. */
  tag: string;
  /** Options of the query string. */
  options: OptionTable;
  /** Bodies that are read, by media type. */
  bodies: Record<string, { schema: z.ZodType; example?: unknown }>;
  /** One line for the documentation. */
  summary: string;
  /** More lines for it. */
  description: string;
  /** What is answered. */
  schema: z.ZodType;
  /** An answer, shortened. */
  example: unknown;
  /** Draws an answer, for those who accept image/svg+xml rather; there is no picture without it. */
  draw?: (json: string) => Promise<string>;
}

const JSON_TYPE = "application/json";
const SVG_TYPE = "image/svg+xml";

/** Adds a route that hands its request to a worker. */
export function addJobRoute(
  app: OpenAPIHono<ServerEnvironment>,
  route: JobRoute,
  context: ServerContext,
): void {
  const { path, kind } = route;
  app.openAPIRegistry.registerPath({
    method: "post",
    path,
    tags: [route.tag],
    operationId: `post_${kind}`,
    summary: route.summary,
    description: route.description,
    request: {
      query: queryParameters(route.options),
      body: { required: true, content: route.bodies },
    },
    responses: { ...answerOf(route), ...PROBLEMS },
  });
  app.post(path, async (c) => {
    const result = await traceWork(
      `job ${kind}`,
      () => context.queue.run(() => readRequest(c, { kind, context })),
    );
    const status = "json" in result ? 200 : result.problem.status;
    context.metrics.countJob(kind, status);
    if ("problem" in result) return sendProblem(c, result.problem);
    const { draw } = route;
    if (draw === undefined) return c.body(result.json, 200, { "content-type": JSON_TYPE });
    const supports = [JSON_TYPE, SVG_TYPE];
    const type = accepts(c, { header: "Accept", supports, default: JSON_TYPE });
    const body = type === SVG_TYPE ? await draw(result.json) : result.json;
    return c.body(body, 200, { "content-type": type, vary: "accept" });
  });
}

function answerOf({ summary, schema, example, draw }: JobRoute): ReturnType<typeof jsonAnswer> {
  if (draw === undefined) return jsonAnswer(summary, schema, example);
  const content = { [JSON_TYPE]: { schema, example }, [SVG_TYPE]: { schema: z.string() } };
  return { 200: { description: summary, content } };
}

const PROBLEMS = problemAnswers({
  400: "An option is unknown, out of range or contradictory.",
  401: "An API key is needed.",
  404: "There is no such model.",
  408: "The body came too slowly.",
  413: "The body is too large.",
  415: "The body is of a type that cannot be read.",
  422: "What was sent cannot be read, or there is too little in it.",
  500: "The server or the model is at fault.",
  503: "The server is busy; Retry-After tells when to come back.",
  504: "The answer took too long.",
});

/** Takes the body as it is: whatever takes time is done by the worker. */
async function readRequest(
  c: Context<ServerEnvironment>,
  { kind, context }: { kind: JobKind; context: ServerContext },
): Promise<ForecastJob> {
  const contentType = c.req.header("content-type") ?? "";
  const contentEncoding = (c.req.header("content-encoding") ?? "").trim().toLowerCase();
  refuseMedia({ contentType, contentEncoding }, JOB_MEDIA_TYPES[kind]);
  const body = await readBody(c.req.raw, context.bodyLimits);
  return { kind, body, contentType, query: c.req.query(), latestTimeMs: Date.now() };
}

function refuseMedia(
  { contentType, contentEncoding }: Record<string, string>,
  mediaTypes: readonly string[],
): void {
  if (!mediaTypes.includes(mediaTypeOf(contentType))) {
    const state = contentType === ""
      ? "without Content-Type"
      : `of type ${contentType.slice(0, 80)}`;
    throw refusal(
      "unsupported-media-type",
      `Cannot read a body ${state}: send ${mediaTypes.join(", ")}.`,
    );
  }
  if (ENCODINGS.includes(contentEncoding)) return;
  throw refusal(
    "unsupported-media-type",
    `Cannot unpack a body with Content-Encoding ${
      contentEncoding.slice(0, 80)
    }: send gzip or none.`,
  );
}
