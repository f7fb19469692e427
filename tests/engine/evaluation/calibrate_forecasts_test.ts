import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  InputError,
  InsufficientDataError,
  type ProbabilityMap,
} from "../../../engine/domain/mod.ts";
import {
  calibrateForecasts,
  type CalibrationSeries,
  conformalBounds,
  conformalInterval,
  gateCalibration,
  mapProbability,
  seriesOfSamples,
  seriesOfTable,
} from "../../../engine/evaluation/mod.ts";
import { transformsOf } from "../../../engine/evaluation/calibration/calibrate_forecasts.ts";
import {
  fitProbabilityMap,
  mappedLogScore,
} from "../../../engine/evaluation/calibration/probability_map.ts";
import { binomialInterval, RandomStream } from "../../../engine/mathematics/mod.ts";
import { drawWindows, measureCoverage, measureGate } from "./calibration_truths.ts";

const RIGHT = { meanFactor: 1, dispersionFactor: 1 };

Deno.test("intervals hold what they say over 1,000 runs, also of forecasts that are wrong", () => {
  for (const [meanFactor, dispersionFactor] of [[1, 1], [0.5, 1], [2, 0.3], [1, 4]]) {
    const found = measureCoverage({
      ...{ runs: 1_000, windows: 99, seed: "coverage", meanFactor, dispersionFactor },
      fit: (series, random) =>
        conformalBounds(transformsOf(series, random), { levels: [0.9, 0.95], independent: 99 }),
    });
    // By the ranks of 99 windows, 5 and 2 of 100: 0.9 exactly, and 0.96.
    assertEquals(found.map(({ expected }) => Math.round(1000 * expected)), [900, 960]);
    for (const { level, expected, covered, coveredPublished, runs } of found) {
      const what = `${level} by factors ${meanFactor}, ${dispersionFactor}`;
      const { low, high } = binomialInterval({ successes: covered, trials: runs }, { level: 0.99 });
      assert(low <= expected && expected <= high, `${what}: ${covered}`);
      // Published ends are whole counts, both inside: never fewer outcomes than promised.
      assert(coveredPublished >= covered, what);
    }
  }
});

Deno.test("the gate lets same data pass, and stops what has shifted", () => {
  const rate = (truthFactor: number, wrong = RIGHT) =>
    measureGate({ runs: 60, windows: 100, seed: "gate", truthFactor, ...wrong });
  // 5 % of failures are meant: 9 or more of 60 have a chance of 0.3 %.
  assert(rate(1) >= 0.85, `${rate(1)}`);
  assert(rate(1, { meanFactor: 0.5, dispersionFactor: 1 }) >= 0.85);
  assert(rate(2) <= 0.05 && rate(0.5) <= 0.1);
});

/** Daily counts about a rate that is known, and forecasts of the next week's number, day by day. */
function drawOverlapping(days: number, random: RandomStream): CalibrationSeries {
  const daily = Float64Array.from({ length: days + 7 }, () => random.poisson(0.6));
  const observed = Float64Array.from(
    { length: days },
    (_, i) => daily.subarray(i, i + 7).reduce((sum, count) => sum + count, 0),
  );
  const mean = new Float64Array(days).fill(4.2);
  const table = { family: "negative-binomial" as const, mean, dispersion: mean.map(() => 0) };
  return seriesOfTable(table, observed, { threshold: 4 });
}

Deno.test("windows that overlap count as many as do not", () => {
  let [passed, inside] = [0, 0];
  const runs = 60;
  for (let run = 0; run < runs; run++) {
    const random = new RandomStream(`overlap ${run}`);
    const calibration = calibrateForecasts(drawOverlapping(420, random), { overlap: 7, random });
    assertEquals(calibration.intervals.map(({ expected }) => Math.round(100 * expected)), [
      ...[51, 90, 97],
    ]);
    if (gateCalibration(calibration, drawOverlapping(420, random), { random }).passed) passed++;
    const later = transformsOf(drawOverlapping(1, random), random)[0];
    const { low, high } = calibration.intervals[1];
    if (later >= low! && later <= high!) inside++;
  }
  assert(passed / runs >= 0.85, `passed ${passed}`);
  assert(inside / runs >= 0.8, `inside ${inside}`);
});

Deno.test("the map is chosen: none for right forecasts, one that gains on later data for wrong", () => {
  let gain = 0;
  const [kept, changed]: [number[], number[]] = [[], []];
  for (let run = 0; run < 12; run++) {
    const random = new RandomStream(`map ${run}`);
    const options = { overlap: 1, random };
    const right = calibrateForecasts(drawWindows(150, { ...RIGHT, random }).series, options);
    kept.push(right.map.kind === "none" ? 1 : 0);
    const wrong = { meanFactor: 0.5, dispersionFactor: 1, random };
    const { map } = calibrateForecasts(drawWindows(150, wrong).series, options);
    changed.push(map.kind === "none" ? 0 : 1);
    const { series } = drawWindows(300, wrong);
    const rows = Array.from({ length: 300 }, (_, i) => i);
    gain += (mappedLogScore(map, series, rows) -
      mappedLogScore({ kind: "none" }, series, rows)) / 300 / 12;
  }
  const share = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  assert(share(kept) >= 0.6 && share(changed) === 1, `${share(kept)}, ${share(changed)}`);
  assert(gain > 0.1, `${gain} nats a window`);
});

Deno.test("rare events, too: right alarms pass the gate, those of far too small a chance do not", () => {
  const drawAlarms = (random: RandomStream, factor: number) => {
    const truth = Float64Array.from({ length: 300 }, () => 0.03 + 0.1 * random.uniform());
    const happened = truth.map((chance) => random.uniform() < chance ? 1 : 0);
    const table = { family: "bernoulli" as const, probability: truth.map((p) => p * factor) };
    return seriesOfTable(table, happened, { threshold: 1 });
  };
  const passed = (factor: number) => {
    let count = 0;
    for (let run = 0; run < 60; run++) {
      const random = new RandomStream(`alarms ${run}`);
      const options = { overlap: 1, levels: [], random };
      const calibration = calibrateForecasts(drawAlarms(random, 1), options);
      // What comes later was forecast with a chance that is right, or much too small.
      if (gateCalibration(calibration, drawAlarms(random, factor), { random }).passed) count++;
    }
    return count / 60;
  };
  assert(passed(1) >= 0.87, `${passed(1)}`);
  assert(passed(0.4) <= 0.2, `${passed(0.4)}`);
});

Deno.test("certain forecasts pass where they come true throughout, and not where none does", () => {
  const random = new RandomStream("certain");
  const certain = (happened: number) => {
    const table = { family: "bernoulli" as const, probability: new Float64Array(40).fill(1) };
    return seriesOfTable(table, new Float64Array(40).fill(happened), { threshold: 1 });
  };
  const calibration = calibrateForecasts(certain(1), { overlap: 1, levels: [], random });
  assertEquals(calibration.map.kind, "none");
  assertEquals(gateCalibration(calibration, certain(1), { random }).passed, true);
  assertEquals(gateCalibration(calibration, certain(0), { random }).passed, false);
});

Deno.test("Platt's and the beta map recover how probabilities were bent", () => {
  const random = new RandomStream("bent");
  const size = 20_000;
  const rows = Array.from({ length: size }, (_, i) => i);
  const truth: ProbabilityMap = { kind: "beta", lowSlope: 0.6, highSlope: 1.4, shift: 0.3 };
  const absence = Float64Array.from({ length: size }, () => random.uniform());
  const happened = absence.map((u) => random.uniform() > mapProbability(truth, u) ? 1 : 0);
  const series = {
    below: absence.map((u, row) => happened[row] === 1 ? u : 0),
    upTo: absence.map((u, row) => happened[row] === 1 ? 1 : u),
  };
  const options = { rows, independent: size };
  const beta = fitProbabilityMap("beta", series, options);
  assert(beta.kind === "beta");
  assertAlmostEquals(beta.lowSlope, 0.6, 0.05);
  assertAlmostEquals(beta.highSlope, 1.4, 0.1);
  assertAlmostEquals(beta.shift, 0.3, 0.1);
  const isotonic = fitProbabilityMap("isotonic", series, options);
  for (const u of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    assertAlmostEquals(mapProbability(isotonic, u), mapProbability(truth, u), 0.05);
  }
  const score = (map: ProbabilityMap) => mappedLogScore(map, series, rows);
  const platt = fitProbabilityMap("platt", series, options);
  assert(score(beta) > score(platt) && score(platt) > score({ kind: "none" }));
  for (const map of [truth, beta, isotonic, platt]) {
    assertEquals([mapProbability(map, 0), mapProbability(map, 1)], [0, 1]);
    const steps = Array.from({ length: 101 }, (_, i) => mapProbability(map, i / 100));
    assert(steps.every((value, i) => i === 0 || value >= steps[i - 1]), map.kind);
  }
});

Deno.test("bounds and intervals by hand: ranks, ties, too few windows", () => {
  const transforms = Float64Array.from({ length: 19 }, (_, i) => (i + 1) / 20).reverse();
  const [bounds, open] = conformalBounds(transforms, { levels: [0.9, 0.95], independent: 19 });
  assertEquals(bounds, { level: 0.9, low: 0.05, high: 0.95, expected: 0.9 });
  assertEquals(open, { level: 0.95, low: null, high: null, expected: 1 });
  // Of a die: the values whose cumulative probability reaches between 0.2 and 0.5, ends included.
  const die = (p: number) => Math.min(6, Math.ceil(6 * p - 1e-9));
  const at = { level: 0.3, low: 0.2, high: 0.45, expected: 0.3 };
  assertEquals(conformalInterval(at, die), { level: 0.3, low: 2, high: 3 });
  assertEquals(conformalInterval(open, die), { level: 0.95, low: null, high: null });
});

Deno.test("samples: what came is one more draw; nothing, too little and foreign columns", () => {
  const series = seriesOfSamples([[0, 1, 1, 3], [2, 2, 2, 2]], [1, 9], { threshold: 2 });
  assertEquals([...series.below], [1 / 5, 4 / 5]);
  assertEquals([...series.upTo], [4 / 5, 1]);
  assertEquals([...series.event!.absence], [3.5 / 5, 0.5 / 5]);
  assertEquals([...series.event!.happened], [0, 1]);
  const random = new RandomStream(1);
  const few = calibrateForecasts(series, { overlap: 1, random });
  assertEquals([few.map.kind, few.intervals[1].low], ["none", null]);
  const gate = gateCalibration(few, series, { random });
  assertEquals([gate.passed, gate.checks.length], [false, 0]);
  assert(gate.sentence.includes("too few"));
  assertEquals(JSON.parse(JSON.stringify(few)), few);
  assertThrows(() => seriesOfSamples([[]], [1], { threshold: 1 }), InputError);
  assertThrows(() => seriesOfSamples([[1]], [], { threshold: 1 }), InputError);
  const none = seriesOfSamples([], [], { threshold: 1 });
  assertThrows(() => calibrateForecasts(none, { overlap: 1, random }), InsufficientDataError);
});
