import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import type { AlertRecord, ForecastRecord } from "../../../../engine/storage/mod.ts";
import { makePick, withDatabase } from "./database_fixture.ts";

const ALERT: AlertRecord = {
  ...{ id: "a1", revision: 1, status: "alert", issuedMs: 1_000, eventId: "e1", eventRevision: 2 },
  document: { sites: [{ name: "city", intensity: 6.2, sigma: NaN }], picks: ["p1", "p2"] },
};

const FORECAST: ForecastRecord = {
  ...{ id: "f1", model: "etas", modelChecksum: "abc", issuedMs: 900, startMs: 1_000, endMs: 2_000 },
  ...{ isPublished: true, document: { probability: 0.25, cells: [1e-9, 0] } },
};

Deno.test("picks come back as they were put, by time, station and phase", () =>
  withDatabase(({ picks }) => {
    const all = [makePick("b", 20, "MEM"), makePick("a", 10, "KIR"), makePick("c", 20.5, "MEM")];
    assertEquals(picks.add(all, { recordedMs: 1 }), 3);
    assertEquals(picks.add(all, { recordedMs: 2 }), 0);
    assertEquals(picks.query(), [all[1], all[0], all[2]]);
    assertEquals(picks.query({ startMs: 20, endMs: 20 }), [all[0]]);
    assertEquals(picks.query({ station: "NC.MEM", limit: 1 }), [all[0]]);
    assertEquals(picks.query({ phase: "S" }), []);
    const other = { ...all[0], timeMs: 21 };
    assertThrows(() => picks.add([makePick("d", 1), other], { recordedMs: 3 }), InputError, "b");
    assertEquals(picks.query().length, 3); // none of a list that has a bad one
  }));

Deno.test("alerts come back as they were sent, and none is sent twice differently", () =>
  withDatabase(({ alerts }) => {
    assertEquals([alerts.add(ALERT), alerts.add(ALERT)], [true, false]);
    const cancel: AlertRecord = {
      id: "a1",
      revision: 2,
      status: "cancel",
      issuedMs: 4_000,
      document: null,
    };
    alerts.add(cancel);
    assertEquals(alerts.query(), [ALERT, cancel]);
    assertEquals(alerts.query({ eventId: "e1" }), [ALERT]);
    assertEquals(alerts.query({ startMs: 1_001 }), [cancel]);
    assertThrows(() => alerts.add({ ...ALERT, status: "update" }), InputError, "another one");
  }));

Deno.test("what was sent or forecast cannot be changed, not even by SQL", () =>
  withDatabase((database) => {
    database.alerts.add(ALERT);
    database.forecasts.add(FORECAST);
    database.events.put([{ ...EVENT }], { recordedMs: 1 });
    const connection = new DatabaseConnection(database.path, { readOnly: false, busyTimeoutMs: 0 });
    try {
      const statements = [
        ["UPDATE alerts SET status = 'none'", "never changed"],
        ["DELETE FROM alerts", "never removed"],
        ["UPDATE forecasts SET is_published = 0", "never changed"],
        ["DELETE FROM forecasts", "never removed"],
        ["UPDATE event_revisions SET document = '{}'", "never changed"],
      ];
      for (const [sql, reason] of statements) {
        assertThrows(() => connection.run(sql), Error, reason);
      }
    } finally {
      connection.close();
    }
  }));

const EVENT = {
  ...{ id: "e1", eventType: "", descriptions: [], origins: [], magnitudes: [], picks: [] },
};

Deno.test("forecasts wait for their outcome and are scored by the latest one", () =>
  withDatabase(({ forecasts }) => {
    forecasts.add(FORECAST);
    const other = { ...FORECAST, id: "f2", model: "neural", startMs: 2_000, endMs: 3_000 };
    delete (other as { modelChecksum?: string }).modelChecksum;
    forecasts.add(other);
    assertEquals(forecasts.query({ id: "f1" }), [FORECAST]);
    assertEquals(forecasts.query({ model: "neural" }), [other]);
    assertEquals(forecasts.query({ dueMs: 1_999 }), []);
    assertEquals(forecasts.query({ dueMs: 2_000 }), [FORECAST]);
    const gain = (value: number) => [{ name: "gain", baseline: "etas", value }];
    forecasts.recordOutcome("f1", {
      recordedMs: 2_100,
      document: { events: 3 },
      scores: gain(0.5),
    });
    assertEquals(forecasts.query({ dueMs: 9_000 }), [other]);
    forecasts.recordOutcome("f1", {
      recordedMs: 9_000,
      document: { events: 4 },
      scores: gain(0.7),
    });
    forecasts.recordOutcome("f2", { recordedMs: 9_000, document: { events: 0 }, scores: gain(-1) });
    assertEquals(
      forecasts.outcomes("f1").map(({ revision, scores: [{ value }] }) => [revision, value]),
      [
        [1, 0.5],
        [2, 0.7],
      ],
    );
    assertEquals(forecasts.skill({ score: "gain", baseline: "etas" }), [
      { forecastId: "f1", model: "etas", endMs: 2_000, value: 0.7 },
      { forecastId: "f2", model: "neural", endMs: 3_000, value: -1 },
    ]);
    assertEquals(forecasts.skill({ score: "gain", baseline: "etas", model: "neural" }).length, 1);
    assertEquals(forecasts.skill({ score: "gain" }), []);
  }));

Deno.test("forecasts that make no sense are refused, and nothing of them is kept", () =>
  withDatabase(({ forecasts }) => {
    forecasts.add(FORECAST);
    assertThrows(() => forecasts.add(FORECAST), InputError, "there is one");
    assertThrows(
      () => forecasts.add({ ...FORECAST, id: "f3", endMs: 1_000 }),
      InputError,
      "ends before",
    );
    const outcome = {
      recordedMs: 1,
      document: 1,
      scores: [{ name: "s", baseline: "", value: NaN }],
    };
    assertThrows(() => forecasts.recordOutcome("f1", outcome), InputError, "no number");
    assertThrows(() => forecasts.recordOutcome("none", outcome), InputError, "no such forecast");
    assertEquals(forecasts.outcomes("f1"), []);
  }));

Deno.test("a model is registered once for each checksum", () =>
  withDatabase(({ models }) => {
    const first = {
      name: "m",
      checksum: "1",
      folder: "models/m",
      registeredMs: 1,
      card: { skill: 0.1 },
    };
    const second = { ...first, checksum: "2", registeredMs: 2 };
    assertEquals([first, first, second].map((model) => models.register(model)), [
      true,
      false,
      true,
    ]);
    assertEquals(models.list("m"), [first, second]);
    assertEquals(models.list("other"), []);
  }));

Deno.test("a clock that runs ahead or behind is alarmed once, and until it is well below the limit", () =>
  withDatabase(({ clocks }) => {
    const read = (wallMs: number, aheadSeconds: number) =>
      clocks.record([{ channel: "NC.MEM..HHZ", wallMs, packetEndMs: wallMs + aheadSeconds * 1000 }])
        .map(({ kind, endedMs }) => `${kind} ${endedMs === undefined ? "began" : "ended"}`);
    const ahead = [-2, 0.9, 1.5, 3, 0.7, 0.4].map((seconds, i) => read(i * 1000, seconds));
    assertEquals(ahead, [[], [], ["ahead began"], [], [], ["ahead ended"]]);
    const behind = [-31, -40, -14].map((seconds, i) => read((i + 10) * 1000, seconds));
    assertEquals(behind, [["behind began"], [], ["behind ended"]]);
    assertEquals(clocks.alarms(), [
      { channel: "NC.MEM..HHZ", kind: "ahead", beganMs: 2_000, endedMs: 5_000, worstSeconds: 3 },
      {
        channel: "NC.MEM..HHZ",
        kind: "behind",
        beganMs: 10_000,
        endedMs: 12_000,
        worstSeconds: 40,
      },
    ]);
    assertEquals(clocks.alarms({ lasting: true }), []);
  }));

Deno.test("a drift is told from the least delays, whatever holds packets up now and then", () =>
  withDatabase(({ clocks }) => {
    const readings = Array.from({ length: 24 * 60 }, (_, minute) => {
      const wallMs = 1.7e12 + minute * 60_000;
      const delaySeconds = 2 + minute / 1440 * 0.5 + (minute % 7 === 0 ? 0 : (minute * 37) % 11);
      return { channel: "c", wallMs, packetEndMs: wallMs - delaySeconds * 1000 };
    });
    clocks.record(readings);
    const span = { startMs: 1.7e12, endMs: 1.8e12 };
    const drift = clocks.driftSecondsPerDay("c", span)!;
    assertEquals(Math.abs(drift - 0.5) < 0.02, true, `${drift} s a day`);
    assertEquals(
      clocks.driftSecondsPerDay("c", { startMs: 1.7e12, endMs: 1.7e12 + 3.6e6 }),
      undefined,
    );
    assertEquals(clocks.driftSecondsPerDay("other", span), undefined);
  }));

Deno.test("impacts of an event are numbered, and the newest one is given", () =>
  withDatabase((database) => {
    const { impacts } = database;
    const first = { eventId: "e/1", eventRevision: 3, madeMs: 5, document: { buildings: [NaN] } };
    assertEquals(impacts.add(first), 1);
    assertEquals(impacts.add({ ...first, eventRevision: 4, madeMs: 9 }), 2);
    assertEquals(impacts.add({ ...first, eventId: "e/2" }), 1);
    assertEquals(impacts.newest("e/1"), { ...first, eventRevision: 4, madeMs: 9, revision: 2 });
    assertEquals(impacts.newest("none"), undefined);
    const connection = new DatabaseConnection(database.path, { readOnly: false, busyTimeoutMs: 0 });
    try {
      assertThrows(() => connection.run("UPDATE impacts SET made_ms = 0"), Error, "never changed");
    } finally {
      connection.close();
    }
  }));
