/// <reference lib="deno.worker" />
/**
 * One reviewer on a database of many: looks at items at random, thinks for a moment, says something of them, and
 * looks again where another one was first. Tells all that the database answered.
 */
import type {
  ItemState,
  LoggedReview,
  ReviewCorrection,
  ReviewDecision,
  ReviewKind,
} from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";

/** An item that is reviewed. */
export interface ReviewedItem {
  readonly kind: ReviewKind;
  readonly itemId: string;
  readonly eventId?: string;
}

/** What a reviewer is to do. */
export interface ReviewingTask {
  readonly path: string;
  readonly author: string;
  readonly seed: number;
  /** Reviews to get into the log. */
  readonly reviews: number;
  readonly items: readonly ReviewedItem[];
}

/** What a reviewer was told. */
export interface ReviewingReport {
  readonly author: string;
  readonly accepted: readonly LoggedReview[];
  readonly conflicts: readonly { readonly expectedNumber: number; readonly found: ItemState }[];
}

self.onmessage = async ({ data }: MessageEvent<ReviewingTask>) => {
  self.postMessage(await review(data));
  self.close();
};

async function review(task: ReviewingTask): Promise<ReviewingReport> {
  const stream = new RandomStream(task.seed);
  using database = openDatabase(task.path, { mode: "write", busyTimeoutMs: 60_000 });
  const accepted: LoggedReview[] = [];
  const conflicts: { expectedNumber: number; found: ItemState }[] = [];
  while (accepted.length < task.reviews) {
    // Squared: a few items are wanted by everybody.
    const item = task.items[Math.floor(stream.uniform() ** 2 * task.items.length)];
    let state = database.reviews.state(item.kind, item.itemId);
    if (stream.uniform() < 0.3) await new Promise((resolve) => setTimeout(resolve, 1));
    for (;;) {
      const draft = { ...item, author: task.author, ...opinion(item.kind, state, stream) };
      const expectedNumber = state.number;
      const reviewedMs = 1_000 * accepted.length;
      const outcome = database.reviews.add(draft, { expectedNumber, reviewedMs });
      if ("review" in outcome) {
        accepted.push(outcome.review);
        break;
      }
      conflicts.push({ expectedNumber, found: outcome.conflict });
      state = outcome.conflict;
    }
  }
  return { author: task.author, accepted, conflicts };
}

function opinion(
  kind: ReviewKind,
  state: ItemState,
  stream: RandomStream,
): { decision: ReviewDecision; reason: string; correction?: ReviewCorrection } {
  const reason = `after ${state.number}`;
  if (state.standing !== undefined && stream.uniform() < 0.3) return { decision: "undone", reason };
  const word = stream.uniform();
  if (word < 0.3) return { decision: "accepted", reason };
  if (word < 0.5) return { decision: "rejected", reason };
  return { decision: "revised", reason, correction: correction(kind, stream) };
}

function correction(kind: ReviewKind, stream: RandomStream): ReviewCorrection {
  const value = Math.round(1e4 * stream.uniform()) / 1e4;
  if (kind === "pick") return value < 0.5 ? { timeMs: 1e6 * value } : { phase: "S" };
  if (kind === "event") return value < 0.3 ? { eventType: "explosion" } : { latitude: 80 * value };
  if (kind === "magnitude") return { magnitude: 9 * value };
  return { probability: value };
}
