import type { Context } from "hono";

/** Version of the service that is told to clients. */
export const FDSN_EVENT_VERSION = "1.2.0";

/** Statuses that FDSN services answer with, and what they are called. */
const TITLES = {
  400: "Bad Request",
  404: "Not Found",
  413: "Request Entity Too Large",
  503: "Service Unavailable",
} as const;

/** A request that cannot be answered, as FDSN services tell it. */
export class FdsnError extends Error {
  /** Name of the class. */
  override name: string = "FdsnError";
  /** HTTP status. */
  readonly status: keyof typeof TITLES;

  /** Says what is wrong with a request. */
  constructor(status: keyof typeof TITLES, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Answers with an error. Source: FDSN Web Service Specification 1.2, "Error details". */
export function sendFdsnError(c: Context, { status, message }: FdsnError): Response {
  const { origin } = new URL(c.req.url);
  const text = [
    `Error ${status}: ${TITLES[status]}`,
    message,
    `Usage details are available from ${origin}/fdsnws/event/1/`,
    `Request:\n${c.req.url}`,
    `Request Submitted:\n${new Date().toISOString()}`,
    `Service version:\n${FDSN_EVENT_VERSION}`,
  ].join("\n\n") + "\n";
  return c.body(text, status, { "content-type": "text/plain; charset=utf-8" });
}
