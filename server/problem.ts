import type { Context } from "hono";

/** One thing that is wrong with a request. */
export interface ProblemField {
  /** Option, column or key that is wrong. */
  field?: string;
  /** What is wrong with it. */
  detail: string;
  /** Line of what was sent, the first being 1. */
  line?: number;
  /** Byte of what was sent, the first being 0. */
  byte?: number;
  /** The wrong value. */
  value?: string;
  /** What would have been right. */
  expected?: string;
}

/** A failure as clients see it. Source: RFC 9457, Problem Details for HTTP APIs. */
export interface Problem {
  /** Name of the kind of problem. */
  type: string;
  /** The same in words. */
  title: string;
  /** HTTP status. */
  status: number;
  /** What could not be done, the state and the need. */
  detail: string;
  /** Path of the request. */
  instance?: string;
  /** Identifier of the request, also in the logs. */
  requestId?: string;
  /** What is wrong, piece by piece. */
  errors?: ProblemField[];
  /** Seconds after which the request may be tried again. */
  retryAfterSeconds?: number;
  /** Of a conflict: what stands now. */
  current?: unknown;
}

/** Kinds of problem: name in the type, status and title. */
export const PROBLEM_KINDS = Object.freeze({
  configuration: [400, "An option is unknown, out of range or contradictory"],
  unauthorized: [401, "An API key is needed"],
  forbidden: [403, "This is not allowed"],
  "not-found": [404, "There is no such page"],
  "unknown-model": [404, "There is no such model"],
  "method-not-allowed": [405, "The method is not allowed here"],
  "request-timeout": [408, "The request came too slowly"],
  conflict: [409, "Somebody else was first"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The body is of a type that cannot be read"],
  input: [422, "What was sent cannot be read"],
  "insufficient-data": [422, "There is too little data"],
  "precondition-required": [428, "It must be said which version was seen"],
  "too-many-requests": [429, "The client asks too often"],
  fault: [500, "The server failed"],
  "damaged-model": [500, "The model cannot be used"],
  "queue-full": [503, "The server is busy"],
  unavailable: [503, "The server cannot answer at the moment"],
  timeout: [504, "The answer took too long"],
}) satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

/** The name of one kind of problem. */
export type ProblemKind = keyof typeof PROBLEM_KINDS;

/** Makes a problem of a kind, with a sentence and more where there is more to say. */
export function problemOf(
  kind: ProblemKind,
  detail: string,
  more: Pick<Problem, "errors" | "retryAfterSeconds" | "current"> = {},
): Problem {
  const [status, title] = PROBLEM_KINDS[kind] as readonly [number, string];
  return { type: `urn:quakecast:problem:${kind}`, title, status, detail, ...more };
}

/** Answers with a problem. */
export function sendProblem(c: Context, problem: Problem): Response {
  const requestId = c.get("requestId");
  const body: Problem = { ...problem, instance: c.req.path, requestId };
  c.header("content-type", "application/problem+json");
  if (problem.status === 401) c.header("www-authenticate", 'Bearer realm="quakecast"');
  if (problem.retryAfterSeconds !== undefined) {
    c.header("retry-after", String(problem.retryAfterSeconds));
  }
  return c.body(JSON.stringify(body, null, 2) + "\n", problem.status as 400);
}
