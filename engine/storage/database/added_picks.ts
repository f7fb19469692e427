import {
  type ItemState,
  type Pick,
  pickOfAdded,
  reviewedPick,
  stationOf,
  unreviewed,
} from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { groundedState } from "./review_log.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** Picks of one phase at one station nearer than this are of one arrival, milliseconds. */
const SAME_ARRIVAL_MS = 500;

/** How far a person may have moved a pick that is looked for at another time, milliseconds. */
const FARTHEST_MOVED_MS = 10_000;

/**
 * Keeps an added pick among the others while that it was added stands; the log of reviews alone remembers it
 * when that is undone. State is where its reviews have led.
 */
export function keepAddedPick(
  connection: DatabaseConnection,
  { itemId, added }: ItemState,
  recordedMs: number,
): void {
  if (added === undefined) {
    connection.run(
      "DELETE FROM picks WHERE id = ?1 AND EXISTS (SELECT 1 FROM reviews WHERE kind = 'pick' " +
        "AND item = ?1 AND basis IS NOT NULL)", // of picks only one that is added has a basis
      itemId,
    );
    return;
  }
  const pick = pickOfAdded(added);
  connection.run(
    "INSERT INTO picks (id, station, phase, time_ms, recorded_ms, document) VALUES (?, ?, ?, ?, ?, ?) " +
      "ON CONFLICT (id) DO NOTHING",
    ...[itemId, stationOf(pick.code), pick.phase, pick.timeMs, recordedMs, writeStoredJson(pick)],
  );
}

/** Where the reviews of a pick have led that already stands for the arrival of another; undefined without one. */
export function pickOfSameArrival(
  connection: DatabaseConnection,
  { code, phase, timeMs }: Pick,
): ItemState | undefined {
  const rows = connection.all<{ document: string }>(
    "SELECT document FROM picks WHERE station = ?1 AND time_ms BETWEEN ?2 - ?3 AND ?2 + ?3 ORDER BY number",
    ...[stationOf(code), timeMs, FARTHEST_MOVED_MS],
  );
  for (const { document } of rows) {
    const pick = readStoredJson<Pick>(document);
    const { basis: _, seen: _seen, ...state } = groundedState(connection, "pick", pick.id);
    const current = reviewedPick(pick, state);
    const isNear = Math.abs(current.timeMs - timeMs) <= SAME_ARRIVAL_MS;
    if (state.state === "rejected" || current.phase !== phase || !isNear) continue;
    return state.number === 0 ? unreviewed("pick", pick.id) : state;
  }
}

/** Added picks that stand, by the events that they belong to. */
export function addedPicksByEvent(connection: DatabaseConnection): Map<string, string[]> {
  const rows = connection.all<{ event: string; item: string }>(
    "SELECT event, item FROM reviewed_items WHERE kind = 'pick' AND event IS NOT NULL " +
      "AND standing IS NOT NULL ORDER BY event, item",
  );
  const byEvent = Map.groupBy(rows, ({ event }) => event);
  return new Map([...byEvent].map(([event, own]) => [event, own.map(({ item }) => item)]));
}
