import type { Context } from "hono";
import { addedPickId, type ItemState, type ReviewDraft } from "../../engine/domain/mod.ts";
import { problemOf, sendProblem } from "../problem.ts";
import { readSmallJson } from "../read_small_json.ts";
import { authorOf } from "../review_author.ts";
import { NewPickSchema, REVIEW_LIMIT_BYTES } from "../review_schemas.ts";
import type { ServerContext, ServerEnvironment } from "../server_context.ts";

/** Writes down a pick that programs missed, unless there is one for the same arrival. */
export async function addReviewedPick(
  c: Context<ServerEnvironment>,
  context: ServerContext,
): Promise<Response> {
  const { live, metrics } = context;
  const { reviews } = context.database!;
  const given = await readSmallJson(c, {
    schema: NewPickSchema,
    limits: { ...context.bodyLimits, limitBytes: REVIEW_LIMIT_BYTES },
  });
  const { pick: added, reason, eventId } = given;
  const itemId = addedPickId(added);
  const draft: ReviewDraft = {
    ...{ kind: "pick", itemId, decision: "accepted", author: authorOf(c, given), reason, added },
    ...(eventId !== undefined && { eventId }),
  };
  const { number } = reviews.state("pick", itemId); // nobody sees one that is not there
  const outcome = reviews.add(draft, { expectedNumber: number, reviewedMs: Date.now() });
  metrics.countReview("pick", "conflict" in outcome ? "conflict" : "added");
  if ("conflict" in outcome) return sendThere(c, outcome.conflict);
  const { review } = outcome;
  live?.reviews.look();
  c.header("location", `/v1/reviews/pick/${encodeURIComponent(itemId)}`);
  return c.json(review, 201, { etag: `"${review.number}"` });
}

/** Says which pick is there, so that it can be looked at instead. */
function sendThere(c: Context, current: ItemState): Response {
  const { itemId, state, newest } = current;
  const who = newest === undefined ? "a program found it" : `by ${newest.author}`;
  const detail = `Cannot add the pick: there is ${itemId} for this arrival (${state}, ${who}).`;
  return sendProblem(c, problemOf("conflict", detail, { current }));
}
