import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Next } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { isAuthorised } from "./api_keys.ts";
import { problemOf, sendProblem } from "./problem.ts";
import { problemOfError } from "./problem_of_error.ts";
import { addAlertRecordRoutes } from "./routes/alert_records.ts";
import { addDashboardRoutes } from "./routes/dashboard.ts";
import { addDocumentationRoutes } from "./routes/documentation.ts";
import { addEventImpactRoute } from "./routes/event_impact.ts";
import { addEvaluationRoute } from "./routes/evaluations.ts";
import { addEventRecordRoutes } from "./routes/event_records.ts";
import { addFdsnEventRoutes } from "./routes/fdsn_event.ts";
import { addForecastRoute } from "./routes/forecasts.ts";
import { addLiveRoutes } from "./routes/live.ts";
import { addModelRoutes } from "./routes/models.ts";
import { addOperationRoutes } from "./routes/operation.ts";
import { addScheduledForecastRoutes } from "./routes/scheduled_forecasts.ts";
import { addWaveformRoutes } from "./routes/waveforms.ts";
import type { ServerContext, ServerEnvironment } from "./server_context.ts";

/** Swagger UI sets styles and draws its arrows from data: addresses; nothing else is let in. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** What asks for an API key, where there are any. */
const GUARDED = ["/v1/*", "/metrics", "/fdsnws/*"];

/** All routes, without a port: requests come in through `fetch`. */
export function createApp(context: ServerContext): OpenAPIHono<ServerEnvironment> {
  const app = new OpenAPIHono<ServerEnvironment>();
  app.use(requestId());
  app.use(countRequests(context));
  app.use(secureHeaders({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    strictTransportSecurity: false, // whoever ends TLS in front of the server says so
    xFrameOptions: "DENY",
  }));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  for (const path of GUARDED) app.use(path, requireKey(context));
  app.onError((error, c) => {
    const { problem, internal } = problemOfError(error);
    if (internal !== undefined) context.log(`${c.get("requestId")} ${internal}`);
    return sendProblem(c, problem);
  });
  app.notFound((c) => sendProblem(c, problemOf("not-found", "There is nothing at this address.")));
  addForecastRoute(app, context);
  addEvaluationRoute(app, context);
  addWaveformRoutes(app, context);
  addModelRoutes(app, context);
  addOperationRoutes(app, context);
  addFdsnEventRoutes(app, context);
  addEventImpactRoute(app, context);
  addDashboardRoutes(app);
  addEventRecordRoutes(app, context);
  addAlertRecordRoutes(app, context);
  addLiveRoutes(app, context);
  addScheduledForecastRoutes(app, context);
  addDocumentationRoutes(app, context);
  return app;
}

type Middleware = (c: Context<ServerEnvironment>, next: Next) => Promise<Response | void>;

function countRequests({ metrics }: ServerContext): Middleware {
  return async (c, next) => {
    const startMs = performance.now();
    await next();
    const path = routePath(c, -1);
    const route = path === "*" || path === "/*" || GUARDED.includes(path) && path !== "/metrics"
      ? "unmatched"
      : path;
    const seconds = (performance.now() - startMs) / 1000;
    metrics.countRequest({ method: c.req.method, route, status: c.res.status }, seconds);
  };
}

function requireKey({ apiKeys }: ServerContext): Middleware {
  return async (c, next) => {
    if (apiKeys.length === 0 || isAuthorised(c.req.header("authorization"), apiKeys)) {
      return await next();
    }
    const detail = 'Cannot answer without a known API key: send "Authorization: Bearer KEY".';
    return sendProblem(c, problemOf("unauthorized", detail));
  };
}

function refuseMethod(c: Context, methods: string[]): Response {
  const allowed = methods.join(", ");
  const detail = `Cannot ${c.req.method} here: the methods are ${allowed}.`;
  const response = sendProblem(c, problemOf("method-not-allowed", detail));
  response.headers.set("allow", allowed);
  return response;
}
