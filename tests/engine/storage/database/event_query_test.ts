import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { SeismicEvent } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { EVENT_ORDERS, selectEvents } from "../../../../engine/storage/database/event_query.ts";
import type { EventQuery } from "../../../../engine/storage/mod.ts";
import { makeEvent, makeGlobe, withDatabase } from "./database_fixture.ts";

const EVENTS = makeGlobe(3_000, 20_261_126);

/** When the events are written down. */
const RECORDED_MS = 1.75e12;

Deno.test("queries find what a plain loop over all events finds, in the same order", () =>
  withDatabase(({ events }) => {
    events.put(EVENTS, { recordedMs: RECORDED_MS });
    const stream = new RandomStream(7);
    let found = 0;
    for (let i = 0; i < 400; i++) {
      const query = randomQuery(stream);
      const expected = search(EVENTS, query);
      const { offset = 0, limit = Infinity } = query;
      const given = events.query(query).map(({ event }) => event.id);
      const message = JSON.stringify(query);
      assertEquals(given, expected.slice(offset, offset + limit).map(({ id }) => id), message);
      if (i % 4 === 0) {
        assertEquals([...events.iterate(query)].map(({ event }) => event.id), given, message);
      }
      assertEquals(events.count(query), expected.length, message);
      found += given.length;
    }
    assert(found > 10_000, `only ${found} events were found: the queries are too narrow`);
  }));

Deno.test("the newest, oldest, largest and smallest events are found along an index, not by sorting all", () =>
  withDatabase((database) => {
    database.events.put(EVENTS, { recordedMs: RECORDED_MS });
    using reader = new DatabaseSync(database.path, { readOnly: true });
    const indexOf = { time: "events_by_time", magnitude: "events_by_magnitude" };
    for (const orderBy of EVENT_ORDERS) {
      const { sql, values } = selectEvents({ orderBy, limit: 100 });
      const steps = reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      const plan = steps.map(({ detail }) => `${detail}`);
      const index = indexOf[orderBy.replace("-asc", "") as keyof typeof indexOf];
      const [, first, second] = plan;
      assertEquals([plan[0], first], ["MATERIALIZE found", `SCAN events USING INDEX ${index}`]);
      assert(!/FOR ORDER BY$/.test(second), plan.join("; "));
    }
  }));

Deno.test("edges of a box belong to it, and a box may cross the antimeridian", () =>
  withDatabase(({ events }) => {
    const longitudes = [-180, -179.9, -170, 0, 169.9, 170, 179.9, 180];
    events.put(longitudes.map((longitude) => makeEvent(`${longitude}`, { longitude })), {
      recordedMs: 1,
    });
    const inBox = (west: number, east: number) =>
      events.query({ box: { west, east, south: 0, north: 0 } })
        .map(({ event }) => Number(event.id)).sort((a, b) => a - b);
    assertEquals(inBox(170, -170), [-180, -179.9, -170, 170, 179.9, 180]);
    assertEquals(inBox(170, 190), [-180, -179.9, -170, 170, 179.9, 180]);
    assertEquals(inBox(170, 180), [-180, 170, 179.9, 180]); // 180 and −180 are one meridian
    assertEquals(inBox(-180, -170), [-180, -179.9, -170, 180]);
    assertEquals(inBox(0, 0), [0]);
    assertEquals(inBox(-180, 180).length, 8);
  }));

Deno.test("an event without a hypocentre is found by what it has", () =>
  withDatabase(({ events }) => {
    events.put([makeEvent("a", { origins: [], magnitude: 5 })], { recordedMs: 1 });
    assertEquals(events.count(), 1);
    assertEquals(events.count({ minimumMagnitude: 5 }), 1);
    assertEquals(events.count({ startMs: -1e15 }), 0);
    assertEquals(events.count({ box: { west: -180, east: 180, south: -90, north: 90 } }), 0);
  }));

function randomQuery(stream: RandomStream): EventQuery {
  const chance = (probability: number) => stream.uniform() < probability;
  const whole = (from: number, to: number) => from + Math.floor(stream.uniform() * (to - from + 1));
  const five = (from: number, to: number) => whole(from / 5, to / 5) * 5;
  const south = five(-90, 85);
  const maximumDegrees = chance(0.2) ? 180 : whole(1, 100);
  return {
    ...(chance(0.4) && {
      box: { west: five(-180, 175), east: five(-180, 180), south, north: five(south, 90) },
    }),
    ...(chance(0.3) && {
      circle: {
        latitude: chance(0.1) ? 90 : five(-85, 85) + (chance(0.5) ? stream.uniform() : 0),
        longitude: chance(0.2) ? 180 : five(-180, 180),
        ...(chance(0.7) && { maximumDegrees }),
        ...(chance(0.3) && { minimumDegrees: maximumDegrees / 3 }),
      },
    }),
    ...(chance(0.3) && { startMs: 1.7e12 + whole(0, 50) * 1e8 }),
    ...(chance(0.3) && { endMs: 1.7e12 + whole(50, 100) * 1e8 }),
    ...(chance(0.3) && { minimumMagnitude: whole(0, 60) / 10 }),
    ...(chance(0.2) && { maximumMagnitude: whole(10, 70) / 10 }),
    ...(chance(0.2) && { minimumDepthKm: whole(0, 30) * 10 }),
    ...(chance(0.2) && { maximumDepthKm: whole(10, 60) * 10 }),
    ...(chance(0.1) && { updatedAfterMs: chance(0.5) ? RECORDED_MS : 1.8e12 + 500 }),
    ...(chance(0.1) && { eventTypes: ["explosion", "quarry blast"] }),
    ...(chance(0.1) && { agency: "US" }),
    ...(chance(0.05) && { eventIds: ["event3", "event5", "event'; DROP TABLE events"] }),
    ...(chance(0.8) &&
      { orderBy: (["time", "time-asc", "magnitude", "magnitude-asc"] as const)[whole(0, 3)] }),
    ...(chance(0.3) && { limit: whole(0, 50) }),
    ...(chance(0.3) && { offset: whole(0, 50) }),
  };
}

/** The definition: every event is looked at. */
function search(events: readonly SeismicEvent[], query: EventQuery): SeismicEvent[] {
  const order = query.orderBy ?? "time";
  const sign = order.endsWith("-asc") ? 1 : -1;
  const key = (event: SeismicEvent) =>
    order.startsWith("time") ? event.origins[0].timeMs : event.magnitudes[0]?.magnitude;
  return events.filter((event) => matches(event, query)).map((event, row) => ({ event, row }))
    .sort((a, b) => {
      const [first, second] = [key(a.event), key(b.event)];
      if (first === second) return a.row - b.row;
      if (first === undefined || second === undefined) return first === undefined ? 1 : -1;
      return sign * (first - second);
    }).map(({ event }) => event);
}

function matches(event: SeismicEvent, query: EventQuery): boolean {
  const { timeMs, latitude, longitude, depthKm } = event.origins[0];
  const magnitude = event.magnitudes[0]?.magnitude ?? NaN;
  const isWithin = (value: number, least?: number, most?: number) =>
    (least === undefined || value >= least) && (most === undefined || value <= most);
  const { box, circle } = query;
  if (box !== undefined) {
    const turned = [longitude - 360, longitude, longitude + 360];
    const east = box.east < box.west ? box.east + 360 : box.east;
    if (!turned.some((one) => one >= box.west && one <= east)) return false;
    if (!isWithin(latitude, box.south, box.north)) return false;
  }
  if (circle !== undefined) {
    const degrees = arcDegrees([latitude, longitude], [circle.latitude, circle.longitude]);
    if (!isWithin(degrees, circle.minimumDegrees, circle.maximumDegrees)) return false;
  }
  return isWithin(timeMs, query.startMs, query.endMs) &&
    isWithin(magnitude, query.minimumMagnitude, query.maximumMagnitude) &&
    isWithin(depthKm, query.minimumDepthKm, query.maximumDepthKm) &&
    (event.updatedMs ?? RECORDED_MS) > (query.updatedAfterMs ?? -Infinity) &&
    (query.eventTypes?.includes(event.eventType) ?? true) &&
    (query.agency === undefined || event.agency === query.agency.toLowerCase()) &&
    (query.eventIds?.includes(event.id) ?? true);
}

/** Angle between two places, by vectors; what lies on an edge is decided by no rounding. */
function arcDegrees(from: readonly number[], to: readonly number[]): number {
  const vector = ([latitude, longitude]: readonly number[]) => {
    const [phi, lambda] = [latitude, longitude].map((degrees) => degrees * Math.PI / 180);
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [a, b] = [vector(from), vector(to)];
  const chord = Math.hypot(...a.map((value, i) => value - b[i]));
  const degrees = 2 * Math.asin(Math.min(1, chord / 2)) * 180 / Math.PI;
  return Math.abs(degrees - Math.round(degrees)) < 1e-6 ? Math.round(degrees) : degrees;
}
