import {
  ConfigurationError,
  InputError,
  type ItemState,
  nearestWord,
  REVIEW_KINDS,
  type ReviewDraft,
  type ReviewKind,
} from "../engine/domain/mod.ts";
import { addReviewedPick } from "./add_reviewed_pick.ts";
import { relocateEvent, relocationText } from "./relocate_event.ts";
import { correctionOfFlags, DECISION_OF_ACTION, type ReviewAction } from "./review_flags.ts";
import { refuseNobody, type ReviewAnswer, type ReviewWork } from "./review_work.ts";
import { showReviewSkill } from "./show_review_skill.ts";
import { readTimeFlag } from "./time_flag.ts";

type Work = (work: ReviewWork) => Promise<ReviewAnswer>;

/** Every action by its name. */
export const WORK_ON_REVIEWS: Readonly<Record<ReviewAction, Work>> = {
  queue: showQueue,
  show: showItem,
  log: showLog,
  skill: showReviewSkill,
  accept: (work) => write("accept", work),
  reject: (work) => write("reject", work),
  revise: (work) => write("revise", work),
  add: addReviewedPick,
  undo: (work) => write("undo", work),
};

async function showQueue({ path, values }: ReviewWork): Promise<ReviewAnswer> {
  const { since, kind, limit = 20 } = values;
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { reviewQueue } = await import("../engine/monitoring/mod.ts");
  const { reviewQueueText } = await import("../engine/drawing/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const sinceMs = since === undefined ? undefined : readTimeFlag(since, "since");
  const items = reviewQueue(database, { limit, sinceMs, kind: kind as ReviewKind | undefined });
  return { document: { items }, text: reviewQueueText(items) };
}

async function showItem({ path, item }: ReviewWork): Promise<ReviewAnswer> {
  const { kind, itemId } = itemOf("show", item);
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { reviewItem } = await import("../engine/monitoring/mod.ts");
  const { reviewItemText } = await import("../engine/drawing/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const shown = reviewItem(database, kind, itemId);
  return { document: shown, text: reviewItemText(shown) };
}

async function showLog({ path, values }: ReviewWork): Promise<ReviewAnswer> {
  const { since, author, kind, limit = 100 } = values;
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { reviewLogText } = await import("../engine/drawing/mod.ts");
  using database = openDatabase(path, { mode: "read" });
  const reviews = database.reviews.list({
    ...{ author, kind: kind as ReviewKind | undefined, limit },
    sinceMs: since === undefined ? undefined : readTimeFlag(since, "since"),
  });
  return { document: { reviews }, text: reviewLogText(reviews) };
}

async function write(
  action: keyof typeof DECISION_OF_ACTION,
  { path, item, values, explicit }: ReviewWork,
): Promise<ReviewAnswer> {
  const { kind, itemId } = itemOf(action, item);
  const { author = "", reason = "", expect } = values;
  refuseNobody(action, { author, reason });
  const isRelocated = action === "revise" && values.relocate === true;
  const written = action === "revise" && !isRelocated
    ? correctionOfFlags(kind, values, explicit)
    : undefined;
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { reviewItem } = await import("../engine/monitoring/mod.ts");
  using database = openDatabase(path, { mode: "write" });
  const { eventId, state } = reviewItem(database, kind, itemId);
  const relocation = isRelocated
    ? await relocateEvent(database, { kind, itemId }, { values, explicit })
    : undefined;
  const correction = relocation === undefined
    ? written
    : { ...relocation.correction, ...(values.eventType && { eventType: values.eventType }) };
  const draft: ReviewDraft = {
    ...{ kind, itemId, decision: DECISION_OF_ACTION[action], author, reason },
    ...(kind === "magnitude" && { eventId }),
    ...(correction !== undefined && { correction }),
  };
  const outcome = database.reviews.add(draft, {
    ...{ expectedNumber: expect ?? state.number, reviewedMs: Date.now() },
  });
  if ("conflict" in outcome) {
    return await refuseConflict(action, outcome.conflict, expect ?? state.number);
  }
  const { review } = outcome;
  const now = database.reviews.state(kind, itemId);
  const isGone = state.added !== undefined && now.added === undefined; // a person had added it
  const undone = review.undoes === undefined ? "" : ` Review ${review.undoes} is taken back.`;
  const moved = relocation === undefined ? "" : `${relocationText(relocation)} `;
  const text = `${moved}Review ${review.number} of ${kind} ${itemId} is written down.${undone} ` +
    (isGone ? "It is in no view any more." : `It is ${now.state} now.`);
  return { document: { review, state: now, ...(relocation && { relocation }) }, text };
}

/** Says who was first, and what they said. */
async function refuseConflict(action: string, conflict: ItemState, seen: number): Promise<never> {
  const { cleanLine } = await import("../engine/drawing/mod.ts");
  const { kind, itemId, number, newest } = conflict;
  const field = { field: "expect", value: String(seen), expected: String(number) };
  if (newest === undefined) {
    throw new InputError(`Cannot ${action} ${kind} "${itemId}": nobody has reviewed it yet`, field);
  }
  const { author, decision, reason, reviewedMs } = newest;
  const time = new Date(reviewedMs).toISOString();
  const said = cleanLine(`${author} was first, at ${time}: ${decision}, "${reason}"`);
  throw new InputError(
    `Cannot ${action} ${kind} "${itemId}": ${said}. Look again, and repeat with ` +
      `--expect ${number} if you still think so`,
    field,
  );
}

function itemOf(action: string, item: readonly string[]): { kind: ReviewKind; itemId: string } {
  const [kind, itemId] = item;
  if (kind === undefined || itemId === undefined) {
    const message = `Cannot ${action} nothing: name a kind (${
      REVIEW_KINDS.join(", ")
    }) and an identifier.`;
    throw new ConfigurationError(message, "kind");
  }
  if (!REVIEW_KINDS.includes(kind as ReviewKind)) {
    const message = `Cannot ${action} a "${kind}": kinds are ${REVIEW_KINDS.join(", ")}.`;
    throw new ConfigurationError(message, "kind", nearestWord(kind, REVIEW_KINDS));
  }
  return { kind: kind as ReviewKind, itemId };
}
