import { assert, assertEquals } from "@std/assert";
import { type ReviewKind, stateOf } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { makeGlobe, makePick } from "./database_fixture.ts";
import type { ReviewedItem, ReviewingReport, ReviewingTask } from "./reviewing_worker.ts";

/** What came of many reviewers at once. */
export interface ReviewersFacts {
  readonly reviewers: number;
  readonly reviews: number;
  readonly conflicts: number;
  readonly undoneAtTheEnd: number;
  readonly reviewsPerSecond: number;
  readonly undosPerSecond: number;
}

/**
 * Lets reviewers work on one database at once, and checks that nothing any of them was told is lost or doubled,
 * that conflicts name the review that was first, that the log is complete and its numbers have no gap, and that
 * undoing everything gives back every item as it was, byte for byte.
 */
export async function letReview(
  folder: string,
  { reviewers, reviews, items: count, seed, report = () => {} }: {
    readonly reviewers: number;
    readonly reviews: number;
    readonly items: number;
    readonly seed: number;
    readonly report?: (message: string) => void;
  },
): Promise<ReviewersFacts> {
  const path = `${folder}/reviewed.db`;
  const items = fill(path, count, seed);
  const before = stateOfAll(path);
  const start = performance.now();
  const reports = await Promise.all(
    Array.from({ length: reviewers }, (_, k) =>
      reviewAt({
        ...{ path, items, author: `reviewer ${k}`, seed: seed + k },
        reviews: reviews / reviewers,
      })),
  );
  const seconds = (performance.now() - start) / 1_000;
  report(`${reviews} reviews in ${seconds.toFixed(1)} s`);
  using database = openDatabase(path, { mode: "write" });
  checkLog(database, reports, reviews);
  checkConflicts(database, reports);
  assertEquals(database.check(), []);
  const undoStart = performance.now();
  const undone = undoAll(database, items);
  const undoSeconds = (performance.now() - undoStart) / 1_000;
  assertEquals(database.check(), []);
  assertEquals(stateOfAll(path), before);
  return {
    ...{ reviewers, reviews, undoneAtTheEnd: undone },
    conflicts: reports.reduce((sum, one) => sum + one.conflicts.length, 0),
    reviewsPerSecond: Math.round(reviews / seconds),
    undosPerSecond: Math.round(undone / undoSeconds),
  };
}

/** Picks, events, magnitudes and forecasts, in an order in which kinds follow one another. */
function fill(path: string, count: number, seed: number): ReviewedItem[] {
  using database = openDatabase(path, { mode: "create" });
  const quarter = Math.ceil(count / 4);
  const events = makeGlobe(2 * quarter, seed).filter(({ magnitudes }) => magnitudes.length > 0);
  const picks = Array.from({ length: quarter }, (_, k) => makePick(`pick${k}`, 1_000 * k));
  database.events.put(events.map((event, k) => ({ ...event, picks: picks.slice(k, k + 2) })), {
    recordedMs: 1,
  });
  database.picks.add(picks, { recordedMs: 1 });
  for (let k = 0; k < quarter; k++) {
    const span = { issuedMs: 1, startMs: k, endMs: k + 1, isPublished: true };
    database.forecasts.add({ id: `forecast${k}`, model: "etas", ...span, document: { mean: k } });
  }
  return Array.from({ length: quarter }, (_, k): ReviewedItem[] => {
    const [{ id: eventId, magnitudes: [{ id }] }] = [events[k % events.length]];
    return [
      { kind: "pick", itemId: `pick${k}` },
      { kind: "event", itemId: eventId },
      { kind: "magnitude", itemId: id, eventId },
      { kind: "forecast", itemId: `forecast${k}` },
    ];
  }).flat();
}

function reviewAt(task: ReviewingTask): Promise<ReviewingReport> {
  const worker = new Worker(new URL("./reviewing_worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(task);
  });
}

/** Each accepted review is in the log once, as it was told; numbers of an item have no gap. */
function checkLog(
  database: Database,
  reports: readonly ReviewingReport[],
  reviews: number,
): void {
  const log = database.reviews.list();
  assertEquals(
    log.map(({ sequence }) => sequence),
    Array.from({ length: reviews }, (_, k) => k + 1),
  );
  const told = reports.flatMap(({ accepted }) => accepted).sort((a, b) => a.sequence - b.sequence);
  assertEquals(told, log);
  for (const [key, own] of Map.groupBy(log, ({ kind, itemId }) => `${kind} ${itemId}`)) {
    assertEquals(own.map(({ number }) => number), own.map((_, k) => k + 1), key);
    const [{ kind, itemId }] = own;
    const plain = own.map(({ sequence: _, ...review }) => review);
    assertEquals(database.reviews.state(kind, itemId), stateOf(kind, itemId, plain), key);
    for (const review of own) assertEquals(review.reason, `after ${review.number - 1}`);
  }
}

/** Who was late is told the review that was first, as it is in the log. */
function checkConflicts(database: Database, reports: readonly ReviewingReport[]): void {
  for (const { expectedNumber, found } of reports.flatMap(({ conflicts }) => conflicts)) {
    assert(found.number > expectedNumber);
    const logged = database.reviews.history(found.kind, found.itemId)[found.number - 1];
    const { sequence: _, ...review } = logged;
    assertEquals(found.newest, review);
  }
}

/** Takes back every review that stands, items in an order of chance; gives how many there were. */
function undoAll(database: Database, items: readonly ReviewedItem[]): number {
  const stream = new RandomStream(1);
  let undone = 0;
  const left = [...items];
  while (left.length > 0) {
    const at = Math.floor(stream.uniform() * left.length);
    const item = left[at];
    const { number, standing } = database.reviews.state(item.kind, item.itemId);
    if (standing === undefined) {
      left.splice(at, 1);
      continue;
    }
    const draft = { ...item, decision: "undone", author: "the last", reason: "all back" } as const;
    database.reviews.add({ ...draft, undoes: standing }, { expectedNumber: number, reviewedMs: 1 });
    undone++;
  }
  return undone;
}

/** All that a reader can see of all items, revisions and times of writing aside. */
function stateOfAll(path: string): unknown {
  const connection = new DatabaseConnection(path, { readOnly: true, busyTimeoutMs: 5_000 });
  const kinds: ReviewKind[] = ["pick", "event", "magnitude", "forecast"];
  const standing = kinds.map((kind) =>
    connection.all(
      "SELECT item FROM reviewed_items WHERE kind = ? AND standing IS NOT NULL",
      kind,
    )
  );
  const rows = [
    "SELECT id, events.status, was_reviewed, time_ms, latitude, longitude, depth_km, magnitude, " +
    "magnitude_type, event_type, agency, event_revisions.status AS newest, document FROM events " +
    "JOIN event_revisions ON event = number AND event_revisions.revision = events.revision ORDER BY id",
    "SELECT * FROM event_places ORDER BY number",
    "SELECT * FROM event_picks ORDER BY event, pick",
    "SELECT * FROM picks ORDER BY id",
    "SELECT * FROM forecasts ORDER BY id",
    "SELECT * FROM automatic_events",
  ].map((sql) => connection.all(sql));
  connection.close();
  return { standing, rows };
}
