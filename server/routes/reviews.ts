import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  resolveOptions,
  REVIEW_KINDS,
  type ReviewDraft,
  type ReviewKind,
} from "../../engine/domain/mod.ts";
import { reviewQueue } from "../../engine/monitoring/mod.ts";
import { requireWrite } from "../guards/guard_requests.ts";
import { problemOf, sendProblem } from "../problem.ts";
import { refusal } from "../problem_of_error.ts";
import { readIfMatch } from "../read_if_match.ts";
import { authorOf } from "../review_author.ts";
import { readSmallJson } from "../read_small_json.ts";
import { readTimeOption } from "../read_time_option.ts";
import { QUEUE_OPTIONS, REVIEW_LIST_OPTIONS, REVIEWED_ITEM_OPTIONS } from "../review_options.ts";
import { NewReviewSchema, REVIEW_LIMIT_BYTES } from "../review_schemas.ts";
import { findReviewedItem, type ReviewedItem, type ReviewedKey } from "../reviewed_items.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";
import { addReviewedPick } from "./add_reviewed_pick.ts";
import { describeReviewRoutes } from "./describe_reviews.ts";

/**
 * GET and POST /v1/reviews, GET /v1/reviews/queue and /v1/reviews/{kind}/{id}, and POST there, where the server
 * has a database. The ETag of an item is the number of its newest review: whoever writes says which one they saw.
 */
export function addReviewRoutes(
  app: OpenAPIHono<ServerEnvironment>,
  context: ServerContext,
): void {
  const { answers, database } = context;
  if (answers === undefined || database === undefined) return;
  describeReviewRoutes(app);
  app.get("/v1/reviews", (c) => {
    return answers.send(c, ({ reviews }) => {
      const { since, until, ...query } = resolveOptions(REVIEW_LIST_OPTIONS, c.req.query());
      return { reviews: reviews.list({ ...readSpan({ since, until }), ...query }) };
    });
  });
  app.post("/v1/reviews", requireWrite(context), (c) => addReviewedPick(c, context));
  app.get("/v1/reviews/queue", (c) => {
    return answers.send(c, (one) => {
      const { since, until, ...query } = resolveOptions(QUEUE_OPTIONS, c.req.query());
      return { items: reviewQueue(one, { ...readSpan({ since, until }), ...query }) };
    });
  });
  app.get("/v1/reviews/:kind/:id", (c) => {
    const item = findReviewedItem(database, readKey(c));
    if (item === undefined) return sendUnknown(c);
    const [eventId] = item.kind === "pick" ? database.events.ofPick(item.itemId) : [item.eventId];
    return c.json({ ...item, ...(eventId !== undefined && { eventId }) }, 200, {
      etag: tagOf(item),
      "cache-control": "no-cache",
    });
  });
  app.post("/v1/reviews/:kind/:id", requireWrite(context), (c) => addReview(c, context));
}

/** Earliest and latest time, UTC epoch milliseconds. Throws ConfigurationError for what is no time. */
function readSpan(
  { since, until }: { since: string | undefined; until: string | undefined },
): { sinceMs?: number; untilMs?: number } {
  return {
    ...(since !== undefined && { sinceMs: readTimeOption(since, "since") }),
    ...(until !== undefined && { untilMs: readTimeOption(until, "until") }),
  };
}

/** Writes a review down, unless somebody else was first since its author looked. */
async function addReview(
  c: Context<ServerEnvironment>,
  context: ServerContext,
): Promise<Response> {
  const { database, live, metrics } = context;
  const key = readKey(c);
  const seen = c.req.header("if-match");
  if (seen === undefined) return sendUnseen(c);
  const expectedNumber = readIfMatch(seen);
  const given = await readSmallJson(c, {
    schema: NewReviewSchema,
    limits: { ...context.bodyLimits, limitBytes: REVIEW_LIMIT_BYTES },
  });
  const author = authorOf(c, given);
  const item = findReviewedItem(database!, key);
  if (item === undefined) return sendUnknown(c);
  const { kind, itemId, eventId } = item;
  const draft = { ...given, kind, itemId, eventId, author } as ReviewDraft;
  const outcome = database!.reviews.add(draft, { expectedNumber, reviewedMs: Date.now() });
  metrics.countReview(kind, "conflict" in outcome ? "conflict" : given.decision);
  if ("conflict" in outcome) return sendConflict(c, outcome.conflict);
  const { review } = outcome;
  live?.reviews.look();
  return c.json(review, 201, { etag: tagOf(review) });
}

/** The item that the address names. Throws a refusal for a kind that is not reviewed. */
function readKey(c: Context): ReviewedKey {
  const [kind, itemId] = [c.req.param("kind")!, c.req.param("id")!];
  if (!(REVIEW_KINDS as readonly string[]).includes(kind)) {
    throw refusal("not-found", `Nothing is reviewed but ${REVIEW_KINDS.join(", ")}.`);
  }
  const { event: eventId } = resolveOptions(REVIEWED_ITEM_OPTIONS, c.req.query());
  return { kind: kind as ReviewKind, itemId, eventId };
}

function tagOf({ number }: { readonly number: number }): string {
  return `"${number}"`;
}

function sendUnknown(c: Context): Response {
  return sendProblem(c, problemOf("not-found", "There is no such item."));
}

/** Without what its author saw a review could hide another. Source: RFC 6585, 3. */
function sendUnseen(c: Context): Response {
  const detail = "Cannot keep a review without the header If-Match: send the ETag that was read.";
  const errors = [{ field: "If-Match", detail, expected: 'the ETag of the item, such as "0"' }];
  return sendProblem(c, problemOf("precondition-required", detail, { errors }));
}

/** Says who was first and what stands now, so that one can look again and decide anew. */
function sendConflict(
  c: Context,
  current: Omit<ReviewedItem, "item" | "current" | "reviews">,
): Response {
  const { newest, state, number } = current;
  const first = newest === undefined
    ? "nobody has reviewed it"
    : `${newest.author} was first (${newest.decision}: ${newest.reason})`;
  const detail =
    `Cannot keep the review: ${first}. Its newest review is ${number}, it is ${state}.`;
  c.header("etag", tagOf(current));
  return sendProblem(c, problemOf("conflict", detail, { current }));
}
