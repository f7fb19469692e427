import {
  type AddedPick,
  addedPickId,
  ConfigurationError,
  InputError,
  type ItemState,
  parseChannelCode,
  type ReviewDraft,
} from "../engine/domain/mod.ts";
import { refuseNobody, type ReviewAnswer, type ReviewWork } from "./review_work.ts";
import { readTimeFlag } from "./time_flag.ts";

/** Writes down a pick that programs missed. */
export async function addReviewedPick(
  { path, item: [kind], values }: ReviewWork,
): Promise<ReviewAnswer> {
  if (kind !== "pick") {
    const message = `Cannot add ${kind === undefined ? "nothing" : `a "${kind}"`}: add a pick.`;
    throw new ConfigurationError(message, "kind");
  }
  const { author = "", reason = "", event } = values;
  const added = readAdded(values);
  refuseNobody("add", { author, reason });
  const itemId = addedPickId(added);
  const draft: ReviewDraft = {
    ...{ kind: "pick", itemId, decision: "accepted", author, reason, added },
    ...(event !== undefined && { eventId: event }),
  };
  const { openDatabase } = await import("../engine/storage/mod.ts");
  using database = openDatabase(path, { mode: "write" });
  const { number } = database.reviews.state("pick", itemId);
  const reviewedMs = Date.now();
  const outcome = database.reviews.add(draft, { expectedNumber: number, reviewedMs });
  if ("conflict" in outcome) refuseThere(outcome.conflict);
  const state = database.reviews.state("pick", itemId);
  const text = `Pick ${itemId} is added. "review undo" with this identifier takes it back.`;
  return { document: { review: outcome.review, state }, text };
}

function readAdded({ station, phase, time, timeError }: ReviewWork["values"]): AddedPick {
  for (const [name, value] of Object.entries({ station, phase, time })) {
    if (value !== undefined) continue;
    throw new ConfigurationError(`Cannot add a pick without --${name}.`, name);
  }
  return {
    code: parseChannelCode(station!),
    phase: phase!,
    timeMs: readTimeFlag(time!, "time"),
    ...(timeError !== undefined && { timeErrorSeconds: timeError }),
  };
}

/** Says which pick is there, so that it can be reviewed instead. */
function refuseThere({ itemId, state, newest }: ItemState): never {
  const who = newest === undefined ? "a program found it" : `by ${newest.author}`;
  throw new InputError(
    `Cannot add the pick: there is "${itemId}" for this arrival (${state}, ${who}). ` +
      "Accept or revise that one",
    { field: "time", value: itemId },
  );
}
