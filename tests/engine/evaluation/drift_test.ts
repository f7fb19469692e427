import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InsufficientDataError } from "../../../engine/domain/mod.ts";
import {
  assessDrift,
  autocorrelationTime,
  averageRunLength,
  changePoint,
  compareSamples,
  cumulativeSums,
  type DriftWindows,
  populationStability,
  simulatedRunLength,
  spreadScores,
  stabilityLimit,
  watchCalibration,
  watchSkill,
} from "../../../engine/evaluation/mod.ts";
import {
  binomialInterval,
  RandomStream,
  standardNormalCumulative,
} from "../../../engine/mathematics/mod.ts";

const DAY_MS = 86_400_000;

/** Normal numbers of mean 0 and variance 1, each so correlated with the one before. */
function normals(size: number, { seed, correlation = 0 }: { seed: string; correlation?: number }) {
  const random = new RandomStream(seed);
  const values = new Float64Array(size);
  let value = random.normal();
  for (let i = 0; i < size; i++) {
    values[i] = value;
    value = correlation * value + Math.sqrt(1 - correlation ** 2) * random.normal();
  }
  return values;
}

/** Fails unless a share of runs may be that of a probability, at 99.9 %. */
function assertShare(successes: number, trials: number, probability: number): void {
  const { low, high } = binomialInterval({ successes, trials }, { level: 0.999 });
  assert(low <= probability && probability <= high, `${successes} of ${trials}, ${probability}`);
}

// Montgomery, Introduction to Statistical Quality Control, table 9.3: allowance 0.5.
const MONTGOMERY = [
  ...[{ limit: 4, shift: 0, length: 168 }, { limit: 5, shift: 0, length: 465 }],
  ...[{ limit: 4, shift: 1, length: 8.38 }, { limit: 5, shift: 1, length: 10.4 }],
  ...[{ limit: 4, shift: 2, length: 3.34 }, { limit: 5, shift: 2, length: 4.01 }],
];

Deno.test("average run lengths are those of Montgomery's table, by formula and by simulation", () => {
  for (const { limit, shift, length } of MONTGOMERY) {
    const design = { allowance: 0.5, limit, shift };
    const byFormula = averageRunLength(design);
    assert(Math.abs(byFormula / length - 1) < 0.04, `${limit} ${shift}: ${byFormula}`);
    const random = new RandomStream(`run length ${limit} ${shift}`);
    const runs = 2000;
    const simulated = simulatedRunLength(design, { runs, random });
    // Run lengths are all but exponential: their standard deviation is at most their mean.
    const error = length / Math.sqrt(runs);
    assert(Math.abs(simulated - length) < 4 * error, `${limit} ${shift}: ${simulated}`);
  }
});

Deno.test("scores of the spread are about standard normal, and rise with the spread", () => {
  const scores = spreadScores(normals(20_000, { seed: "spread" }));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const square = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
  assertAlmostEquals(mean, 0, 0.03);
  assertAlmostEquals(square, 1, 0.03);
  const { up } = cumulativeSums(spreadScores(scores.map((score) => 3 * score)), { allowance: 0.5 });
  assert(Math.max(...up) > 100);
});

Deno.test("correlated series are worth as many independent values as their law says", () => {
  for (const correlation of [0.5, 0.8, 0.95]) {
    const times = Array.from(
      { length: 20 },
      (_, i) => autocorrelationTime(normals(4000, { seed: `time ${i}`, correlation })),
    );
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const truth = (1 + correlation) / (1 - correlation);
    // Rather too long than too short: the error of the blocks is added.
    assert(mean > 0.9 * truth && mean < 1.8 * truth, `${correlation}: ${mean} of ${truth}`);
  }
  assertEquals(autocorrelationTime([2, 2, 2, 2]), 1);
});

Deno.test("the stability index has the law of chi-square without a change, and finds a shift", () => {
  const runs = 400;
  let [sum, alarms, found] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const training = normals(800, { seed: `training ${run}` });
    const watched = normals(400, { seed: `watched ${run}` });
    const measured = populationStability({ training, watched });
    assertEquals(measured.bins, 10);
    sum += measured.stability;
    if (measured.stability > stabilityLimit(measured, 0.05)!) alarms++;
    assertEquals(
      measured.stability > stabilityLimit(measured, 0.05)!,
      measured.probability! < 0.05,
    );
    const shifted = watched.map((value) => value + 0.4);
    if (populationStability({ training, watched: shifted }).probability! < 0.01) found++;
  }
  const expected = 9 * (1 / 800 + 1 / 400); // Yurdakul & Naranjo 2020
  assert(Math.abs(sum / runs / expected - 1) < 0.08, `${sum / runs} of ${expected}`);
  assertShare(alarms, runs, 0.05);
  assert(found > 0.95 * runs, String(found));
});

Deno.test("correlated inputs raise no more alarms than is said; the rule of thumb raises many", () => {
  const runs = 100;
  let [alarms, byRule] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const training = normals(4000, { seed: `slow training ${run}`, correlation: 0.8 });
    const watched = normals(300, { seed: `slow watched ${run}`, correlation: 0.8 });
    const correlationTime = autocorrelationTime(training);
    const { probability, stability } = populationStability({ training, watched, correlationTime });
    assert(probability !== null);
    if (probability < 0.05) alarms++;
    if (stability > 0.1) byRule++;
  }
  const { low } = binomialInterval({ successes: alarms, trials: runs });
  assert(low <= 0.05, `${alarms} of ${runs}`);
  assert(byRule > 3 * alarms, `${byRule} by the rule of thumb`);
});

Deno.test("too few independent values tell nothing", () => {
  const [training, watched] = [normals(400, { seed: "a" }), normals(90, { seed: "b" })];
  const slow = populationStability({ training, watched, correlationTime: 10 });
  assertEquals([slow.probability, stabilityLimit(slow, 0.05)], [null, null]);
  const constant = new Float64Array(400);
  assertEquals(populationStability({ training: constant, watched: constant }).probability, null);
});

Deno.test("a shift of the mean is placed where it was", () => {
  const values = normals(200, { seed: "shift" }).map((value, i) => value + (i < 120 ? 0 : 1.5));
  assert(Math.abs(changePoint(values)!.index - 120) <= 3);
  assert(Math.abs(changePoint(values, { before: 0 })!.index - 120) <= 3);
  assertAlmostEquals(changePoint(values)!.shift, 1.5, 0.4);
  assertEquals(changePoint([1]), null);
});

Deno.test("two samples of one law differ as often as is said", () => {
  // Four of the first lie below all of the second.
  const one = Array.from({ length: 10 }, (_, i) => i);
  assertAlmostEquals(compareSamples(one, one.map((i) => i + 3.5)).distance, 0.4, 1e-12);
  assertEquals(compareSamples([], [1]).probability, 1);
  let alarms = 0;
  for (let run = 0; run < 400; run++) {
    const samples = ["a", "b"].map((name) => normals(150, { seed: `${name} ${run}` }));
    if (compareSamples(samples[0], samples[1]).probability < 0.05) alarms++;
  }
  const { low } = binomialInterval({ successes: alarms, trials: 400 });
  assert(low <= 0.05 && alarms > 5, String(alarms));
});

/** Windows of a day, with scores that turn into transforms. */
function windowsOf(scores: Float64Array, gain = new Float64Array(scores.length)): DriftWindows {
  const issueMs = Float64Array.from(scores.keys(), (day) => day * DAY_MS);
  return {
    ...{ issueMs, endMs: issueMs.map((time) => time + DAY_MS), overlap: 1, baseline: "none" },
    ...{ transform: scores.map(standardNormalCumulative), gain },
  };
}

const WATCH = { fromMs: 150 * DAY_MS, untilMs: 300 * DAY_MS, level: 0.05 };

Deno.test("calibration that holds raises as many alarms as is said, though it was never good", () => {
  const runs = 24;
  let [alarms, rough] = [0, 0];
  for (let run = 0; run < runs; run++) {
    // Biased and too narrow all along, and correlated: that is no drift.
    const scores = normals(300, { seed: `steady ${run}`, correlation: 0.2 })
      .map((score) => 1.5 * score + 0.7);
    const { probability, isChanged } = watchCalibration(windowsOf(scores), WATCH);
    if (isChanged) alarms++;
    if (probability < 0.5) rough++;
  }
  const { low } = binomialInterval({ successes: alarms, trials: runs });
  assert(low <= 0.05, `${alarms} of ${runs}`);
  // Neither is the limit too wide, which would find nothing.
  assertShare(rough, runs, 0.5);
});

Deno.test("a burst of half a block is no drift, one that goes on is", () => {
  const scores = normals(300, { seed: "burst" });
  const withBurst = (days: number) =>
    watchCalibration(
      windowsOf(scores.map((s, day) => day >= 200 && day < 200 + days ? 3 : s)),
      WATCH,
    );
  const [none, short, long] = [withBurst(0), withBurst(4), withBurst(40)];
  // It comes in a block wherever that is laid, and so lies within the limit.
  assert(short.blockLength === 7 && short.largest > none.limit && short.limit > 1.1 * none.limit);
  assert(!short.isChanged, String(short.probability));
  assertEquals([long.isChanged, long.direction], [true, "more than forecast"]);
});

const CHANGES = [
  ["more than forecast", (score: number) => score + 1],
  ["less than forecast", (score: number) => score - 1],
  ["forecasts too narrow", (score: number) => 2.2 * score],
  ["forecasts too wide", (score: number) => 0.25 * score],
] as const;

Deno.test("calibration that breaks is found, with its direction and its beginning", () => {
  for (const [direction, change] of CHANGES) {
    const scores = normals(300, { seed: direction })
      .map((score, day) => day < 200 ? score : change(score));
    const found = watchCalibration(windowsOf(scores), WATCH);
    assertEquals([found.isChanged, found.direction, found.against], [true, direction, "own past"]);
    assert(
      Math.abs(found.sinceMs! / DAY_MS - 200) <= 12,
      `${direction}: ${found.sinceMs! / DAY_MS}`,
    );
    assert(found.alarmMs! >= 200 * DAY_MS && found.probability < 0.05);
    // Without a past, calibration itself is the standard.
    const alone = watchCalibration(windowsOf(scores.subarray(200)), {
      ...{ fromMs: 0, untilMs: Infinity, level: 0.05 },
    });
    assertEquals([alone.against, alone.direction], ["uniform", direction]);
  }
});

Deno.test("a gain that fell is found, against its own past or against nothing", () => {
  const gain = normals(300, { seed: "gain" }).map((value, day) => value + (day < 200 ? 0.6 : -0.6));
  const scores = normals(300, { seed: "scores" });
  const fell = watchSkill(windowsOf(scores, gain), WATCH);
  assert(fell.isChanged && fell.before!.nats > 0.3 && fell.watched.nats < 0.1);
  assert(Math.abs(fell.sinceMs! / DAY_MS - 200) <= 10);
  const held = watchSkill(
    windowsOf(scores, gain.map((value, i) => i < 200 ? value : gain[i - 150])),
    {
      ...WATCH,
    },
  );
  assertEquals(held.isChanged, false);
  const alone = windowsOf(scores.subarray(200), gain.subarray(200));
  const below = watchSkill(alone, { fromMs: 0, untilMs: Infinity, level: 0.05 });
  assertEquals([below.before, below.isChanged], [null, true]);
});

Deno.test("fewer than eight windows are refused", () => {
  const windows = windowsOf(normals(100, { seed: "few" }));
  const few = { fromMs: 95 * DAY_MS, untilMs: 100 * DAY_MS };
  const error = assertThrows(
    () => assessDrift({ model: "m", windows }, few),
    InsufficientDataError,
  );
  assertEquals([error.have, error.need], [5, 8]);
});
