import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { tellScheduledDrift, watchScheduledDrift } from "../../../../engine/forecasting/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { withFolder } from "../../storage/storage_fixture.ts";
import { DRIFT_MS, keepForecasts, scoresOfDays, STEADY_DAYS } from "./drifting_forecasts.ts";

const DAY_MS = 86_400_000;

Deno.test("outcomes of scheduled forecasts tell a model that drifts from one that does not", () =>
  withFolder((folder) => {
    using database = openDatabase(`${folder}/q.db`, { mode: "create" });
    keepForecasts(database, { model: "right", scores: scoresOfDays(240) });
    keepForecasts(database, { model: "wrong", scores: scoresOfDays(240, { drifts: true }) });
    keepForecasts(database, { model: "young", scores: scoresOfDays(7) });
    const right = watchScheduledDrift(database, { model: "right" });
    assertEquals([right.verdict, right.inputs, right.catalogue], ["steady", null, null]);
    assertEquals(right.skill.before!.windows, 90);
    const wrong = watchScheduledDrift(database, { model: "wrong" });
    assertEquals(wrong.verdict, "retrain");
    assertEquals(wrong.calibration.direction, "more than forecast");
    assert(wrong.skill.isChanged && Math.abs(wrong.sinceMs! - DRIFT_MS) < 15 * DAY_MS);
    const young = { model: "young" };
    assertThrows(() => watchScheduledDrift(database, young), InsufficientDataError);
    assertThrows(() => watchScheduledDrift(database, { model: "nobody" }), InputError);
    return Promise.resolve();
  }));

Deno.test("a verdict that becomes another one is told, once", () =>
  withFolder((folder) => {
    using database = openDatabase(`${folder}/q.db`, { mode: "create" });
    const model = "wrong";
    const days = scoresOfDays(STEADY_DAYS + 60, { drifts: true });
    keepForecasts(database, { model, scores: days.slice(0, STEADY_DAYS) });
    const messages: (string | undefined)[] = [];
    for (let from = STEADY_DAYS; from < days.length; from += 10) {
      const scores = days.slice(from, from + 10);
      const told = tellScheduledDrift(database, {
        ...{ model, score: () => keepForecasts(database, { model, scores, from }) },
      });
      assertEquals(told.scored.length, 10);
      if (told.message !== undefined) messages.push(told.message);
    }
    assertEquals(messages.length, 1);
    assertMatch(messages[0]!, /^Model "wrong" was "steady" and is "retrain" now\. [A-Z]/);
    return Promise.resolve();
  }));
