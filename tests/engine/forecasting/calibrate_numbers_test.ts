import { assert, assertEquals, assertMatch } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../engine/domain/mod.ts";
import { conformalInterval } from "../../../engine/evaluation/mod.ts";
import { makePointForecast } from "../../../engine/forecasting/mod.ts";
import {
  addNumbers,
  calibrateNumbers,
  type WindowNumbers,
} from "../../../engine/forecasting/point_processes/calibrate_numbers.ts";
import { layTestWindows } from "../../../engine/forecasting/point_processes/lay_test_windows.ts";
import { layWindows } from "../../../engine/forecasting/point_processes/lay_windows.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { trainThinned } from "./train_thinned.ts";

const PART = { startMs: 10 * DAY_MS, endMs: 110 * DAY_MS };

Deno.test("windows of a part are even, do not overlap and stay inside", () => {
  const days = layWindows(PART, { days: 1, most: 120 });
  assertEquals(
    days.map((startMs) => startMs / DAY_MS),
    Array.from({ length: 100 }, (_, i) => 10 + i),
  );
  assertEquals(layWindows(PART, { days: 4, most: 3 }).map((ms) => ms / DAY_MS), [10, 58, 106]);
  assertEquals(layWindows(PART, { days: 101, most: 3 }), []);
  assertEquals(layWindows(PART, { days: 1, most: 0 }), []);
});

Deno.test("every so many windows of a test part are long enough to be tested", () => {
  for (const days of [1, 3, 7]) {
    for (const calibrationWindows of [0, 20, 120]) {
      const windows = layTestWindows(PART, {
        ...{ days, consistencyWindows: 12, calibrationDays: 1, calibrationWindows },
      });
      const expected = { 0: 12, 20: 20, 120: 100 }[calibrationWindows];
      assertEquals(windows.length, expected);
      const tested = windows.filter(({ isTested }) => isTested);
      assert(tested.length >= 8 && tested.length <= 12, `${tested.length}`);
      tested.forEach((window, i) => {
        assertEquals(window.days, days);
        const end = window.startMs + days * DAY_MS;
        assert(end <= (tested[i + 1]?.startMs ?? PART.endMs));
      });
    }
  }
  const none = { days: 3, consistencyWindows: 0, calibrationDays: 1, calibrationWindows: 20 };
  assert(layTestWindows(PART, none).every(({ isTested, days }) => !isTested && days === 1));
});

Deno.test("of a longer window the first day is counted", () => {
  const numbers: WindowNumbers = { simulated: [], observed: [], ratePerDay: 1 };
  const at = (...days: number[]) => eventsAt(days.map((day) => day * DAY_MS));
  addNumbers(numbers, {
    ...{ startMs: 5 * DAY_MS, days: 3 },
    catalogues: [at(5.1, 5.9, 6.1), at(7), at(6)],
    observed: at(5.5, 6.5, 7.5),
  });
  assertEquals(numbers.simulated, [Uint32Array.of(2, 0, 1)]);
  assertEquals(numbers.observed, [1]);
});

/** Windows whose simulated numbers have another mean than what comes. */
function poissonNumbers(
  random: RandomStream,
  { windows, said, true: mean }: { windows: number; said: number; true: number },
): WindowNumbers {
  const draw = (rate: number, size: number) =>
    Uint32Array.from({ length: size }, () => random.poisson(rate));
  return {
    simulated: Array.from({ length: windows }, () => draw(said, 300)),
    observed: [...draw(mean, windows)],
    ratePerDay: mean,
  };
}

Deno.test("forecasts too low by a quarter are mended on what came, and a later change is found out", () => {
  const random = new RandomStream("numbers");
  const low = { windows: 400, said: 4.5, true: 6 };
  const [validation, test] = [poissonNumbers(random, low), poissonNumbers(random, low)];
  const held = calibrateNumbers({ validation, test, seed: 1 });
  assert(held.model.gate.passed && held.model.calibration.map.kind !== "none");
  assert(held.baseline.gate.passed, held.baseline.gate.sentence); // its rate is the true one
  // The truth's own draws fall into the interval of one more forecast as often as it says.
  const [sorted] = poissonNumbers(random, { ...low, windows: 1 }).simulated.map((list) =>
    list.sort()
  );
  const bounds = held.model.calibration.intervals.find(({ level }) => level === 0.9)!;
  const { low: from, high: to } = conformalInterval(
    bounds,
    (probability) => sorted[Math.min(299, Math.max(0, Math.ceil(300 * probability) - 1))],
  );
  const later = Array.from({ length: 4_000 }, () => random.poisson(6));
  const inside = later.filter((value) => value >= from! && value <= to!).length / 4_000;
  assert(inside > 0.87, `${inside}`);
  const fewer = poissonNumbers(random, { windows: 150, said: 4.5, true: 3 });
  const changed = { ...fewer, ratePerDay: 6 };
  const failed = calibrateNumbers({ validation, test: changed, seed: 1 });
  assert(!failed.model.gate.passed && !failed.baseline.gate.passed);
});

Deno.test("a true law holds; where most later events are lost the first line says so", async () => {
  const held = await trainThinned({ every: 1 });
  const good = await makePointForecast(held.model, held.events, { catalogues: 200 });
  const { calibrated, probability } = good.magnitudes[0];
  assert(calibrated !== undefined && calibrated.passed, calibrated?.sentences[0]);
  assert(Math.abs(calibrated.probabilities["at least 1 event"] - probability) < 0.15);
  assertEquals(good.headline, held.model.card.skill.sentence);
  assertEquals(good.magnitudes.slice(1).map((bin) => bin.calibrated).filter(Boolean), []);
  const week = await makePointForecast(held.model, held.events, { catalogues: 20, horizon: "7d" });
  assertMatch(week.uncalibrated!, /windows of 1d and is not applied to one of 7d/);
  assertEquals(week.magnitudes[0].calibrated, undefined);
  const lost = await trainThinned({ every: 4 });
  const bad = await makePointForecast(lost.model, lost.events, { catalogues: 200 });
  assertMatch(bad.headline, /^Calibration failed on later data\. .*Calibration failed on 60/);
});

function eventsAt(timesMs: number[]): PointEvents {
  const zeros = () => new Float64Array(timesMs.length);
  return {
    ...{ name: "made", size: timesMs.length, isDated: true, timeMs: Float64Array.from(timesMs) },
    magnitude: zeros(),
    places: { kind: "geographic", latitude: zeros(), longitude: zeros() },
  };
}
