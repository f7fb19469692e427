import { assert, assertEquals } from "@std/assert";
import type { ScheduledForecast, ScheduledSkillReport } from "../../engine/domain/mod.ts";
import { ForecastSchedule, watchScheduledDrift } from "../../engine/forecasting/mod.ts";
import { type Database, openDatabase } from "../../engine/storage/mod.ts";
import { DRIFT_EXAMPLE } from "../../server/drift_example.ts";
import { DriftReportSchema } from "../../server/drift_schema.ts";
import { serve } from "../../server/mod.ts";
import {
  SCHEDULED_FORECAST_EXAMPLE,
  SCHEDULED_LIST_EXAMPLE,
  SKILL_EXAMPLE,
} from "../../server/scheduled_examples.ts";
import {
  ScheduledForecastSchema,
  ScheduledListSchema,
  SkillReportSchema,
} from "../../server/scheduled_schemas.ts";
import {
  DAY_MS,
  insertEvents,
  simulatePointEvents,
  trueModel,
} from "../engine/forecasting/scheduled/scheduled_fixture.ts";
import { keepForecasts, scoresOfDays } from "../engine/forecasting/scheduled/drifting_forecasts.ts";
import { START_MS } from "../engine/forecasting/point_catalogue.ts";
import { makeEvent } from "../engine/storage/database/database_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";

const FIRST_DAY_MS = START_MS + 100 * DAY_MS;
const EVENTS = simulatePointEvents(120);

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** A server whose database holds five days of a right model, four of a wrong one, and an aftershock forecast. */
function withForecasts(body: (ask: Ask, database: Database) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    using database = openDatabase(path, { mode: "create" });
    const shape = { catalogues: 100, horizons: ["1d", "7d"], aftershockMagnitude: 7 };
    const right = new ForecastSchedule(database, { model: trueModel(), ...shape });
    const untested = { ...trueModel({ name: "untested" }), consistency: null };
    const wrong = new ForecastSchedule(database, { model: untested, ...shape });
    for (let day = 0; day < 5; day++) {
      const nowMs = FIRST_DAY_MS + day * DAY_MS - 60_000;
      insertEvents(database, EVENTS, { startMs: day === 0 ? 0 : nowMs - DAY_MS, endMs: nowMs });
      await right.advance(nowMs);
      if (day < 4) await wrong.advance(nowMs);
    }
    const nowMs = FIRST_DAY_MS + 4.5 * DAY_MS;
    const large = { timeMs: nowMs - 1000, latitude: 33.5, longitude: -116.5, magnitude: 7.1 };
    database.events.put([makeEvent("smi:a/large", large)], { recordedMs: nowMs });
    await right.advance(nowMs);
    const server = await serve({ port: 0, models: folder, database: path }, { log: () => {} });
    try {
      await body((address, init) => fetch(server.url + address, init), database);
    } finally {
      await server.stop();
      await server.finished;
    }
  });
}

Deno.test("forecasts of a schedule, the newest published one, its skill: as their schemas say", () =>
  withForecasts(async (ask) => {
    const json = async (path: string) => {
      const response = await ask(path);
      assertEquals(response.status, 200, path);
      return await response.json();
    };
    const { forecasts } = ScheduledListSchema.parse(await json("/v1/scheduled-forecasts"));
    assertEquals(forecasts.length, 10);
    assert(forecasts.every(({ endMs }, i) => i === 0 || endMs <= forecasts[i - 1].endMs));
    assertEquals(forecasts.filter(({ outcome }) => outcome !== undefined).length, 4);
    const some = await json("/v1/scheduled-forecasts?model=untested&limit=3");
    assertEquals(some.forecasts.map(({ model }: { model: string }) => model), [
      ...["untested", "untested", "untested"],
    ]);
    const latest: ScheduledForecast = await json("/v1/scheduled-forecasts/latest");
    ScheduledForecastSchema.parse(latest);
    assertEquals([latest.model, latest.startMs], ["truth", FIRST_DAY_MS + 4 * DAY_MS]);
    assert(!("evidence" in latest));
    const after = await json("/v1/scheduled-forecasts/latest?kind=aftershock&model=truth");
    assertEquals(ScheduledForecastSchema.parse(after).trigger?.eventId, "smi:a/large");
    const first = forecasts.findLast(({ model }) => model === "truth")!;
    const known = await json(`/v1/scheduled-forecasts/${first.id}`);
    assertEquals(ScheduledForecastSchema.parse(known).outcome?.events, known.outcome.events);
    const skill: ScheduledSkillReport = await json("/v1/skill?model=truth");
    SkillReportSchema.parse(skill);
    assertEquals([skill.forecasts, skill.points.length], [3, 3]);
    const sum = skill.points.reduce(
      (all, { informationGainPerEvent, events }) => all + (informationGainPerEvent ?? 0) * events,
      0,
    );
    if (skill.points.every(({ events }) => events > 0)) {
      assert(Math.abs(skill.points[2].cumulative - sum) < 1e-9);
    }
    assertEquals(await json("/v1/skill"), skill, "that of the newest forecast");
  }));

Deno.test("what was withheld is not the newest published one, and what is unknown is refused", () =>
  withForecasts(async (ask) => {
    const refused: [path: string, status: number][] = [
      ["/v1/scheduled-forecasts/latest?model=untested", 404],
      ["/v1/scheduled-forecasts/latest?kind=weekly", 400],
      ["/v1/scheduled-forecasts/truth.daily.1990-01-01T00Z", 404],
      ["/v1/scheduled-forecasts/..%2F..%2Fetc%2Fpasswd", 404],
      ["/v1/scheduled-forecasts?limit=0", 400],
      ["/v1/scheduled-forecasts?model=%27%20OR%201%3D1", 200],
      ["/v1/scheduled-forecasts?order=desc", 400],
      ["/v1/skill?model=nobody", 404],
      ["/v1/drift?model=nobody", 404],
      ["/v1/drift?model=truth", 422],
      ["/v1/drift?since=2026", 400],
    ];
    for (const [path, status] of refused) {
      const response = await ask(path);
      assertEquals(response.status, status, path);
      const body = await response.json();
      if (status !== 200) {
        assertEquals(response.headers.get("content-type"), "application/problem+json", path);
      } else assertEquals(body, { forecasts: [] });
    }
    const path = "/v1/scheduled-forecasts/latest?model=untested&withheld=true";
    const withheld: ScheduledForecast = await (await ask(path)).json();
    assertEquals(withheld.isPublished, false);
    assert(withheld.headline.startsWith("Withheld"));
  }));

Deno.test("the drift of a model is told by what came of its forecasts, as the engine tells it", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    using database = openDatabase(path, { mode: "create" });
    keepForecasts(database, { model: "wrong", scores: scoresOfDays(200, { drifts: true }) });
    const server = await serve({ port: 0, models: folder, database: path }, { log: () => {} });
    try {
      const response = await fetch(`${server.url}/v1/drift?model=wrong`);
      const report = await response.json();
      assertEquals(response.status, 200, JSON.stringify(report));
      DriftReportSchema.parse(report);
      const own = watchScheduledDrift(database, { model: "wrong" });
      assertEquals(report, JSON.parse(JSON.stringify(own)));
      assertEquals(report.verdict, "retrain");
    } finally {
      await server.stop();
      await server.finished;
    }
  }));

Deno.test("a repeated read is answered as before until there is a further forecast or outcome", () =>
  withForecasts(async (ask, database) => {
    const path = "/v1/scheduled-forecasts/latest";
    const first = await ask(path);
    const tag = first.headers.get("etag")!;
    const before: ScheduledForecast = await first.json();
    assertEquals((await ask(path, { headers: { "if-none-match": tag } })).status, 304);
    const again = await ask(path);
    assertEquals([again.headers.get("etag"), await again.json()], [tag, before]);
    const outcome = { recordedMs: 1, document: { events: 77 }, scores: [] };
    database.forecasts.recordOutcome(before.id, outcome);
    const after = await ask(path, { headers: { "if-none-match": tag } });
    assertEquals([after.status, (await after.json()).outcome.events], [200, 77]);
  }));

Deno.test("the examples of scheduled forecasts are what their schemas ask for", () => {
  ScheduledForecastSchema.parse(SCHEDULED_FORECAST_EXAMPLE);
  ScheduledListSchema.parse(SCHEDULED_LIST_EXAMPLE);
  SkillReportSchema.parse(SKILL_EXAMPLE);
  DriftReportSchema.parse(DRIFT_EXAMPLE);
});
