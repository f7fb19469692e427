import { assert, assertEquals, assertMatch } from "@std/assert";
import type { AlertMessage, SeismicEvent } from "../../../engine/domain/mod.ts";
import { readQuakeml } from "../../../engine/sources/mod.ts";
import { type Database, openDatabase } from "../../../engine/storage/mod.ts";
import * as schemas from "../../../server/live_schemas.ts";
import { serve } from "../../../server/mod.ts";
import { makeEvent, makePick } from "../../engine/storage/database/database_fixture.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { exampleAlert } from "../../engine/monitoring/early_warning/example_alert.ts";
import { DAY_MS, makeFullEvent } from "../fdsn_event_fixture.ts";
import { problemOf } from "../server_fixture.ts";
import { NOW_MS, withLiveServer } from "./live_fixture.ts";

const ALERTS: readonly AlertMessage[] = [
  exampleAlert({ eventId: "old", issuedMs: NOW_MS - 2 * 3_600_000 }),
  exampleAlert({ eventId: "net/1", issuedMs: NOW_MS - 5_000 }),
  exampleAlert({ eventId: "net/1", revision: 2, status: "update", issuedMs: NOW_MS - 4_000 }),
  exampleAlert({ eventId: "net/2", issuedMs: NOW_MS - 3_000 }),
];

function fill(database: Database): void {
  const full: SeismicEvent = { ...makeFullEvent(), id: "net/full event" };
  const plain = [
    makeEvent("small", { timeMs: DAY_MS, magnitude: 2 }),
    makeEvent("large", { timeMs: 2 * DAY_MS, magnitude: 6 }),
    makeEvent("unknown", { timeMs: 3 * DAY_MS, depthKm: NaN }),
  ];
  database.events.put([full, ...plain], { recordedMs: NOW_MS });
  const moved = { ...full, origins: full.origins.map((one) => ({ ...one, depthKm: 12 })) };
  database.events.put([moved], { recordedMs: NOW_MS + 1, reason: "moved", status: "reviewed" });
  database.picks.add([1, 2, 3, 4].map((i) => makePick(`p${i}`, i * 1_000, i === 2 ? "B" : "A")), {
    recordedMs: NOW_MS,
  });
  for (const document of ALERTS) {
    const { eventId: id, revision, status, issuedMs } = document;
    database.alerts.add({ id, eventId: id, revision, status, issuedMs, document });
  }
}

/** Asks a server of such a database, without a live system. */
function withRecords(
  body: (
    ask: (path: string, init?: RequestInit) => Promise<Response>,
    path: string,
  ) => Promise<void>,
  options: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    {
      using database = openDatabase(path, { mode: "create" });
      fill(database);
    }
    const server = await serve(
      { port: 0, models: folder, database: path, ...options },
      { log: () => {} },
    );
    try {
      await body((query, init) => fetch(server.url + query, init), path);
    } finally {
      await server.stop();
      await server.finished;
    }
  });
}

Deno.test("events: by FDSN's words, the newest first", () =>
  withRecords(async (ask) => {
    const idsOf = async (query: string) => {
      const { events } = schemas.EventListSchema.parse(
        await (await ask(`/v1/events${query}`)).json(),
      );
      return events.map(({ id }) => id);
    };
    assertEquals(await idsOf(""), ["net/full event", "unknown", "large", "small"]);
    assertEquals(await idsOf("?limit=2&orderby=time-asc"), ["small", "large"]);
    assertEquals(await idsOf("?minmagnitude=4"), ["net/full event", "large"]);
    assertEquals(await idsOf("?start=1970-01-02T12:00:00&end=1970-01-03"), ["large"]);
    for (const bad of ["?limit=0", "?format=text", "?minmag=big", "?cats=1", "?limit=1&limit=2"]) {
      const problem = await problemOf(await ask(`/v1/events${bad}`));
      assertEquals([problem.status, problem.type], [400, "urn:quakecast:problem:configuration"]);
    }
  }));

Deno.test("an event with all its revisions, its identifier written for an address", () =>
  withRecords(async (ask) => {
    const path = `/v1/events/${encodeURIComponent("net/full event")}`;
    const detail = schemas.EventDetailSchema.parse(await (await ask(path)).json());
    assertEquals([detail.event!.id, detail.event!.revision, detail.event!.status], [
      ...["net/full event", 2, "reviewed"],
    ]);
    assertEquals(detail.revisions, [
      { revision: 1, recordedMs: NOW_MS, status: "automatic", reason: "" },
      { revision: 2, recordedMs: NOW_MS + 1, status: "reviewed", reason: "moved" },
    ]);
    assertEquals([detail.origin!.depthKm, detail.event!.depthKm], [12, 12]);
    assertEquals(detail.arrivals.map(({ pickId, residualSeconds }) => [pickId, residualSeconds]), [
      ["pick", 0.1],
    ]);
    assertEquals([detail.picks.length, detail.magnitudes.length], [1, 2]);
    const quakeml = await ask(detail.quakeml);
    const { events } = readQuakeml(await quakeml.bytes(), "answer");
    assertEquals(events.map(({ picks }) => picks.length), [1]);
    const unknown = schemas.EventDetailSchema.parse(await (await ask("/v1/events/unknown")).json());
    assertEquals([unknown.origin!.depthKm, unknown.event!.depthKm], [null, undefined]);
    const missing = await problemOf(await ask("/v1/events/none"));
    assertEquals([missing.status, missing.type], [404, "urn:quakecast:problem:not-found"]);
  }));

Deno.test("picks: by time and station, the last ones where there are too many", () =>
  withRecords(async (ask) => {
    const idsOf = async (query: string) => {
      const { picks } = schemas.PickListSchema.parse(await (await ask(`/v1/picks${query}`)).json());
      return picks.map(({ id }) => id);
    };
    assertEquals(await idsOf(""), ["p1", "p2", "p3", "p4"]);
    assertEquals(await idsOf("?limit=2"), ["p3", "p4"]);
    assertEquals(await idsOf("?station=NC.A&start=1970-01-01T00:00:02Z"), ["p3", "p4"]);
    assertEquals(await idsOf("?end=1970-01-01T00:00:02"), ["p1", "p2"]);
    const problem = await problemOf(await ask("/v1/picks?start=yesterday"));
    assertMatch(String(problem.detail), /Cannot set start to "yesterday"/);
  }));

Deno.test("alerts: the last message of each, all of one, and as CAP", () =>
  withRecords(async (ask) => {
    const { alerts } = schemas.AlertListSchema.parse(await (await ask("/v1/alerts")).json());
    assertEquals(alerts.map(({ eventId, revision }) => [eventId, revision]), [
      ...[["net/2", 1], ["net/1", 2], ["old", 1]],
    ]);
    const one = await (await ask(`/v1/alerts?limit=1`)).json();
    assertEquals(one.alerts.length, 1);
    const path = `/v1/alerts/${encodeURIComponent("net/1")}`;
    const { id, revisions } = schemas.AlertRevisionsSchema.parse(await (await ask(path)).json());
    assertEquals([id, revisions.map(({ revision }) => revision)], ["net/1", [1, 2]]);
    const { review, ...first } = revisions[0];
    assertEquals([first, review], [
      JSON.parse(JSON.stringify(ALERTS[1])),
      { state: "automatic", number: 0 },
    ]);
    const cap = await ask(`${path}/cap`);
    assertEquals(cap.headers.get("content-type"), "application/cap+xml; charset=utf-8");
    const text = await cap.text();
    for (const part of ["<msgType>Update<", "<status>Exercise<", "<sender>us@here<", "net/1/2<"]) {
      assert(text.includes(part), `${part} in ${text}`);
    }
    assertMatch(text, /<references>us@here,net\/1\/1,/);
    assertMatch(await (await ask(`${path}/cap?revision=1`)).text(), /<msgType>Alert</);
    assertEquals((await problemOf(await ask(`${path}/cap?revision=3`))).status, 404);
    assertEquals((await problemOf(await ask(`${path}/cap?revision=0`))).status, 400);
    assertEquals((await problemOf(await ask("/v1/alerts/none"))).status, 404);
    assertEquals((await problemOf(await ask("/v1/alerts/none/cap"))).status, 404);
  }, { capSender: "us@here", capStatus: "Exercise" }));

Deno.test("answers are kept until the database changes, and not sent twice to whoever has them", () =>
  withRecords(async (ask, path) => {
    const first = await ask("/v1/events?limit=1");
    const etag = first.headers.get("etag")!;
    const text = await first.text();
    const headers = { "if-none-match": `"other", W/${etag}` };
    const again = await ask("/v1/events?limit=1", { headers });
    assertEquals([again.status, await again.text(), again.headers.get("etag")], [304, "", etag]);
    assertEquals(await (await ask("/v1/events?limit=1")).text(), text);
    using database = openDatabase(path, { mode: "write" }); // another connection, as another process
    database.events.put([makeEvent("new", { timeMs: 9 * DAY_MS })], { recordedMs: NOW_MS });
    const changed = await ask("/v1/events?limit=1", { headers });
    assertEquals(changed.status, 200);
    assertEquals((await changed.json()).events[0].id, "new");
  }));

Deno.test("the state of a live system, and the waveforms of a channel", () =>
  withLiveServer({}, async ({ url, feed, database, tell }) => {
    fill(database);
    const impact = (eventId: string, revision: number, timeMs: number) =>
      feed.tell("impact", { eventId, revision, largestIntensity: 5 + revision / 10 }, timeMs);
    impact("net/old", 1, NOW_MS - 1.1 * DAY_MS);
    impact("net/1", 1, NOW_MS - 3_600_000);
    impact("net/2", 1, NOW_MS - 2_400_000);
    impact("net/1", 2, NOW_MS - 1_200_000);
    tell(25);
    feed.tell("pick", makePick("q", 1), NOW_MS);
    const state = schemas.LiveStateSchema.parse(await (await fetch(`${url}/v1/live/state`)).json());
    assertEquals([state.nowMs, state.newest, state.events.length], [NOW_MS, 30, 4]);
    assertEquals(state.alerts.map(({ eventId, revision }) => [eventId, revision]), [
      ...[["net/2", 1], ["net/1", 2]], // the old one is of more than an hour ago
    ]);
    assertEquals(
      state.notices.map(({ message }) => message),
      Array.from({ length: 20 }, (_, i) => String(10 + i)),
    );
    assertEquals(state.impacts, [
      { eventId: "net/1", revision: 2, largestIntensity: 5.2 }, // the one of yesterday is old
      { eventId: "net/2", revision: 1, largestIntensity: 5.1 },
    ]);
    const waveform = `${url}/v1/live/waveforms?channel=XX.A..HHZ&seconds=2&binSeconds=0.5`;
    const found = schemas.WaveformEnvelopeSchema.parse(await (await fetch(waveform)).json());
    assertEquals([found.startMs, found.largest], [NOW_MS - 2_000, [0, 1, 2, 3]]);
    const refused: [query: string, status: number][] = [
      ["channel=XX.Z..HHZ", 404],
      ["seconds=2", 400],
      ["channel=XX.A..HHZ&seconds=0", 400],
      ["channel=XX.A..HHZ&seconds=3600&binSeconds=0.01", 400],
    ];
    for (const [query, status] of refused) {
      assertEquals(
        (await problemOf(await fetch(`${url}/v1/live/waveforms?${query}`))).status,
        status,
      );
    }
    const { events } = await (await fetch(`${url}/v1/events?minmagnitude=6`)).json();
    assertEquals(events.map(({ id }: { id: string }) => id), ["large"]);
  }));

Deno.test("without a database or a live system there is nothing at their addresses", async () => {
  const server = await serve({ port: 0, models: "none" }, { log: () => {} });
  for (const path of ["events", "events/a", "alerts", "live", "live/state"]) {
    const problem = await problemOf(await fetch(`${server.url}/v1/${path}`));
    assertEquals(problem.status, 404, path);
  }
  await server.stop();
  await withRecords(async (ask) => {
    assertEquals((await problemOf(await ask("/v1/live/state"))).status, 404);
    assertEquals((await problemOf(await ask("/v1/live"))).status, 404);
  });
});
