import type { DatabaseConnection } from "./database_connection.ts";

/** Questions whose answer is 0 in a sound database, and what is wrong otherwise. */
const COUNTS: readonly (readonly [sql: string, fault: string])[] = [
  [
    `SELECT count(*) AS count FROM events WHERE NOT EXISTS (SELECT 1 FROM event_revisions
     WHERE event = number AND event_revisions.revision = events.revision)`,
    "events lack their latest revision",
  ],
  [
    `SELECT count(*) AS count FROM (SELECT event FROM event_revisions GROUP BY event
     HAVING count(*) <> max(revision) OR min(revision) <> 1)`,
    "events lack a revision in between",
  ],
  [
    `SELECT count(*) AS count FROM events WHERE (latitude IS NOT NULL) <>
     EXISTS (SELECT 1 FROM event_places WHERE event_places.number = events.number)`,
    "events are not where the index of places has them",
  ],
  [
    "SELECT count(*) AS count FROM event_revisions WHERE NOT json_valid(document)",
    "revisions of events are no JSON",
  ],
  [
    "SELECT coalesce(max(sequence), 0) - count(*) AS count FROM reviews",
    "reviews are missing from the log",
  ],
  [
    `SELECT count(*) AS count FROM (SELECT kind, item, max(number) AS newest, count(*) AS count
     FROM reviews GROUP BY kind, item) AS logged LEFT JOIN reviewed_items USING (kind, item)
     WHERE reviewed_items.newest IS NOT logged.newest OR logged.count <> logged.newest`,
    "items do not have all their reviews",
  ],
  [
    `SELECT count(*) AS count FROM reviewed_items WHERE kind = 'pick' AND standing IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM picks WHERE id = item)
     AND EXISTS (SELECT 1 FROM reviews WHERE kind = 'pick' AND reviews.item = reviewed_items.item
       AND basis IS NOT NULL)`,
    "picks that persons added are missing",
  ],
  [
    `SELECT count(*) AS count FROM automatic_events JOIN events ON number = automatic_events.event
     WHERE NOT EXISTS (SELECT 1 FROM reviewed_items WHERE standing IS NOT NULL
       AND (kind = 'event' AND item = id OR kind = 'magnitude' AND reviewed_items.event = id))`,
    "events are kept as automatic without a review that stands",
  ],
];

/**
 * What is wrong with a database, a sentence each; empty where all is well: the file itself (SQLite's own
 * check), references, the index of places, and that every event has all its revisions.
 */
export function checkDatabase(connection: DatabaseConnection): string[] {
  const faults = connection.all<{ integrity_check: string }>("PRAGMA integrity_check")
    .map((row) => row.integrity_check).filter((text) => text !== "ok");
  if (faults.length > 0) return faults; // what follows would only fail
  const places = connection.get<{ found: string }>("SELECT rtreecheck('event_places') AS found")!;
  if (places.found !== "ok") faults.push(`index of places: ${places.found}`);
  const references = connection.all<{ table: string; parent: string }>("PRAGMA foreign_key_check");
  for (const { table, parent } of references) {
    faults.push(`a row of ${table} refers to one of ${parent} that is not there`);
  }
  for (const [sql, fault] of COUNTS) {
    const { count } = connection.get<{ count: number }>(sql)!;
    if (count > 0) faults.push(`${count} ${fault}`);
  }
  return faults;
}
