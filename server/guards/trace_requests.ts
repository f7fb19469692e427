import { SpanStatusCode, trace } from "@opentelemetry/api";
import type { Guard } from "./guard_requests.ts";
import { routeOfRequest } from "./route_of_request.ts";

/** Where the process traces (OTEL_DENO=true), names a request's span by its route and gives it the identifier. */
export function traceRequests(): Guard {
  return async (c, next) => {
    await next();
    const span = trace.getActiveSpan();
    if (span === undefined) return;
    const route = routeOfRequest(c);
    span.updateName(`${c.req.method} ${route}`);
    span.setAttribute("http.route", route);
    span.setAttribute("quakecast.request_id", c.get("requestId"));
  };
}

/** Where the process traces, tells how long a piece of work took and whether it failed. */
export function traceWork<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return trace.getTracer("quakecast").startActiveSpan(name, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      span.end();
    }
  });
}
