import { type Box, boxWidth, wrapLongitude } from "../../domain/mod.ts";
import type { SqlValue } from "./database_connection.ts";

/** A ring around a place, as FDSN event services take it. */
export interface EventCircle {
  /** Latitude of the centre, degrees north. */
  readonly latitude: number;
  /** Longitude of the centre, degrees east. */
  readonly longitude: number;
  /** Least distance, degrees of a great circle; 0 unless given. */
  readonly minimumDegrees?: number;
  /** Largest distance, degrees of a great circle; 180 unless given. */
  readonly maximumDegrees?: number;
}

/** Orders of events. */
export const EVENT_ORDERS = ["time", "time-asc", "magnitude", "magnitude-asc"] as const;

/** Which events are asked for; limits are included. */
export interface EventQuery {
  /** Where; across the antimeridian where west is greater than east, one meridian where they are equal. */
  readonly box?: Box;
  /** Where, by distance. */
  readonly circle?: EventCircle;
  /** Earliest origin time, UTC epoch milliseconds. */
  readonly startMs?: number;
  /** Latest origin time, UTC epoch milliseconds. */
  readonly endMs?: number;
  /** Smallest magnitude. */
  readonly minimumMagnitude?: number;
  /** Largest magnitude. */
  readonly maximumMagnitude?: number;
  /** Type of magnitude, such as "mww"; letters of either case. */
  readonly magnitudeType?: string;
  /** Least depth, kilometres. */
  readonly minimumDepthKm?: number;
  /** Largest depth, kilometres. */
  readonly maximumDepthKm?: number;
  /** Kinds of event, such as "earthquake". */
  readonly eventTypes?: readonly string[];
  /** Who tells of it; letters of either case. */
  readonly agency?: string;
  /** Updated after this time (not at it), UTC epoch milliseconds. */
  readonly updatedAfterMs?: number;
  /** Only these events. */
  readonly eventIds?: readonly string[];
  /** Whether events that were taken back are given too. */
  readonly includeDeleted?: boolean;
  /** Newest first ("time") unless given; events without a value come last. */
  readonly orderBy?: typeof EVENT_ORDERS[number];
  /** Most events that are given. */
  readonly limit?: number;
  /** Events passed over, 0 unless given. */
  readonly offset?: number;
}

/** A condition of SQL and its values. */
export interface SqlCondition {
  /** What follows WHERE. */
  readonly sql: string;
  /** Values for its question marks. */
  readonly values: readonly SqlValue[];
}

/** What follows ORDER BY, by the name of the order; the number of the event settles ties. */
const ORDER_SQL: Readonly<Record<typeof EVENT_ORDERS[number], string>> = {
  time: "time_ms DESC NULLS LAST, number",
  "time-asc": "time_ms NULLS LAST, number",
  magnitude: "magnitude DESC NULLS LAST, number",
  "magnitude-asc": "magnitude NULLS LAST, number",
};

/** Degrees by which the box around a circle is widened, against rounding. */
const MARGIN_DEGREES = 1e-6;

/** What lies this near to the edge of a ring lies on it, degrees: a tenth of a millimetre. */
const EDGE_DEGREES = 1e-9;

/** Turns a query into a condition on the table of events. */
export function conditionOf(query: EventQuery): SqlCondition {
  const parts: SqlCondition[] = [];
  const add = (sql: string, ...values: (SqlValue | undefined)[]) => {
    if (values.every((value) => value !== undefined)) {
      parts.push({ sql, values: values as SqlValue[] });
    }
  };
  if (query.includeDeleted !== true) add("status <> 'deleted'");
  add("time_ms >= ?", query.startMs);
  add("time_ms <= ?", query.endMs);
  add("magnitude >= ?", query.minimumMagnitude);
  add("magnitude <= ?", query.maximumMagnitude);
  add("magnitude_type = ? COLLATE NOCASE", query.magnitudeType);
  add("depth_km >= ?", query.minimumDepthKm);
  add("depth_km <= ?", query.maximumDepthKm);
  add("agency = ? COLLATE NOCASE", query.agency);
  add("updated_ms > ?", query.updatedAfterMs);
  addList(parts, "event_type", query.eventTypes);
  addList(parts, "id", query.eventIds);
  if (query.box !== undefined) parts.push(inBox(query.box, query));
  if (query.circle !== undefined) parts.push(inCircle(query.circle, query));
  if (parts.length === 0) return { sql: "TRUE", values: [] };
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(" AND "),
    values: parts.flatMap(({ values }) => values),
  };
}

/**
 * Turns a query into a question for the latest revisions: which ones is settled by the table of events alone,
 * in the order of an index where there is no narrower one, before any document is read.
 */
export function selectEvents(query: EventQuery): SqlCondition {
  const { sql, values } = selectNumbers(query);
  return {
    sql: `WITH found AS MATERIALIZED (${sql})
      SELECT latest.revision, status, reason, recorded_ms, document
      FROM found JOIN event_revisions AS latest ON event = number AND latest.revision = found.revision
      ORDER BY ${ORDER_SQL[query.orderBy ?? "time"]}`,
    values,
  };
}

/** Turns a query into a question for the rows of the table of events, in its order. */
export function selectNumbers(query: EventQuery): SqlCondition {
  const { sql, values } = conditionOf(query);
  const { orderBy = "time", limit = -1, offset = 0 } = query;
  return {
    sql: `SELECT number, revision, time_ms, magnitude FROM events
      WHERE ${sql} ORDER BY ${ORDER_SQL[orderBy]} LIMIT ? OFFSET ?`,
    values: [...values, limit, offset],
  };
}

/** The list is one value, so that the statement is the same however long it is. */
function addList(parts: SqlCondition[], column: string, list?: readonly string[]): void {
  if (list === undefined) return;
  parts.push({
    sql: `${column} IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(list)],
  });
}

/** The R*Tree finds what may lie inside, in numbers of 24 bits; the exact columns decide. */
function inBox(box: Box, query: EventQuery): SqlCondition {
  const { west, south, north } = box;
  if (west !== box.east && boxWidth(box) >= 360) {
    const coarse = coarseIn({ west: -180, east: 180, south, north }, query);
    return {
      sql: `latitude BETWEEN ? AND ? AND ${coarse.sql}`,
      values: [south, north, ...coarse.values],
    };
  }
  const ranges = longitudeRanges(wrapLongitude(west), box);
  const parts = ranges.map(([from, to]) => {
    const coarse = coarseIn({ west: from, east: to, south, north }, query);
    return {
      sql: `(longitude BETWEEN ? AND ? AND ${coarse.sql})`,
      values: [from, to, ...coarse.values],
    };
  });
  return {
    sql: `latitude BETWEEN ? AND ? AND (${parts.map(({ sql }) => sql).join(" OR ")})`,
    values: [south, north, ...parts.flatMap(({ values }) => values)],
  };
}

/** Ranges of longitudes from −180 to 180 that a box covers; edges stay the numbers that were given. */
function longitudeRanges(west: number, box: Box): [number, number][] {
  const isPlain = box.west === west && box.east >= west && box.east < 180;
  if (isPlain) return [[west, box.east]];
  const east = wrapLongitude(box.east);
  if (box.west === box.east) return [[west, east]];
  return west + boxWidth(box) < 180 ? [[west, east]] : [[west, 180], [-180, east]];
}

function inCircle(circle: EventCircle, query: EventQuery): SqlCondition {
  const { latitude, longitude, minimumDegrees = 0, maximumDegrees = 180 } = circle;
  const distance = "great_circle_degrees(latitude, longitude, ?, ?)";
  const place = [latitude, longitude];
  const around = inBox(boxAround(circle, maximumDegrees), query);
  return {
    sql: `${around.sql} AND ${distance} BETWEEN ? AND ?`,
    values: [
      ...[...around.values, ...place],
      ...[minimumDegrees - EDGE_DEGREES, maximumDegrees + EDGE_DEGREES],
    ],
  };
}

/** The smallest box around a circle, and a little more. */
function boxAround({ latitude, longitude }: EventCircle, radiusDegrees: number): Box {
  const radius = radiusDegrees + MARGIN_DEGREES;
  const [south, north] = [Math.max(-90, latitude - radius), Math.min(90, latitude + radius)];
  const radians = Math.PI / 180;
  const sine = Math.sin(radius * radians) / Math.cos(latitude * radians);
  if (south === -90 || north === 90 || !(sine < 1)) return { west: -180, east: 180, south, north };
  const half = Math.asin(sine) / radians + MARGIN_DEGREES;
  return { west: longitude - half, east: longitude + half, south, north };
}

/** Edges of the R*Tree are rounded outwards when stored, so that what they leave out lies outside. */
function coarseIn(box: Box, query: EventQuery): SqlCondition {
  const limits: [sql: string, value: number | undefined][] = [
    ["north >= ?", box.south],
    ["south <= ?", box.north],
    ["east >= ?", box.west],
    ["west <= ?", box.east],
    ["last_ms >= ?", query.startMs],
    ["first_ms <= ?", query.endMs],
    ["largest_magnitude >= ?", query.minimumMagnitude],
    ["least_magnitude <= ?", query.maximumMagnitude],
  ];
  const used = limits.filter(([, value]) => value !== undefined);
  return {
    sql: `number IN (SELECT number FROM event_places WHERE ${
      used.map(([sql]) => sql).join(" AND ")
    })`,
    values: used.map(([, value]) => value!),
  };
}
