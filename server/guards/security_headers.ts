import type { Context, Next } from "hono";
import { secureHeaders } from "hono/secure-headers";

const NOTHING = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

const OWN = { scriptSrc: ["'self'"], imgSrc: ["'self'", "data:"], connectSrc: ["'self'"] };

/** What pages may load: all of it from here, and no inline script. */
const POLICIES = {
  /** Answers that are no page. */
  data: NOTHING,
  /** Swagger UI sets styles and draws its arrows from data: addresses. */
  docs: { ...NOTHING, ...OWN, styleSrc: ["'self'", "'unsafe-inline'"] },
  dashboard: {
    ...NOTHING,
    ...OWN,
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    workerSrc: ["'self'"],
  },
};

/** Powers of a browser that no page of ours needs. */
const REFUSED_POWERS = Object.fromEntries(
  ["camera", "microphone", "geolocation", "payment", "usb", "serial", "hid"].map(
    (power) => [power, []],
  ),
);

type Middleware = (c: Context, next: Next) => Promise<Response | void>;

/** Headers that guard every answer in a browser, each page with a policy of its own. */
export function addSecurityHeaders(): Middleware {
  const [data, docs, dashboard] = [POLICIES.data, POLICIES.docs, POLICIES.dashboard].map((policy) =>
    secureHeaders({
      contentSecurityPolicy: policy,
      strictTransportSecurity: false, // whoever ends TLS in front of the server says so
      xFrameOptions: "DENY",
      permissionsPolicy: REFUSED_POWERS,
    })
  );
  return (c, next) => {
    const { path } = c.req;
    if (path === "/docs" || path.startsWith("/docs/")) return docs(c, next);
    if (path === "/" || path.startsWith("/dashboard/")) return dashboard(c, next);
    return data(c, next);
  };
}

/**
 * What asks for a key is for who bears it: nothing between keeps it for others, and what has no mark by which it
 * is asked about again (ETag) is not kept at all.
 */
export function keepFromCaches(): Middleware {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set("cache-control", `private, ${headers.get("cache-control") ?? "no-store"}`);
    headers.append("vary", "authorization");
  };
}
