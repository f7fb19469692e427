import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Next } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import {
  allowOrigins,
  auditRequests,
  knowClient,
  limitRate,
  requireKey,
} from "./guards/guard_requests.ts";
import { GUARDED, routeOfRequest } from "./guards/route_of_request.ts";
import { addSecurityHeaders, keepFromCaches } from "./guards/security_headers.ts";
import { traceRequests } from "./guards/trace_requests.ts";
import { problemOf, sendProblem } from "./problem.ts";
import { problemOfError } from "./problem_of_error.ts";
import { addAlertRecordRoutes } from "./routes/alert_records.ts";
import { addDashboardRoutes } from "./routes/dashboard.ts";
import { addDocumentationRoutes } from "./routes/documentation.ts";
import { addEventImpactRoute } from "./routes/event_impact.ts";
import { addEvaluationRoute } from "./routes/evaluations.ts";
import { addEventRecordRoutes } from "./routes/event_records.ts";
import { addExplanationRoute } from "./routes/explanations.ts";
import { addFdsnEventRoutes } from "./routes/fdsn_event.ts";
import { addForecastRoute } from "./routes/forecasts.ts";
import { addLiveRoutes } from "./routes/live.ts";
import { addModelRoutes } from "./routes/models.ts";
import { addOperationRoutes } from "./routes/operation.ts";
import { addPutEventsRoute } from "./routes/put_events.ts";
import { addReviewedEventRoutes } from "./routes/reviewed_events.ts";
import { addReviewRoutes } from "./routes/reviews.ts";
import { addScheduledForecastRoutes } from "./routes/scheduled_forecasts.ts";
import { addWaveformRoutes } from "./routes/waveforms.ts";
import { addWebhookRoutes } from "./routes/webhooks.ts";
import type { ServerContext, ServerEnvironment } from "./server_context.ts";

/** All routes, without a port: requests come in through `fetch`. */
export function createApp(context: ServerContext): OpenAPIHono<ServerEnvironment> {
  const app = new OpenAPIHono<ServerEnvironment>();
  app.use(requestId());
  app.use(countRequests(context));
  app.use(traceRequests());
  app.use(auditRequests(context));
  app.use(addSecurityHeaders());
  if (context.corsOrigin.length > 0) app.use(allowOrigins(context.corsOrigin));
  app.use(knowClient(context));
  if (context.rate !== undefined) app.use(limitRate(context.rate));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  for (const path of GUARDED) app.use(path, keepFromCaches(), requireKey(context));
  app.onError((error, c) => {
    const { problem, internal } = problemOfError(error);
    if (internal !== undefined) context.log(`${c.get("requestId")} ${internal}`);
    return sendProblem(c, problem);
  });
  app.notFound((c) => sendProblem(c, problemOf("not-found", "There is nothing at this address.")));
  addForecastRoute(app, context);
  addEvaluationRoute(app, context);
  addExplanationRoute(app, context);
  addWaveformRoutes(app, context);
  addModelRoutes(app, context);
  addOperationRoutes(app, context);
  addFdsnEventRoutes(app, context);
  addEventImpactRoute(app, context);
  addDashboardRoutes(app, context);
  addEventRecordRoutes(app, context);
  addAlertRecordRoutes(app, context);
  addLiveRoutes(app, context);
  addPutEventsRoute(app, context);
  addWebhookRoutes(app, context);
  addScheduledForecastRoutes(app, context);
  addReviewRoutes(app, context);
  addReviewedEventRoutes(app, context);
  addDocumentationRoutes(app, context);
  return app;
}

type Middleware = (c: Context<ServerEnvironment>, next: Next) => Promise<Response | void>;

function countRequests({ metrics }: ServerContext): Middleware {
  return async (c, next) => {
    const startMs = performance.now();
    await next();
    const route = routeOfRequest(c);
    const seconds = (performance.now() - startMs) / 1000;
    metrics.countRequest({ method: c.req.method, route, status: c.res.status }, seconds);
  };
}

function refuseMethod(c: Context, methods: string[]): Response {
  const allowed = methods.join(", ");
  const detail = `Cannot ${c.req.method} here: the methods are ${allowed}.`;
  const response = sendProblem(c, problemOf("method-not-allowed", detail));
  response.headers.set("allow", allowed);
  return response;
}
