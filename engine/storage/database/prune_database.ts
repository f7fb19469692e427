import { ConfigurationError } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";

/** How old each kind may become, milliseconds since it was written down; kinds left out are kept for ever. */
export interface RetentionAges {
  /** Picks, but for those that were reviewed, and of events that were reviewed or alerted. */
  readonly picksMs?: number;
  /** Events that were neither reviewed nor alerted, with their revisions and impacts. */
  readonly eventsMs?: number;
  /** Readings of clocks. */
  readonly clocksMs?: number;
}

/** How many of each kind went, or would go. */
export interface PruneReport {
  /** Picks. */
  picks: number;
  /** Events. */
  events: number;
  /** Readings of clocks. */
  clocks: number;
}

/** Events that stay whatever their age. */
const KEPT = "(events.was_reviewed = 1 OR " +
  "events.id IN (SELECT event FROM alerts WHERE event IS NOT NULL) OR " +
  "events.id IN (SELECT item FROM reviewed_items WHERE kind = 'event') OR " +
  "events.id IN (SELECT event FROM reviewed_items WHERE event IS NOT NULL) OR " +
  "events.number IN (SELECT event_picks.event FROM event_picks JOIN reviewed_items " +
  "ON kind = 'pick' AND item = pick))";

/**
 * What goes of each kind; the question mark is the latest time at which it was written down. Picks are found
 * by the index of their own times, which lie before that: else each run would read all of them.
 */
const OLD = {
  picks:
    "FROM picks WHERE time_ms < ?1 + 86400000 AND recorded_ms < ?1 AND id NOT IN (SELECT pick FROM event_picks JOIN events " +
    `ON number = event WHERE ${KEPT}) AND id NOT IN (SELECT item FROM reviewed_items WHERE kind = 'pick')`,
  events: `FROM events WHERE recorded_ms < ?1 AND NOT ${KEPT}`,
  clocks: "FROM clock_readings WHERE wall_ms < ?1",
} as const;

/** What goes with events, beside their revisions. */
const OF_EVENTS = [
  `DELETE FROM event_places WHERE number IN (SELECT number ${OLD.events})`,
  `DELETE FROM impacts WHERE event IN (SELECT id ${OLD.events})`,
] as const;

/**
 * Removes what is older than it may become, all of it or none; with `dryRun` it is only counted. Alerts,
 * forecasts, models, alarms, reviews and what was reviewed, undone or not, and events that were alerted are never
 * removed.
 */
export function pruneDatabase(
  connection: DatabaseConnection,
  { nowMs, ages, dryRun = false }: {
    readonly nowMs: number;
    readonly ages: RetentionAges;
    readonly dryRun?: boolean;
  },
): PruneReport {
  const limits = { picks: ages.picksMs, events: ages.eventsMs, clocks: ages.clocksMs };
  return connection.transaction(() => {
    const report: PruneReport = { picks: 0, events: 0, clocks: 0 };
    for (const kind of ["picks", "events", "clocks"] as const) {
      const ageMs = limits[kind];
      if (ageMs === undefined) continue;
      if (!(ageMs >= 0)) {
        throw new ConfigurationError(`Cannot keep ${kind} for ${ageMs} ms: it is below 0.`, kind);
      }
      const count = `SELECT count(*) AS count ${OLD[kind]}`;
      report[kind] = connection.get<{ count: number }>(count, nowMs - ageMs)!.count;
      if (dryRun) continue;
      if (kind === "events") {
        for (const old of OF_EVENTS) connection.run(old, nowMs - ageMs);
      }
      connection.run(`DELETE ${OLD[kind]}`, nowMs - ageMs);
    }
    return report;
  });
}
