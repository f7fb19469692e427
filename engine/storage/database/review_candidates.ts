import type { Pick, SeismicEvent } from "../../domain/mod.ts";
import type { DatabaseConnection } from "./database_connection.ts";
import type { EventStatus } from "./event_revision.ts";
import { readStoredJson } from "./stored_json.ts";

/** How far back is looked, and at how much. */
export interface CandidateQuery {
  /** Earliest time, UTC epoch milliseconds; 30 days before the newest pick or event of that time unless given. */
  readonly sinceMs?: number;
  /** Latest time, UTC epoch milliseconds; any unless given. */
  readonly untilMs?: number;
  /** Picks that are looked at, those of the least sure first. */
  readonly picks: number;
  /** Events that are looked at, the newest first; and a tenth as many of the largest ones. */
  readonly events: number;
}

/** An event that a person may have to look at. */
export interface CandidateEvent {
  /** The event as programs have it. */
  readonly event: SeismicEvent;
  /** What it is without reviews. */
  readonly status: EventStatus;
  /** Most urgent level of its alerts; left out where there was none. */
  readonly alertLevel?: string;
  /** Largest whole grade of intensity that its newest impact maps; left out where there is none. */
  readonly intensity?: number;
  /** Colour of the fatalities of its newest impact. */
  readonly fatalityAlert?: string;
}

/** What a person may have to look at. */
export interface ReviewCandidates {
  /** Picks about which no review stands. */
  readonly picks: readonly Pick[];
  /** Events, reviewed or not. */
  readonly events: readonly CandidateEvent[];
  /** Earliest time that was looked at, UTC epoch milliseconds. */
  readonly sinceMs: number;
}

/** How long back is looked unless it is told, milliseconds. */
const USUAL_SPAN_MS = 30 * 86_400_000;

const LEVELS = ["none", "information", "caution", "warning"];

/** Impacts that are looked at, the newest first: each is a large document. */
const MOST_IMPACTS = 100;

interface CandidateImpact {
  readonly intensity?: number;
  readonly fatalityAlert?: string;
}

interface CandidateRow {
  id: string;
  status: EventStatus;
  document: string;
}

/** Picks, by how unsure they are, and events of the last time, with what came of them. */
export function readCandidates(
  connection: DatabaseConnection,
  { sinceMs: given, untilMs = Infinity, picks: mostPicks, events: mostEvents }: CandidateQuery,
): ReviewCandidates {
  const newest = connection.get<{ newest: number | null }>(
    "SELECT max(coalesce((SELECT max(time_ms) FROM picks), -1e300), " +
      "coalesce((SELECT max(time_ms) FROM events), -1e300)) AS newest",
  )!.newest!;
  const sinceMs = given ?? Math.min(newest, untilMs) - USUAL_SPAN_MS;
  const picks = connection.all<{ document: string }>(
    `SELECT document FROM picks WHERE number IN (SELECT number FROM picks
       WHERE time_ms BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM reviewed_items
         WHERE kind = 'pick' AND item = id AND standing IS NOT NULL)
       ORDER BY doubt DESC, time_ms DESC, number DESC LIMIT ?) ORDER BY number`,
    ...[sinceMs, untilMs, mostPicks],
  );
  const levels = levelsOf(connection, sinceMs);
  const impacts = impactsOf(connection, sinceMs);
  const span = { sinceMs, untilMs };
  const events = eventRows(connection, span, mostEvents).map(({ id, status, document }) => ({
    ...{ event: readStoredJson<SeismicEvent>(document), status },
    ...(levels.has(id) && { alertLevel: LEVELS[levels.get(id)!] }),
    ...impacts.get(id),
  }));
  return { picks: picks.map(({ document }) => readStoredJson<Pick>(document)), events, sinceMs };
}

/** Events of the time that is looked at, those that programs took back aside. */
function eventRows(
  connection: DatabaseConnection,
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
  most: number,
): CandidateRow[] {
  const numbers = (order: string) =>
    `SELECT number FROM (SELECT events.number AS number FROM events WHERE time_ms BETWEEN ?1 AND ?4 AND
       (status <> 'deleted' OR EXISTS (SELECT 1 FROM automatic_events WHERE event = events.number))
       ORDER BY ${order}, events.number LIMIT ?2)`;
  return connection.all<CandidateRow>(
    `SELECT id, coalesce(automatic_events.status, events.status) AS status,
       coalesce(automatic_events.document, event_revisions.document) AS document
     FROM events LEFT JOIN automatic_events ON automatic_events.event = number
     JOIN event_revisions ON event_revisions.event = number
       AND event_revisions.revision = events.revision
     WHERE number IN (${numbers("time_ms DESC")} UNION
       ${numbers("magnitude DESC NULLS LAST").replace("?2", "?3")}) ORDER BY number`,
    ...[sinceMs, most, Math.ceil(most / 10), untilMs],
  );
}

/** The most urgent level of each event's alerts, by its place among the levels. */
function levelsOf(connection: DatabaseConnection, sinceMs: number): Map<string, number> {
  const rows = connection.all<{ event: string; level: string | null }>(
    "SELECT DISTINCT event, json_extract(document, '$.level') AS level FROM alerts " +
      "WHERE event IS NOT NULL AND issued_ms >= ?",
    sinceMs,
  );
  const levels = new Map<string, number>();
  for (const { event, level } of rows) {
    levels.set(event, Math.max(levels.get(event) ?? 0, LEVELS.indexOf(level ?? "")));
  }
  return levels;
}

/** What the newest impact of each event says, of the newest so many. */
function impactsOf(connection: DatabaseConnection, sinceMs: number): Map<string, CandidateImpact> {
  const rows = connection.all<{ event: string; intensity: number | null; losses: string | null }>(
    `SELECT event, json_extract(document, '$.contours[#-1].intensity') AS intensity,
       json_extract(document, '$.losses') AS losses FROM impacts WHERE made_ms >= ? AND revision =
         (SELECT max(revision) FROM impacts AS later WHERE later.event = impacts.event)
     ORDER BY made_ms DESC LIMIT ?`,
    ...[sinceMs, MOST_IMPACTS],
  );
  return new Map(rows.map(({ event, intensity, losses }) => {
    const all: { unit: string; alert: string }[] = losses === null ? [] : JSON.parse(losses);
    const alert = all.find(({ unit }) => unit === "fatalities")?.alert;
    return [event, {
      ...(intensity !== null && { intensity }),
      ...(alert !== undefined && { fatalityAlert: alert }),
    }];
  }));
}
