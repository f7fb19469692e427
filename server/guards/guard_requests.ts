import type { Context, Next } from "hono";
import { cors } from "hono/cors";
import { ConfigurationError } from "../../engine/domain/mod.ts";
import { findApiKey } from "../api_keys.ts";
import { problemOf, sendProblem } from "../problem.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { isLoopback } from "../server_options.ts";
import { clientAddressOf, clientNetworkOf } from "./client_address.ts";
import { routeOfRequest } from "./route_of_request.ts";
import { type RequestRate, TokenBuckets } from "./token_buckets.ts";

/** Something that a request passes before its route. */
export type Guard = (c: Context<ServerEnvironment>, next: Next) => Promise<Response | void>;

/** What is always answered: whoever watches the server must not be told that it is down. */
const UNLIMITED: readonly string[] = ["/healthz", "/readyz"];

/** Finds out who asks: the key and the address, for the guards after it and the audit log. */
export function knowClient({ keys, behindProxy }: ServerContext): Guard {
  return async (c, next) => {
    const known = await keys.keys();
    c.set("client", {
      address: clientAddressOf(c, { behindProxy }),
      key: findApiKey(c.req.header("authorization"), known),
    });
    await next();
  };
}

/** Lets a client, a key or else an address, send so many requests and no more. */
export function limitRate(rate: RequestRate): Guard {
  const buckets = new TokenBuckets(rate);
  const policy = `"client";q=${rate.burst};w=${Math.ceil(rate.burst / rate.perSecond)}`;
  return async (c, next) => {
    if (UNLIMITED.includes(c.req.path)) return await next();
    const { key, address } = c.get("client");
    const client = key === undefined ? clientNetworkOf(address) : `key ${key.digest.toHex()}`;
    const { isAllowed, left, waitSeconds } = buckets.take(client, performance.now());
    const wait = Math.ceil(waitSeconds);
    c.header("ratelimit-policy", policy);
    c.header("ratelimit", `"client";r=${left};t=${wait}`);
    if (isAllowed) return await next();
    const detail = `Cannot answer more than ${rate.perSecond} requests a second of one client.`;
    return sendProblem(c, problemOf("too-many-requests", detail, { retryAfterSeconds: wait }));
  };
}

/** Lets in who bears a known key, where there are keys. */
export function requireKey({ keys }: ServerContext): Guard {
  return async (c, next) => {
    if (!keys.isGuarding || c.get("client").key !== undefined) return await next();
    const detail = 'Cannot answer without a known API key: send "Authorization: Bearer KEY".';
    return sendProblem(c, problemOf("unauthorized", detail));
  };
}

/**
 * Goes before a route that changes something, or tells what only those may know who do: the key must have the scope "write". Without keys it is who
 * sits at this machine, and no page of another origin in their browser, whatever name it goes by.
 */
export function requireWrite({ keys, mayWrite }: ServerContext): Guard {
  return async (c, next) => {
    const isChange = c.req.method !== "GET" && c.req.method !== "HEAD";
    c.set("isChange", isChange);
    const refuse = (detail: string) => sendProblem(c, problemOf("forbidden", detail));
    if (keys.isGuarding && !c.get("client").key?.mayWrite) {
      return refuse('Cannot change anything with this API key: it lacks the scope "write".');
    }
    if (!keys.isGuarding && !isOwnPage(c)) {
      return refuse("Cannot change anything for a page of another origin.");
    }
    if (isChange && !mayWrite) {
      return refuse("Cannot change anything: the server was started without --writable.");
    }
    await next();
  };
}

/** Notes requests that change something or are refused, whoever sent them. */
export function auditRequests({ audit }: ServerContext): Guard {
  return async (c, next) => {
    await next();
    if (audit === undefined) return;
    const { status } = c.res;
    const isRefused = status >= 400 && status < 500 && status !== 404;
    if (!isRefused && !c.get("isChange")) return;
    const client = c.get("client");
    audit.record({
      kind: "request",
      key: client?.key?.name ?? null,
      address: client?.address ?? "unknown",
      method: c.req.method,
      route: routeOfRequest(c),
      status,
      requestId: c.get("requestId"),
    }, Date.now());
  };
}

/**
 * Lets pages of these origins read answers. Throws ConfigurationError for what is no origin, such as "*".
 */
export function allowOrigins(origins: readonly string[]): Guard {
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    throw new ConfigurationError(
      `Cannot let pages of "${origin}" in: expected an origin such as https://example.org.`,
      "corsOrigin",
    );
  }
  return cors({
    origin: [...origins],
    allowMethods: ["GET", "HEAD", "POST", "DELETE"],
    allowHeaders: ["authorization", "content-type", "if-match", "last-event-id"],
    exposeHeaders: ["etag", "x-request-id", "retry-after", "ratelimit", "ratelimit-policy"],
    maxAge: 600,
  });
}

/** Whether a browser would send it only for a page of this server: no other origin, no borrowed name. */
function isOwnPage(c: Context): boolean {
  const { hostname, host } = new URL(c.req.url);
  const origin = c.req.header("origin");
  const isSame = origin === undefined || URL.canParse(origin) && new URL(origin).host === host;
  return isSame && isLoopback(hostname);
}
