import { InputError, type Pick, type SeismicEvent, stationOf } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import { readStoredJson, writeStoredJson } from "./stored_json.ts";

/** Which picks are asked for; limits are included. */
export interface PickQuery {
  /** Earliest arrival, UTC epoch milliseconds. */
  readonly startMs?: number;
  /** Latest arrival, UTC epoch milliseconds. */
  readonly endMs?: number;
  /** Only of this station, "NC.MEM". */
  readonly station?: string;
  /** Only of this phase, such as "P". */
  readonly phase?: string;
  /** Most picks that are given. */
  readonly limit?: number;
  /** Whether the last ones are given where there are more; the first ones unless it is set. */
  readonly last?: boolean;
}

/** Picks, whether an event was made of them or not. */
export class PickStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /**
   * Writes picks down, all of them or none; gives how many were not there yet. Throws InputError where there
   * is another pick of the same identifier.
   */
  add(picks: Iterable<Pick>, { recordedMs }: { readonly recordedMs: number }): number {
    return this.#connection.transaction(() => {
      let added = 0;
      for (const pick of picks) added += this.#addOne(pick, recordedMs);
      return added;
    });
  }

  /** The picks that a query asks for, by time of arrival. */
  query(query: PickQuery = {}): Pick[] {
    const { startMs = -1e300, endMs = 1e300, station, phase, limit = -1, last = false } = query;
    const more = (station === undefined ? "" : " AND station = ?") +
      (phase === undefined ? "" : " AND phase = ?");
    const named = [station, phase].filter((value) => value !== undefined);
    const order = last ? "time_ms DESC, number DESC" : "time_ms, number";
    const picks = this.#connection.all<{ document: string }>(
      `SELECT document FROM picks WHERE time_ms BETWEEN ? AND ?${more} ORDER BY ${order} LIMIT ?`,
      ...[startMs, endMs, ...named, limit],
    ).map(({ document }) => readStoredJson<Pick>(document));
    return last ? picks.reverse() : picks;
  }

  /** Other picks of the same phase at the same station within a time of stored ones, by the identifiers of these. */
  near(ids: readonly string[], withinMs: number): Map<string, Pick[]> {
    const rows = this.#connection.all<{ id: string; document: string }>(
      `SELECT one.id AS id, other.document AS document FROM json_each(?1)
       JOIN picks AS one ON one.id = value JOIN picks AS other ON other.station = one.station
         AND other.time_ms BETWEEN one.time_ms - ?2 AND one.time_ms + ?2
         AND other.phase = one.phase AND other.number <> one.number
       ORDER BY one.number, other.number`,
      ...[JSON.stringify(ids), withinMs],
    );
    const near = new Map<string, Pick[]>();
    for (const { id, document } of rows) {
      near.set(id, [...near.get(id) ?? [], readStoredJson<Pick>(document)]);
    }
    return near;
  }

  /** A pick, also one that only an event has; undefined where there is none of this identifier. */
  get(id: string): Pick | undefined {
    const row = this.#connection.get<{ document: string }>(
      "SELECT document FROM picks WHERE id = ?",
      id,
    );
    if (row !== undefined) return readStoredJson<Pick>(row.document);
    const revisions = this.#connection.all<{ document: string }>(
      "SELECT document FROM event_picks JOIN event_revisions USING (event) WHERE pick = ? " +
        "ORDER BY revision DESC",
      id,
    );
    for (const { document } of revisions) {
      const found = readStoredJson<SeismicEvent>(document).picks.find((one) => one.id === id);
      if (found !== undefined) return found;
    }
  }

  #addOne(pick: Pick, recordedMs: number): 0 | 1 {
    const document = writeStoredJson(pick);
    const changes = this.#connection.run(
      "INSERT INTO picks (id, station, phase, time_ms, recorded_ms, document) " +
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      ...[pick.id, stationOf(pick.code), pick.phase, pick.timeMs, recordedMs, document],
    );
    if (changes === 1) return 1;
    const stored = this.#connection.get<{ document: string }>(
      "SELECT document FROM picks WHERE id = ?",
      pick.id,
    );
    if (stored?.document === document) return 0;
    throw new InputError("Cannot store a pick: there is another one of this identifier", {
      field: "id",
      value: pick.id,
    });
  }
}
