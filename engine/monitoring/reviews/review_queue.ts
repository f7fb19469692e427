import type { ReviewKind, ReviewQueueItem } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { queueEvents } from "./queue_events.ts";
import { queueForecasts } from "./queue_forecasts.ts";
import { queuePicks } from "./queue_picks.ts";

/** How much of a database is looked at for a queue. */
const LOOKED_AT = { picks: 1_000, events: 1_000, forecasts: 30 };

/** Least score that is worth a place. */
const LEAST_SCORE = 0.05;

/** What is asked of a queue. */
export interface ReviewQueueQuery {
  /** Most items that are given. */
  readonly limit: number;
  /** Earliest time, UTC epoch milliseconds; 30 days before the newest pick or event unless given. */
  readonly sinceMs?: number;
  /** Latest time, UTC epoch milliseconds. */
  readonly untilMs?: number;
  /** Only items of this kind. */
  readonly kind?: ReviewKind;
}

/**
 * What most needs a look by a person, first what needs it most: the 1,000 least sure picks, the 1,000 newest
 * events and the 100 largest of that time with their magnitudes and worst picks, and of the 30 newest
 * scheduled forecasts those that stand or failed. What was reviewed is left out, until a program's solution
 * differs from the one that was looked at by more than its errors. The score is that of weighFindings; ties
 * go by time, then by identifier.
 */
export function reviewQueue(
  database: Database,
  { limit, sinceMs, untilMs = Infinity, kind: only }: ReviewQueueQuery,
): ReviewQueueItem[] {
  const candidates = database.reviews.candidates({ ...LOOKED_AT, sinceMs, untilMs });
  const events = queueEvents(database, candidates.events);
  const items = [
    ...events.items,
    ...queuePicks(database, candidates.picks, events.standing),
    ...queueForecasts(database, { limit: LOOKED_AT.forecasts, sinceMs: candidates.sinceMs }),
  ];
  const isAsked = ({ score, kind, timeMs }: ReviewQueueItem) =>
    score >= LEAST_SCORE && timeMs <= untilMs && (only === undefined || kind === only);
  return items.filter(isAsked).sort(byNeed).slice(0, limit);
}

function byNeed(a: ReviewQueueItem, b: ReviewQueueItem): number {
  return b.score - a.score || b.timeMs - a.timeMs ||
    compare(a.kind, b.kind) || compare(a.itemId, b.itemId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
