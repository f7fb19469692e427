import { type Pick, reviewedPick, type ReviewState, stationOf } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { reviewItem } from "./review_item.ts";

/** A pick that a person reviewed. */
export interface ReviewedPick {
  /** It as a program has it, or as a person added it. */
  readonly original: Pick;
  /** Whether no program found it, but a person added it. */
  readonly isAdded: boolean;
  /** It as it stands. */
  readonly current: Pick;
  /** What the person said of it. */
  readonly state: Exclude<ReviewState, "automatic">;
  /** When the newest review was written, UTC epoch milliseconds. */
  readonly reviewedMs: number;
}

/** Every pick about which a review stands, by station, phase and time. */
export function reviewedPicks(database: Database): ReviewedPick[] {
  const ids = database.reviews.standingIds("pick");
  const states = database.reviews.states("pick", ids);
  const picks = ids.map((id): ReviewedPick => {
    const original = database.picks.get(id) ?? reviewItem(database, "pick", id).item as Pick;
    const item = states.get(id)!;
    const state = item.state as ReviewedPick["state"];
    const current = reviewedPick(original, item);
    const isAdded = item.added !== undefined;
    return { original, isAdded, current, state, reviewedMs: item.newest!.reviewedMs };
  });
  const keyOf = ({ original: { code, phase } }: ReviewedPick) => `${stationOf(code)} ${phase}`;
  return picks.sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.original.timeMs - b.original.timeMs
  );
}

/**
 * Picks about which nobody has said anything, near reviewed ones of the same station.
 *
 * `withinMs` is how near.
 */
export function picksBeside(
  database: Database,
  reviewed: readonly ReviewedPick[],
  withinMs: number,
): Pick[] {
  const known = new Set(reviewed.map(({ original }) => original.id));
  const found = new Map<string, Pick>();
  for (const { original: { code, timeMs } } of reviewed) {
    const station = stationOf(code);
    const limits = { startMs: timeMs - withinMs, endMs: timeMs + withinMs };
    for (const pick of database.picks.query({ station, ...limits })) {
      if (!known.has(pick.id)) found.set(pick.id, pick);
    }
  }
  return [...found.values()];
}
