import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  ConfigurationError,
  type ForecastNotice,
  type ScheduledForecast,
  type ScheduledOutcome,
} from "../../../../engine/domain/mod.ts";
import {
  ForecastSchedule,
  reportScheduledSkill,
  type ScheduledEvidence,
  type ScheduledRecord,
  simpleModel,
} from "../../../../engine/forecasting/mod.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent, withDatabase } from "../../storage/database/database_fixture.ts";
import { START_MS } from "../point_catalogue.ts";
import {
  DAY_MS,
  insertEvents,
  REGION,
  simulatePointEvents,
  trueModel,
} from "./scheduled_fixture.ts";

const FIRST_DAY_MS = START_MS + 300 * DAY_MS;
const MINUTE_MS = 60_000;
const EVENTS = simulatePointEvents(340);
const SMALL = { catalogues: 200, horizons: ["1d", "7d"], cellDegrees: 0.1 };

function documentOf(database: Database, id: string): ScheduledRecord {
  const [record] = database.forecasts.query({ id });
  const evidence = database.scheduled.evidence<ScheduledEvidence>(id)!;
  return { ...record.document as ScheduledForecast, evidence };
}

/** Lives through days, events coming in as they happen. */
async function live(
  database: Database,
  schedule: ForecastSchedule,
  { days, from = 0 }: { days: number; from?: number },
): Promise<ForecastNotice[]> {
  const made: ForecastNotice[] = [];
  for (let day = from; day < from + days; day++) {
    const startMs = FIRST_DAY_MS + day * DAY_MS;
    const nowMs = startMs - 5 * MINUTE_MS;
    insertEvents(database, EVENTS, { startMs: day === 0 ? 0 : nowMs - DAY_MS, endMs: nowMs });
    made.push(...(await schedule.advance(nowMs)).made);
  }
  return made;
}

Deno.test("thirty days of the true law: made in time, scored after it, calibrated, published", async () => {
  await withDatabase(async (database) => {
    const told: ForecastNotice[] = [];
    const kept = { card: { name: "truth", skill: "all" }, folder: "models/truth" };
    const schedule = new ForecastSchedule(database, {
      ...{ model: { ...trueModel(), kept }, ...SMALL, aftershockMagnitude: 9 },
      onForecast: (notice) => told.push(notice),
    });
    const made = await live(database, schedule, { days: 30 });
    const [{ registeredMs, ...registered }, ...others] = database.models.list();
    assertEquals(registered, { name: "truth", checksum: "factor 1", ...kept });
    assertEquals([registeredMs, others.length], [made[0].issuedMs, 0]);
    assertEquals(made.length, 30);
    assertEquals(told, made);
    assert(made.every(({ isPublished, issuedMs, startMs }) => isPublished && issuedMs < startMs));
    const { map, counts, table, region, evidence, gate } = documentOf(database, made[29].id);
    assertEquals(gate.restsOn, "scored");
    const total = map.cells.reduce((sum, [, , rate]) => sum + rate, 0);
    assert(Math.abs(total - counts.mean) < 0.01 * counts.mean, `${total} of ${counts.mean}`);
    assert(Math.abs(counts.distribution.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
    assertEquals(table.map(({ horizon }) => horizon), [..."1111177777"].map((one) => one + "d"));
    assert(table[0].mean < table[5].mean && table[5].mean < 9 * table[0].mean + 3);
    assert(table.every(({ low95, high95 }) => low95 <= high95));
    assertEquals(region, REGION);
    assertEquals(evidence.catalogues.length, 200);
    const report = reportScheduledSkill(database, { model: "truth" });
    assertEquals(report.forecasts, 27); // the last days settle
    const events = report.points.reduce((sum, point) => sum + point.events, 0);
    const inside = database.events.list({
      ...{ startMs: FIRST_DAY_MS, endMs: FIRST_DAY_MS + 27 * DAY_MS - 1, minimumMagnitude: 2.95 },
      box: { west: -117, south: 33, east: -116, north: 34 },
    });
    assertEquals(events, inside.length);
    const number = report.tests.filter(({ name }) => name === "N");
    assertEquals(number.length, 27);
    assert(number.filter(({ passed }) => passed).length >= 23);
  });
});

Deno.test("a law with three times the rate is withheld after a few days, and says so", async () => {
  await withDatabase(async (database) => {
    const model = trueModel({ factor: 3, name: "wrong" });
    const schedule = new ForecastSchedule(database, {
      ...{ model, ...SMALL, aftershockMagnitude: 9, baselines: [trueModel()] },
    });
    const made = await live(database, schedule, { days: 16 });
    assert(made[0].isPublished, "the tests of its training decide first");
    const withheld = made.findIndex(({ isPublished }) => !isPublished);
    assert(withheld >= 4 && withheld <= 14, `withheld from ${withheld}`);
    const last = documentOf(database, made[15].id);
    assertEquals(last.isPublished, false);
    assert(last.headline.startsWith("Withheld: Over the last"), last.headline);
    const { informationGain, baselines } = reportScheduledSkill(database, {
      ...{ model: "wrong", baseline: "truth" },
    });
    assertEquals(baselines, ["past numbers and places", "truth"]);
    const { interval, events } = informationGain;
    assert(events > 5 && interval!.low < 0, "of so few days the interval is wide");
    assert(informationGain.informationGain! < -0.1, "it loses against the truth");
  });
});

Deno.test("a day is forecast once, before it begins or never, which the next one tells", async () => {
  await withDatabase(async (database) => {
    const options = { model: trueModel(), ...SMALL, aftershockMagnitude: 9 };
    await live(database, new ForecastSchedule(database, options), { days: 2 });
    const again = new ForecastSchedule(database, options);
    const secondMs = FIRST_DAY_MS + DAY_MS;
    assertEquals((await again.advance(secondMs - 4 * MINUTE_MS)).made, []);
    assertEquals((await again.advance(secondMs + MINUTE_MS)).made, [], "it has begun");
    assertEquals((await again.advance(secondMs + 12 * 3_600_000)).made, [], "not due yet");
    const notices: string[] = [];
    const later = new ForecastSchedule(database, {
      ...options,
      onNotice: (message) => notices.push(message),
    });
    const [made] = (await later.advance(FIRST_DAY_MS + 4 * DAY_MS - MINUTE_MS)).made;
    const { missedMs, remarks } = documentOf(database, made.id);
    assertEquals(missedMs, [2, 3].map((day) => FIRST_DAY_MS + day * DAY_MS));
    assertEquals(notices, remarks);
    assertEquals(database.forecasts.query().length, 3);
  });
});

Deno.test("the same history gives the same forecast, and what comes later takes no part", async () => {
  const first = async (later: boolean) => {
    let text = "";
    await withDatabase(async (database) => {
      const schedule = new ForecastSchedule(database, { model: trueModel(), ...SMALL });
      const nowMs = FIRST_DAY_MS - MINUTE_MS;
      insertEvents(database, EVENTS, { startMs: 0, endMs: later ? nowMs + 5 * DAY_MS : nowMs });
      const { made } = await schedule.advance(nowMs);
      text = JSON.stringify(database.forecasts.query({ id: made[0].id }));
    });
    return text;
  };
  assertEquals(await first(true), await first(false));
});

Deno.test("a large event is followed by one forecast around it, also where the process was away", async () => {
  await withDatabase(async (database) => {
    const options = { model: trueModel(), ...SMALL, aftershockMagnitude: 6 };
    const nowMs = FIRST_DAY_MS + 3_600_000;
    insertEvents(database, EVENTS, { startMs: 0, endMs: nowMs });
    const mainshock = makeEvent("smi:local/large", {
      ...{ timeMs: nowMs - 30 * MINUTE_MS, latitude: 33.5, longitude: -116.5, magnitude: 6.2 },
    });
    database.events.put([mainshock], { recordedMs: nowMs });
    const { made } = await new ForecastSchedule(database, options).advance(nowMs);
    assertEquals(made.length, 1);
    const forecast = documentOf(database, made[0].id);
    assertEquals(forecast.kind, "aftershock");
    assertEquals(forecast.trigger?.eventId, "smi:local/large");
    assert(forecast.startMs > nowMs);
    assert(/^truth\.aftershock\.[A-Za-z0-9_-]+$/.test(forecast.id), forecast.id);
    // 3 events of the background a day over 11,000 km²; the circle has less, its aftershocks are many.
    assert(forecast.counts.mean > 3, `${forecast.counts.mean}`);
    const centre = forecast.map.cells.toSorted((one, other) => other[2] - one[2])[0];
    assert(Math.hypot(centre[0] + 116.5, centre[1] - 33.5) < 0.1, `${centre}`);
    const again = await new ForecastSchedule(database, options).advance(nowMs + MINUTE_MS);
    assertEquals(again.made, []);
    const late = makeEvent("old", {
      ...{ timeMs: nowMs - 2 * DAY_MS, magnitude: 6.4 },
      latitude: 33.5,
      longitude: -116.5,
    });
    database.events.put([late], { recordedMs: nowMs });
    assertEquals((await new ForecastSchedule(database, options).advance(nowMs)).made, []);
  });
});

Deno.test("a revised catalogue gives a further outcome, an unchanged one none", async () => {
  await withDatabase(async (database) => {
    const options = { model: trueModel(), ...SMALL, aftershockMagnitude: 9 };
    const made = await live(database, new ForecastSchedule(database, options), { days: 4 });
    const { id, startMs } = made[0];
    const [first] = database.forecasts.outcomes(id);
    const before = first.document as ScheduledOutcome;
    const added = makeEvent("found later", {
      ...{ timeMs: startMs + 1, latitude: 33.5, longitude: -116.5, magnitude: 4 },
    });
    database.events.put([added], { recordedMs: startMs + 4 * DAY_MS });
    const later = new ForecastSchedule(database, options);
    const report = await later.advance(startMs + 4 * DAY_MS + MINUTE_MS);
    assert(report.scored.includes(id));
    const second = database.forecasts.outcomes(id)[1].document as ScheduledOutcome;
    assertEquals(second.events, before.events + 1);
    assertEquals(second.observed.some((one) => one.id === "found later"), true);
    const again = new ForecastSchedule(database, options);
    assertEquals((await again.advance(startMs + 4 * DAY_MS + 2 * MINUTE_MS)).scored, []);
    const ended = new ForecastSchedule(database, options);
    await ended.advance(startMs + 8 * DAY_MS + 3 * MINUTE_MS);
    const third = database.forecasts.outcomes(id)[2].document as ScheduledOutcome;
    assertEquals(new Set(third.table.map(({ horizon }) => horizon)), new Set(["1d", "7d"]));
  });
});

Deno.test("a formula forecasts too, and without tests of training it is withheld at first", async () => {
  await withDatabase(async (database) => {
    const model = simpleModel({ region: REGION, minimumMagnitude: 3 });
    const schedule = new ForecastSchedule(database, { model, ...SMALL, aftershockMagnitude: 9 });
    const made = await live(database, schedule, { days: 14 });
    assertEquals(made[0].isPublished, false);
    assertEquals(documentOf(database, made[0].id).gate.restsOn, "nothing");
    assertEquals(documentOf(database, made[13].id).gate.restsOn, "scored");
    const { informationGain } = reportScheduledSkill(database, { model: "simple" });
    assert(Math.abs(informationGain.informationGain!) < 0.5, "against itself, all but nothing");
  });
});

Deno.test("options that make no schedule are refused, too short a history is said and tried once", async () => {
  await withDatabase(async (database) => {
    const refused = [
      { horizons: ["7d", "1d"] },
      { horizons: ["7d"] },
      { hour: 24 },
      { minimumMagnitude: 2 },
      { catalogues: 5 },
      { lead: "soon" },
    ];
    for (const options of refused) {
      await assertRejects(
        // deno-lint-ignore require-await
        async () => new ForecastSchedule(database, { model: trueModel(), ...options }),
        ConfigurationError,
      );
    }
    const notices: string[] = [];
    const schedule = new ForecastSchedule(database, {
      ...{ model: trueModel(), ...SMALL, onNotice: (message: string) => notices.push(message) },
    });
    for (const minutes of [3, 2, 1]) {
      assertEquals((await schedule.advance(FIRST_DAY_MS - minutes * MINUTE_MS)).made, []);
    }
    assertEquals(notices.length, 1);
    assert(notices[0].includes("0 events"), notices[0]);
  });
});
