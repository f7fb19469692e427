import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DAY_MS, InputError, type PoolForecast } from "../../../../engine/domain/mod.ts";
import {
  poolAnswers,
  questionOfPool,
  questionOfWindow,
  scoreElicitations,
} from "../../../../engine/forecasting/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import type { Database } from "../../../../engine/storage/mod.ts";
import { makeEvent, withDatabase } from "../../storage/database/database_fixture.ts";

const START_MS = Date.UTC(2031, 0, 1);
const BOX = [[0, 0], [10, 0], [10, 10], [0, 10]] as const;

/** Two years of the past in which every third day has an event inside the box, and others beside it. */
function fillPast(database: Database): void {
  const events = Array.from({ length: 240 }, (_, i) =>
    makeEvent(`past${i}`, {
      ...{ timeMs: START_MS - (3 * i + 1.5) * DAY_MS, latitude: 5, longitude: 5, magnitude: 4.2 },
    }));
  const far = { timeMs: START_MS - 2 * DAY_MS, latitude: 50, longitude: 5, magnitude: 6 };
  database.events.put([...events, makeEvent("far", far)], { recordedMs: START_MS - DAY_MS });
}

/** Asks of a day. */
function askDay(database: Database, day: number): string {
  const startMs = START_MS + day * DAY_MS;
  const window = { startMs, endMs: startMs + DAY_MS, region: BOX, minimumMagnitude: 4 };
  const question = questionOfWindow(database, { window, askedMs: startMs - 0.4 * DAY_MS });
  assert(database.elicitations.ask(question));
  return question.id;
}

Deno.test("asked before, scored after, and heard next time by what was earned", () =>
  withDatabase((database) => {
    fillPast(database);
    const answer = (question: string, author: string, day: number, probability: number) =>
      database.elicitations.answer({
        ...{ question, author, reason: "test", probability },
        answeredMs: START_MS + (day - 0.3) * DAY_MS,
      });
    const ids: string[] = [];
    for (let day = 0; day < 10; day++) {
      const id = askDay(database, day);
      ids.push(id);
      const comes = day % 2 === 0;
      answer(id, "ann", day, 0.5); // replaced below: the last answer counts
      answer(id, "ann", day, comes ? 0.9 : 0.1);
      answer(id, "bob", day, comes ? 0.1 : 0.9);
      if (!comes) continue;
      const timeMs = START_MS + (day + 0.5) * DAY_MS;
      database.events.put([
        makeEvent(`new${day}`, { timeMs, latitude: 5, longitude: 5, magnitude: 4.5 }),
        makeEvent(`small${day}`, { timeMs, latitude: 5, longitude: 5, magnitude: 3.5 }),
        makeEvent(`far${day}`, { timeMs, latitude: 5, longitude: 15, magnitude: 5 }),
      ], { recordedMs: timeMs });
    }
    const model = database.elicitations.question(ids[0])!;
    assertAlmostEquals(1 - model.distribution[0], 1 / 3, 0.06); // one day in three had one
    const { questions, experts, poolGain } = scoreElicitations(database, {
      nowMs: START_MS + 10 * DAY_MS,
    });
    assertEquals(questions.map(({ observed }) => observed), [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const [first] = questions;
    assertAlmostEquals(first.experts[0].brier, 0.01, 1e-12);
    // What ann said of one or more, in the model's proportions.
    const some = 1 - model.distribution[0];
    assertAlmostEquals(
      first.experts[0].logScore - first.model.logScore,
      Math.log(0.9 / some),
      1e-9,
    );
    assertAlmostEquals(first.experts[0].weight, 0.5 * 0.05 / 1.1, 1e-12);
    assert(questions[9].experts[0].weight > 5 * first.experts[0].weight);
    assert(questions[9].experts[1].weight < first.experts[1].weight / 5);
    assert(experts[0].odds > 1 && experts[1].odds < 0.01 && poolGain > 0);
    // The weights of a window are those from before it, whatever came later.
    const early = scoreElicitations(database, { nowMs: START_MS + 5 * DAY_MS });
    assertEquals(early.questions, questions.slice(0, 5));

    const next = askDay(database, 10);
    answer(next, "ann", 10, 0.8);
    answer(next, "eve", 10, 0.8);
    hearNext(database, next);
  }));

/** What is heard of the question of day 10, at which ann and eve both say 0.8. */
function hearNext(database: Database, next: string): void {
  const heardAt = (day: number) =>
    poolAnswers(database, database.elicitations.question(next)!, {
      nowMs: START_MS + day * DAY_MS,
    });
  // While the last window runs nobody has earned anything by it, for its events are still to come.
  const weightAt = (day: number) => heardAt(day).voices[1].weight;
  assert(weightAt(9.7) < weightAt(10));
  assertEquals(weightAt(9.7), weightAt(9));
  assertEquals(weightAt(11), weightAt(10));
  const pooled = heardAt(10);
  const [own, ann, eve] = pooled.voices;
  assert(ann.weight > 10 * eve.weight && ann.weight < 0.5);
  assertAlmostEquals(own.weight + ann.weight + eve.weight, 1, 1e-12);
  assertAlmostEquals(
    pooled.probability,
    own.weight * own.probability + (ann.weight + eve.weight) * 0.8,
    1e-12,
  );
}

Deno.test("where the smallest events lack, the question tells from where on they are complete", () =>
  withDatabase((database) => {
    const random = new RandomStream("law of magnitudes");
    const events = Array.from({ length: 2000 }, (_, i) => ({
      ...{
        timeMs: START_MS - (i / 4 + 0.1) * DAY_MS,
        latitude: 5,
        longitude: i % 2 === 0 ? 5 : 50,
      },
      magnitude: Math.round(10 * (3.95 - Math.log10(1 - random.uniform()))) / 10,
    }));
    // Of the west one event in five is heard below 4.4.
    const heard = events.filter(({ longitude, magnitude }, i) =>
      longitude > 10 || magnitude > 4.35 || i % 5 === 0
    );
    const made = heard.map((event, i) => makeEvent(`one${i}`, event));
    database.events.put(made, { recordedMs: START_MS });
    const ask = (minimumMagnitude: number, region?: typeof BOX) => {
      const window = { startMs: START_MS + DAY_MS, endMs: START_MS + 2 * DAY_MS, minimumMagnitude };
      return questionOfWindow(database, { window: { ...window, region }, askedMs: START_MS + 1 });
    };
    assertEquals(ask(4, BOX).completeness, 4.6); // maximum curvature at 4.4, and its 0.2
    assertEquals(ask(4.4, BOX).completeness, undefined);
    const east = BOX.map(([longitude, latitude]) => [longitude + 45, latitude] as const);
    assertEquals(ask(4, east as unknown as typeof BOX).completeness, undefined);
  }));

Deno.test("where a database ended long ago, its windows before the end are counted, and that is told", () =>
  withDatabase((database) => {
    const random = new RandomStream("a database that ends");
    let timeMs = START_MS - 4000 * DAY_MS;
    const events = Array.from({ length: 1500 }, (_, i) => {
      timeMs += -2 * Math.log(1 - random.uniform()) * DAY_MS; // one in two days
      return makeEvent(`one${i}`, { timeMs, latitude: 5, longitude: 5, magnitude: 5 });
    });
    database.events.put(events, { recordedMs: START_MS });
    const ask = (askedMs: number) => {
      const window = {
        startMs: askedMs + DAY_MS,
        endMs: askedMs + 3 * DAY_MS,
        minimumMagnitude: 5,
      };
      const { distribution, knownUntilMs } = questionOfWindow(database, { window, askedMs });
      return { none: distribution[0], knownUntilMs };
    };
    const [soon, late] = [ask(timeMs + 6 * DAY_MS), ask(timeMs + 1000 * DAY_MS)];
    assertEquals([soon.knownUntilMs, late.knownUntilMs], [undefined, timeMs]);
    for (const { none } of [soon, late]) assertAlmostEquals(none, Math.exp(-1), 0.03);
  }));

Deno.test("windows and forecasts that are none are refused", () =>
  withDatabase((database) => {
    fillPast(database);
    const [startMs, askedMs] = [START_MS + DAY_MS, START_MS];
    for (const endMs of [START_MS, startMs, NaN]) {
      const window = { startMs, endMs, minimumMagnitude: 4 };
      const message = "ends before it begins";
      assertThrows(() => questionOfWindow(database, { window, askedMs }), InputError, message);
    }
    const forecast = {
      ...{ kind: "pool", from: "2031-01-02", to: "2031-01-09", minMagnitude: 4 },
      ...{ distribution: [0.5, 0.5], model: { name: "pool" } },
    } as unknown as PoolForecast;
    assertEquals(questionOfPool(forecast, { askedMs }).distribution, [0.5, 0.5]);
    for (const distribution of [[1.5, -0.5], [0.5], ["1"], []] as number[][]) {
      const wrong = { ...forecast, distribution };
      assertThrows(() => questionOfPool(wrong, { askedMs }), InputError, "Cannot ask of this");
    }
  }));

Deno.test("nothing is taken once the window has begun, and nothing is ever changed", () =>
  withDatabase((database) => {
    fillPast(database);
    const id = askDay(database, 0);
    const late = { author: "ann", reason: "", probability: 0.9 };
    const answer = (question: string, answeredMs: number) =>
      database.elicitations.answer({ ...late, question, answeredMs });
    assertThrows(() => answer(id, START_MS), InputError, "the window has begun");
    assertThrows(() => answer("other", START_MS - 1), InputError, "no such question");
    assertThrows(
      () =>
        database.elicitations.ask({
          ...database.elicitations.question(id)!,
          id: "x",
          askedMs: START_MS,
        }),
      InputError,
      "the window has begun",
    );
    answer(id, START_MS - 1);
    assertEquals(database.elicitations.ask(database.elicitations.question(id)!), false);
    const other = new DatabaseConnection(database.path, { readOnly: false, busyTimeoutMs: 0 });
    const wrong = ["UPDATE elicitations SET author = 'x'", "DELETE FROM elicitations"];
    for (const sql of wrong) assertThrows(() => other.execute(sql), Error, "is never");
    const backdated =
      "INSERT INTO elicitations SELECT 99, kind, question, author, start_ms, start_ms, " +
      "document FROM elicitations WHERE kind = 'answer'";
    assertThrows(() => other.execute(backdated), Error, "CHECK");
    other.close();
    assertEquals(database.elicitations.answers(id).length, 1);
    assertEquals(database.check(), []);
  }));
