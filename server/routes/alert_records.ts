import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { type AlertMessage, resolveOptions } from "../../engine/domain/mod.ts";
import { writeCapAlert } from "../../engine/sources/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { ALERT_EXAMPLE, CAP_EXAMPLE } from "../live_examples.ts";
import { AlertListSchema, AlertRevisionsSchema } from "../live_schemas.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { refusal } from "../problem_of_error.ts";
import { marksOf } from "../reviewed_items.ts";
import { readTimeOption } from "../read_time_option.ts";
import { ALERT_RECORD_OPTIONS, CAP_OPTIONS } from "../record_options.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const tags = ["alerts"];

const PROBLEMS = { 400: "An option is unknown or out of range.", 401: "An API key is needed." };

const UNKNOWN = { 404: "There is no such alert." };

const id = z.string().openapi({ example: "quakecast/2026abcd" });

/** GET /v1/alerts, GET /v1/alerts/{id} and its CAP document, where the server has a database. */
export function addAlertRecordRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { answers, database, cap }: ServerContext,
): void {
  if (answers === undefined || database === undefined) return;
  describeAlerts(app);
  app.get("/v1/alerts", (c) => {
    return answers.send(c, (one) => {
      const { start, limit } = resolveOptions(ALERT_RECORD_OPTIONS, c.req.query());
      const startMs = start === undefined ? undefined : readTimeOption(start, "start");
      const latest = one.alerts.latest({ startMs, limit });
      return { alerts: withReviews(one, latest.map(({ document }) => document as AlertMessage)) };
    });
  });
  app.get(
    "/v1/alerts/:id",
    (c) =>
      answers.send(c, (one) => ({
        id: c.req.param("id"),
        revisions: withReviews(one, findAlert(one, c.req.param("id"))),
      })),
  );
  app.get("/v1/alerts/:id/cap", (c) => {
    const { revision } = resolveOptions(CAP_OPTIONS, c.req.query());
    const messages = findAlert(database, c.req.param("id"));
    const place = messages.findLastIndex((one) =>
      revision === undefined || one.revision === revision
    );
    if (place === -1) throw refusal("not-found", `The alert has no revision ${revision}.`);
    const text = writeCapAlert(messages[place], { ...cap, earlier: messages.slice(0, place) });
    return c.body(text, 200, { "content-type": "application/cap+xml; charset=utf-8" });
  });
}

/** Each with whether its event is automatic or was reviewed. */
function withReviews(database: Database, alerts: readonly AlertMessage[]): unknown[] {
  const markOf = marksOf(database, "event", alerts.map(({ eventId }) => eventId));
  return alerts.map((alert) => ({ ...alert, review: markOf(alert.eventId) }));
}

function findAlert(database: Database, id: string): AlertMessage[] {
  const records = database.alerts.query({ id });
  if (records.length > 0) return records.map(({ document }) => document as AlertMessage);
  throw refusal("not-found", "There is no alert of this identifier.");
}

function describeAlerts(app: OpenAPIHono<ServerEnvironment>): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/alerts",
    tags,
    operationId: "get_alerts",
    summary: "The last message of each alert, the newest first",
    request: { query: queryParameters(ALERT_RECORD_OPTIONS) },
    responses: {
      ...jsonAnswer("The alerts.", AlertListSchema, { alerts: [ALERT_EXAMPLE] }),
      ...problemAnswers(PROBLEMS),
    },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/alerts/{id}",
    tags,
    operationId: "get_alert",
    summary: "All messages of an alert, with what led to them",
    request: { params: z.object({ id }) },
    responses: {
      ...jsonAnswer("The messages, the first one first.", AlertRevisionsSchema, {
        id: ALERT_EXAMPLE.eventId,
        revisions: [ALERT_EXAMPLE],
      }),
      ...problemAnswers({ 401: PROBLEMS[401], ...UNKNOWN }),
    },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/v1/alerts/{id}/cap",
    tags,
    operationId: "get_alert_cap",
    summary: "A message of an alert as a CAP 1.2 document",
    request: { params: z.object({ id }), query: queryParameters(CAP_OPTIONS) },
    responses: {
      200: {
        description: "The document.",
        content: { "application/cap+xml": { schema: z.string(), example: CAP_EXAMPLE } },
      },
      ...problemAnswers({ ...PROBLEMS, ...UNKNOWN }),
    },
  });
}
