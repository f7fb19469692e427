import type { Context } from "hono";
import { routePath } from "hono/route";

/** Paths that ask for an API key, where there are any. */
export const GUARDED: readonly string[] = ["/v1/*", "/metrics", "/fdsnws/*"];

/** The route that answered a request, such as "/v1/models/:name", or "unmatched"; never what a client wrote. */
export function routeOfRequest(c: Context): string {
  const path = routePath(c, -1);
  const isNone = path === "*" || path === "/*" || GUARDED.includes(path) && path !== "/metrics";
  return isNone ? "unmatched" : path;
}
