import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError, type SeismicEvent } from "../../../../engine/domain/mod.ts";
import { readQuakeml, readWholeFile } from "../../../../engine/sources/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { makeEvent, makeGlobe, makePick, withDatabase } from "./database_fixture.ts";

/** An event with everything, odd numbers included. */
const FULL: SeismicEvent = {
  id: "smi:local/ev|ent/1 'quoted' \u0000 ü",
  eventType: "earthquake",
  agency: "NC",
  updatedMs: 1.7e12 + 0.125,
  descriptions: ["Ridgecrest", ""],
  origins: [{
    id: "o1",
    timeMs: 1_562_383_193_040.25,
    latitude: -0,
    longitude: 181.5,
    depthKm: NaN,
    timeErrorSeconds: Infinity,
    horizontalErrorKm: 0.1 + 0.2,
    depthErrorKm: 1e-300,
    covarianceKm2: [1, 0, 0, 0, NaN, 0, 0, 0, -0],
    ellipsoid: {
      probability: 0.68,
      halfAxesKm: [3, 2, 1],
      directions: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    },
    arrivals: [{
      ...{ pickId: "p1", phase: "P", distanceKm: 12.5, azimuthDegrees: NaN },
      ...{ residualSeconds: -0.02, weight: 1 },
    }],
    remarks: ['{"$number":"NaN"}'],
  }],
  preferredOriginId: "o1",
  magnitudes: [{ id: "m1", magnitude: 7.1, magnitudeType: "Mw", error: NaN, originId: "o1" }],
  picks: [{
    ...makePick("p1", 1.5e12),
    timeErrorSeconds: NaN,
    amplitude: 1e-9,
    amplitudeUnit: "m/s",
  }],
};

Deno.test("an event comes back as it was put, whatever numbers it holds", () =>
  withDatabase((database) => {
    database.events.put([FULL], { recordedMs: 5, reason: "first" });
    assertEquals(database.events.get(FULL.id), {
      ...{ event: FULL, revision: 1, status: "automatic", reason: "first", recordedMs: 5 },
    });
    const origin = database.events.get(FULL.id)!.event.origins[0];
    assert(Object.is(origin.latitude, -0) && Object.is(origin.covarianceKm2![8], -0));
  }));

testWithSharedData(
  "real QuakeML comes back as it was read",
  () =>
    withDatabase(async (database) => {
      for (
        const name of ["seisplotjs_quakeml/usgs.xml.gz", "seisplotjs_quakeml/obspy_catalog.xml"]
      ) {
        const bytes = await readWholeFile(sharedFile(`data/arrivals/${name}`));
        const { events } = readQuakeml(bytes, name);
        assert(events.length > 0);
        database.events.put(events, { recordedMs: 1 });
        for (const event of events) assertEquals(database.events.get(event.id)!.event, event);
      }
    }),
);

Deno.test("revisions are appended, never overwritten, and an equal event adds none", () =>
  withDatabase((database) => {
    const { events } = database;
    const [first, second] = [4.9, 5.2].map((magnitude) => makeEvent("a", { magnitude }));
    assertEquals(events.put([first], { recordedMs: 1 }), { added: 1, revised: 0, unchanged: 0 });
    assertEquals(events.put([first], { recordedMs: 2 }), { added: 0, revised: 0, unchanged: 1 });
    assertEquals(events.put([second], { recordedMs: 3 }), { added: 0, revised: 1, unchanged: 0 });
    events.setStatus("a", { status: "reviewed", recordedMs: 4, reason: "seen by a person" });
    assertEquals(
      events.revisions("a").map(({ event, revision, status, recordedMs }) => [
        ...[revision, event.magnitudes[0].magnitude, status, recordedMs],
      ]),
      [[1, 4.9, "automatic", 1], [2, 5.2, "automatic", 3], [3, 5.2, "reviewed", 4]],
    );
    assertEquals(events.get("a", 1)!.event, first);
    assertEquals(events.query({ minimumMagnitude: 5 }).map(({ revision }) => revision), [3]);
    assertEquals(events.query({ maximumMagnitude: 5 }), []);
    assertEquals([events.get("b"), events.setStatus("b", { status: "deleted", recordedMs: 5 })], [
      undefined,
      undefined,
    ]);
  }));

Deno.test("an event that was reviewed stays so until somebody says otherwise", () =>
  withDatabase(({ events }) => {
    events.put([makeEvent("a")], { recordedMs: 1, status: "reviewed" });
    events.put([makeEvent("a", { magnitude: 3 })], { recordedMs: 2 });
    assertEquals(events.get("a")!.status, "reviewed");
    events.setStatus("a", { status: "automatic", recordedMs: 3 });
    assertEquals(events.get("a")!.status, "automatic");
  }));

Deno.test("an event that was taken back is given only to those who ask for it", () =>
  withDatabase(({ events }) => {
    events.put([makeEvent("a"), makeEvent("b")], { recordedMs: 1 });
    events.setStatus("a", { status: "deleted", recordedMs: 2 });
    assertEquals(events.query().map(({ event }) => event.id), ["b"]);
    assertEquals(events.query({ includeDeleted: true }).length, 2);
    assertEquals(events.revisions("a").length, 2);
  }));

Deno.test("all events of a list are stored, or none", () =>
  withDatabase(({ events }) => {
    const nameless = makeEvent("");
    assertThrows(() => events.put([makeEvent("a"), nameless], { recordedMs: 1 }), InputError);
    assertEquals(events.count(), 0);
  }));

Deno.test("readers see what was committed, and nothing of a transaction under way", () =>
  withDatabase((database) => {
    using reader = openDatabase(database.path, { mode: "read" });
    database.transaction(() => {
      database.events.put([makeEvent("a")], { recordedMs: 1 });
      assertEquals(reader.events.count(), 0);
    });
    assertEquals(reader.events.count(), 1);
  }));

Deno.test("many events are stored in seconds", () =>
  withDatabase((database) => {
    const events = makeGlobe(20_000, 3);
    const startMs = performance.now();
    database.events.put(events, { recordedMs: 1 });
    const seconds = (performance.now() - startMs) / 1000;
    assert(seconds < 10, `20,000 events took ${seconds} s`);
    assertEquals(database.check(), []);
  }));
