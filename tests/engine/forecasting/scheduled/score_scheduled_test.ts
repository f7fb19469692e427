import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { fitSimpleLaw } from "../../../../engine/forecasting/scheduled/simple_law.ts";
import {
  type CountLaw,
  countLawOf,
  distributionOf,
  logProbabilityOf,
  probabilityBelow,
  probabilityOf,
  quantileOf,
} from "../../../../engine/forecasting/scheduled/count_law.ts";
import {
  binEvents,
  cellsInside,
  type ForecastArea,
  layArea,
} from "../../../../engine/forecasting/scheduled/forecast_area.ts";
import { forecastIdentifier } from "../../../../engine/forecasting/mod.ts";
import type { ScheduledRecord } from "../../../../engine/forecasting/mod.ts";
import { scoreScheduled } from "../../../../engine/forecasting/scheduled/score_scheduled.ts";
import { simulatedShares } from "../../../../engine/forecasting/scheduled/simulated_shares.ts";
import { smoothCells } from "../../../../engine/forecasting/scheduled/smooth_cells.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { DAY_MS, REGION } from "./scheduled_fixture.ts";

const AREA: ForecastArea = layArea({
  ...{ region: REGION, minimumMagnitude: 3, magnitudeStep: 0.1, cellDegrees: 0.5 },
});

/** Events in the given cells of two by two, one second apart. */
function eventsIn(cells: readonly number[], magnitude = 3) {
  const column = (value: (cell: number, i: number) => number) => Float64Array.from(cells, value);
  return {
    events: {
      ...{ name: "test", size: cells.length, isDated: true },
      timeMs: column((_, i) => DAY_MS + 1000 * i),
      magnitude: column(() => magnitude),
      places: {
        kind: "geographic" as const,
        latitude: column((cell) => 33.25 + 0.5 * Math.floor(cell / 2)),
        longitude: column((cell) => -116.75 + 0.5 * (cell % 2)),
      },
    },
    ids: cells.map((_, i) => `event ${i}`),
  };
}

function recordOf(count: CountLaw, share: readonly number[]): ScheduledRecord {
  const random = new RandomStream(1);
  const catalogues = Array.from({ length: 500 }, () => {
    const cell = Array.from({ length: random.poisson(count.mean) }, () => random.integer(4));
    return {
      cell,
      magnitudeBin: cell.map(() => Math.min(59, Math.floor(random.exponential(0.23)))),
    };
  });
  const even = { name: "even", count: { mean: 4, dispersion: 0 }, share: [0.25, 0.25, 0.25, 0.25] };
  const row = { horizon: "1d", magnitude: 3, mean: 2, low95: 0, high95: 5 };
  return {
    ...{ id: "test.daily.1970-01-02T00Z", kind: "daily", model: "test", issuedMs: 0 },
    ...{ startMs: DAY_MS, endMs: 2 * DAY_MS, isPublished: true, region: REGION },
    gate: { passed: true, restsOn: "card", forecasts: 0, checks: [], reasons: [] },
    ...{ minimumMagnitude: 3, headline: "", sentence: "", missedMs: [], remarks: [], skill: [] },
    counts: { mean: count.mean, median: 0, intervals: [], distribution: [] },
    table: [{ ...row, probabilityOfOneOrMore: 0.75 }, {
      ...row,
      magnitude: 5,
      high95: 0,
      probabilityOfOneOrMore: 0.1,
    }],
    largest: { median: null, p90: null },
    map: { cellDegrees: 0.5, minimumMagnitude: 3, cells: [], total: count.mean },
    card: { name: "test", process: "none", sentence: "" },
    evidence: {
      ...{ area: AREA, horizonsMs: [DAY_MS], law: { name: "test", count, share } },
      ...{ baselines: [even], catalogues, historyEvents: 1 },
      simulated: { catalogues: 500, seed: 1 },
    },
  };
}

Deno.test("the information gain of a Poisson law over another is that of the formula", () => {
  const share = [0.7, 0.1, 0.1, 0.1];
  const record = recordOf({ mean: 2, dispersion: 0 }, share);
  const { outcome, scores } = scoreScheduled(record, eventsIn([0, 0, 3]), { untilMs: 3 * DAY_MS });
  const value = (name: string) => scores.find((score) => score.name === name)!.value;
  // ln of 2^3 e^-2 / 3! over 4^3 e^-4 / 3!, and of the shares of the cells over a quarter each.
  const expected = 3 * Math.log(2 / 4) + 2 + 2 * Math.log(0.7 / 0.25) + Math.log(0.1 / 0.25);
  assertAlmostEquals(value("information gain"), expected, 1e-12);
  assertAlmostEquals(value("log likelihood"), 3 * Math.log(2) - 2 - Math.log(6), 1e-12);
  assertAlmostEquals(value("probability of one or more"), 1 - Math.exp(-2), 1e-12);
  assertAlmostEquals(value("brier"), Math.exp(-4), 1e-12);
  const below = Math.exp(-2) * (1 + 2 + 2);
  assert(value("transform") >= below && value("transform") <= below + Math.exp(-2) * 8 / 6);
  assertEquals(outcome.events, 3);
  assertEquals(outcome.table.map(({ observed, isInside }) => [observed, isInside]), [[3, true], [
    0,
    true,
  ]]);
  assertAlmostEquals(outcome.table[0].brier, 0.0625, 1e-12);
  assertEquals(outcome.tests.map(({ name }) => name), ["N", "M", "S", "PL"]);
});

Deno.test("a day without events has no places to test, and one with far too many fails", () => {
  const record = recordOf({ mean: 2, dispersion: 0 }, [0.25, 0.25, 0.25, 0.25]);
  const none = scoreScheduled(record, eventsIn([]), { untilMs: 3 * DAY_MS });
  assertEquals([none.outcome.events, none.outcome.largest], [0, null]);
  assertEquals(none.outcome.tests.find(({ name }) => name === "S")!.passed, null);
  const many = scoreScheduled(record, eventsIn(new Array(12).fill(0)), { untilMs: 3 * DAY_MS });
  assertEquals(many.outcome.tests.find(({ name }) => name === "N")!.passed, false);
  const early = scoreScheduled(record, eventsIn([1]), { untilMs: 1.5 * DAY_MS });
  assertEquals(early.outcome.table, [], "its horizon has not ended");
});

Deno.test("simulated numbers make a law that excludes nothing and adds up to 1", () => {
  const law = countLawOf([0, 0, 1, 2, 2, 2, 5, 0, 1, 0]);
  const all = Array.from({ length: 400 }, (_, count) => probabilityOf(law, count));
  assertAlmostEquals(all.reduce((sum, one) => sum + one, 0), 1, 1e-9);
  assert(probabilityOf(law, 4) > 0 && logProbabilityOf(law, 1000) > -Infinity);
  assertAlmostEquals(Math.exp(logProbabilityOf(law, 2)), probabilityOf(law, 2), 1e-12);
  assertAlmostEquals(probabilityBelow(law, 3), all[0] + all[1] + all[2], 1e-12);
  assert(probabilityBelow(law, quantileOf(law, 0.9)) < 0.9);
  assert(probabilityBelow(law, quantileOf(law, 0.9) + 1) >= 0.9);
  const told = distributionOf(law, { tail: 1e-3, most: 200 });
  assertAlmostEquals(told.reduce((sum, one) => sum + one, 0), 1, 1e-12);
});

Deno.test("past places are smoothed: shares add up to 1, most where most came, none outside", () => {
  const area = layArea({
    ...{ region: REGION, minimumMagnitude: 3, magnitudeStep: 0.1, cellDegrees: 0.1 },
    within: [[-117, 33], [-116.5, 33], [-116.5, 34], [-117, 34]],
  });
  const inside = cellsInside(area);
  assertEquals(inside.reduce((sum, one) => sum + one, 0), 50);
  const random = new RandomStream(4);
  const cells = Array.from(
    { length: 200 },
    () => random.uniform() < 0.8 ? 22 : 10 * random.integer(10),
  );
  const share = smoothCells(cells, { grid: area.grid, inside });
  assertAlmostEquals(share.reduce((sum, one) => sum + one, 0), 1, 1e-9);
  assertEquals(share.indexOf(Math.max(...share)), 22);
  assert(share.every((one, cell) => one > 0 === (inside[cell] === 1)));
  const none = smoothCells([], { grid: area.grid, inside });
  assertAlmostEquals(Math.max(...none), 1 / 50, 1e-12);
});

Deno.test("few simulated places say nothing against past ones, a sequence that has begun does", () => {
  const area = layArea({
    ...{ region: REGION, minimumMagnitude: 3, magnitudeStep: 0.1, cellDegrees: 0.05 },
  });
  const cells = area.grid.rows * area.grid.columns;
  const past = new Array<number>(cells).fill(1 / cells);
  const random = new RandomStream(11);
  const quiet = Array.from({ length: 300 }, () => random.integer(cells));
  const even = simulatedShares(quiet, { area, past });
  // What a true event gains over past places, on average, where both are the same law: all but nothing.
  const loss = even.reduce((sum, share) => sum + Math.log(share * cells) / cells, 0);
  assert(loss > -0.02 && Math.abs(even.reduce((sum, one) => sum + one, 0) - 1) < 1e-3, `${loss}`);
  const sequence = Array.from({ length: 600 }, (_, i) => i % 2 === 0 ? 42 : random.integer(cells));
  const share = simulatedShares(sequence, { area, past })[42];
  assert(share > 0.2 && share < 0.6, `half of the events are there, said ${share}`);
});

Deno.test("the simple law has the mean and spread of past days, and never a mean of 0", () => {
  const random = new RandomStream(9);
  const timeMs = Float64Array.from({ length: 1000 }, () => 1000 * DAY_MS * random.uniform()).sort();
  const flat = (value: number) => new Float64Array(1000).fill(value);
  const events = {
    ...{ name: "test", size: 1000, isDated: true, timeMs, magnitude: flat(3.2) },
    places: { kind: "geographic" as const, latitude: flat(33.2), longitude: flat(-116.2) },
  };
  const law = fitSimpleLaw(events, { area: AREA, issuedMs: 1000 * DAY_MS, days: 1 });
  assertAlmostEquals(law.count.mean, 1, 0.01);
  assert(law.count.dispersion < 0.1, "a Poisson process varies no more");
  const empty = { ...events, size: 0, timeMs: new Float64Array(), magnitude: new Float64Array() };
  assert(fitSimpleLaw(empty, { area: AREA, issuedMs: DAY_MS, days: 1 }).count.mean > 0);
  assertEquals(binEvents(events, AREA, { startMs: 0, endMs: Infinity }).rows.length, 1000);
});

Deno.test("identifiers fit into an address and differ where names do", () => {
  const startMs = Date.UTC(2026, 0, 2, 6);
  assertEquals(forecastIdentifier("etas", { startMs }), "etas.daily.2026-01-02T06Z");
  const [one, other] = ["smi:a/b", "smi:a:b"].map((eventId) =>
    forecastIdentifier("m", { eventId })
  );
  assert(one !== other && one === encodeURIComponent(one), one);
});
