import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { resolveOptions, type ScheduledForecast } from "../../engine/domain/mod.ts";
import { reportScheduledSkill, watchScheduledDrift } from "../../engine/forecasting/mod.ts";
import type { Database } from "../../engine/storage/mod.ts";
import { DRIFT_EXAMPLE } from "../drift_example.ts";
import { DriftReportSchema } from "../drift_schema.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import { refusal } from "../problem_of_error.ts";
import { marksOf } from "../reviewed_items.ts";
import {
  SCHEDULED_FORECAST_EXAMPLE,
  SCHEDULED_LIST_EXAMPLE,
  SKILL_EXAMPLE,
} from "../scheduled_examples.ts";
import {
  DRIFT_OPTIONS,
  SCHEDULED_LATEST_OPTIONS,
  SCHEDULED_LIST_OPTIONS,
  SKILL_OPTIONS,
} from "../scheduled_options.ts";
import {
  ScheduledForecastSchema,
  ScheduledListSchema,
  SkillReportSchema,
} from "../scheduled_schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

const ROOT = "/v1/scheduled-forecasts";

const PROBLEMS = { 400: "A parameter is unknown or wrong.", 401: "An API key is needed." };

/**
 * GET /v1/scheduled-forecasts, /latest and /{id} below it, and GET /v1/skill and /v1/drift, where the
 * server has a database.
 */
export function addScheduledForecastRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  { answers }: ServerContext,
): void {
  if (answers === undefined) return;
  describeRoutes(app);
  app.get(ROOT, (c) => {
    const options = resolveOptions(SCHEDULED_LIST_OPTIONS, c.req.query());
    return answers.send(c, (database) => ({ forecasts: listForecasts(database, options) }));
  });
  app.get(`${ROOT}/latest`, (c) => {
    const options = resolveOptions(SCHEDULED_LATEST_OPTIONS, c.req.query());
    return answers.send(c, (database) => findLatest(database, options));
  });
  app.get(
    `${ROOT}/:id`,
    (c) => answers.send(c, (database) => describeForecast(database, c.req.param("id"))),
  );
  app.get("/v1/skill", (c) => {
    const options = resolveOptions(SKILL_OPTIONS, c.req.query());
    return answers.send(
      c,
      (database) =>
        reportScheduledSkill(database, { ...options, model: findModel(database, options) }),
    );
  });
  app.get("/v1/drift", (c) => {
    const options = resolveOptions(DRIFT_OPTIONS, c.req.query());
    return answers.send(
      c,
      (database) => watchScheduledDrift(database, { model: findModel(database, options) }),
    );
  });
}

/** The model that is asked for, or that of the newest forecast. */
function findModel({ scheduled }: Database, { model }: { readonly model?: string }): string {
  const [newest] = scheduled.list({ model, limit: 1 });
  if (newest !== undefined) return newest.model;
  throw refusal("not-found", "There is no scheduled forecast of this model.");
}

function listForecasts(
  database: Database,
  options: { readonly model?: string; readonly limit: number },
): unknown[] {
  const listed = database.scheduled.list(options);
  const markOf = marksOf(database, "forecast", listed.map(({ id }) => id));
  return listed.map((forecast) => {
    const outcome = database.forecasts.outcomes(forecast.id).at(-1)?.document;
    const review = markOf(forecast.id);
    return { ...forecast, ...(outcome === undefined ? {} : { outcome }), review };
  });
}

function findLatest(
  database: Database,
  { withheld, ...options }: {
    readonly model?: string;
    readonly kind: string;
    readonly withheld: boolean;
  },
): unknown {
  const query = { ...options, publishedOnly: !withheld, limit: 1 };
  const [found] = database.scheduled.list(query);
  if (found !== undefined) return describeForecast(database, found.id);
  throw refusal("not-found", "There is no such forecast that was published.");
}

function describeForecast(database: Database, id: string): unknown {
  const { forecasts, scheduled } = database;
  const [record] = scheduled.has(id) ? forecasts.query({ id }) : [];
  if (record === undefined) {
    throw refusal("not-found", "There is no scheduled forecast of this identifier.");
  }
  const outcome = forecasts.outcomes(id).at(-1)?.document;
  const review = marksOf(database, "forecast", [id])(id);
  const forecast = record.document as ScheduledForecast;
  return { ...forecast, ...(outcome === undefined ? {} : { outcome }), review };
}

/** Describes a route. */
type Register = (
  path: string,
  route: {
    parameters: Record<string, z.ZodObject>;
    operationId: string;
    summary: string;
    responses: ReturnType<typeof jsonAnswer>;
  },
) => void;

function describeRoutes(app: OpenAPIHono<ServerEnvironment>): void {
  const register: Register = (path, { parameters, ...more }) =>
    app.openAPIRegistry.registerPath({
      ...{ method: "get", path, tags: ["forecasts"], request: parameters },
      ...more,
    });
  register(ROOT, {
    parameters: { query: queryParameters(SCHEDULED_LIST_OPTIONS) },
    operationId: "get_scheduled_forecasts",
    summary: "Forecasts that were made by schedule, the newest first, with what came of them",
    responses: {
      ...jsonAnswer("The forecasts.", ScheduledListSchema, SCHEDULED_LIST_EXAMPLE),
      ...problemAnswers(PROBLEMS),
    },
  });
  register(`${ROOT}/latest`, {
    parameters: { query: queryParameters(SCHEDULED_LATEST_OPTIONS) },
    operationId: "get_latest_scheduled_forecast",
    summary: "The newest forecast that passed its calibration gate",
    responses: {
      ...jsonAnswer("The forecast.", ScheduledForecastSchema, SCHEDULED_FORECAST_EXAMPLE),
      ...problemAnswers({ ...PROBLEMS, 404: "None was published." }),
    },
  });
  const id = z.string().openapi({ example: SCHEDULED_FORECAST_EXAMPLE.id });
  register(`${ROOT}/{id}`, {
    parameters: { params: z.object({ id }) },
    operationId: "get_scheduled_forecast",
    summary: "A forecast, also one that is withheld: isPublished tells, and gate why",
    responses: {
      ...jsonAnswer("The forecast.", ScheduledForecastSchema, SCHEDULED_FORECAST_EXAMPLE),
      ...problemAnswers({ 401: PROBLEMS[401], 404: "There is no such forecast." }),
    },
  });
  describeReports(register);
}

/** How forecasts did, and whether they still do. */
function describeReports(register: Register): void {
  register("/v1/skill", {
    parameters: { query: queryParameters(SKILL_OPTIONS) },
    operationId: "get_skill",
    summary: "How the daily forecasts of a model have done over time",
    responses: {
      ...jsonAnswer("The skill so far.", SkillReportSchema, SKILL_EXAMPLE),
      ...problemAnswers({ ...PROBLEMS, 404: "The model has made no scheduled forecast." }),
    },
  });
  register("/v1/drift", {
    parameters: { query: queryParameters(DRIFT_OPTIONS) },
    operationId: "get_drift",
    summary: "Whether a model should be trained again, by what came of its daily forecasts",
    responses: {
      ...jsonAnswer("The report.", DriftReportSchema, DRIFT_EXAMPLE),
      ...problemAnswers({
        ...PROBLEMS,
        404: "The model has made no scheduled forecast.",
        422: "Fewer than eight of its daily forecasts have come to their end.",
      }),
    },
  });
}
