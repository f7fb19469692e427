import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import {
  compareForecasts,
  kaganInformation,
  molchanDiagram,
} from "../../../engine/evaluation/mod.ts";
import {
  holmCorrection,
  RandomStream,
  wilcoxonSignedRank,
} from "../../../engine/mathematics/mod.ts";

const MODEL = [0.3, -0.1, 1.2, 0.8, -0.4, 0.05, 0.9, 1.5, -0.7, 0.6, 0.22, 0.31];
const OTHER = [0.1, 0.2, 0.7, 0.9, -0.9, 0.15, 0.2, 1.1, -0.1, 0.4, 0.02, 0.51];

Deno.test("the paired tests equal SciPy's", () => {
  const expected = { expected: 5.5, otherExpected: 4.6 };
  const found = compareForecasts({ logRates: MODEL, otherLogRates: OTHER, ...expected });
  assertAlmostEquals(found.nats!, 0.04166666666666663, 1e-15);
  assertAlmostEquals(found.t!, 0.37650043468711614, 1e-13);
  assertAlmostEquals(found.tProbability!, 0.7137060937349777, 1e-13);
  assertAlmostEquals(found.low!, -0.20191264043301904, 1e-12);
  assertAlmostEquals(found.high!, 0.2852459737663523, 1e-12);
  assertAlmostEquals(found.wProbability!, 0.7535919982037707, 1e-12);
  const other = compareForecasts({
    ...{ logRates: OTHER, otherLogRates: MODEL, expected: 4.6, otherExpected: 5.5 },
  });
  assertAlmostEquals(other.nats!, -found.nats!, 1e-15);
  assertAlmostEquals(other.wProbability!, found.wProbability!, 1e-15);
});

Deno.test("paired tests of no event, one, equal forecasts, infinite rates", () => {
  const compare = (logRates: number[], otherLogRates: number[]) =>
    compareForecasts({ logRates, otherLogRates, expected: 1, otherExpected: 1 });
  const none = compare([], []);
  assertEquals([none.nats, none.low, none.t, none.wProbability], [null, null, null, null]);
  const one = compare([1], [0]);
  assertEquals([one.nats, one.low, one.tProbability], [1, null, null]);
  const same = compare([1, 2], [1, 2]);
  assertEquals([same.nats, same.low, same.t, same.wProbability], [0, 0, null, null]);
  assertThrows(() => compare([1], [-Infinity]), InputError);
  assertThrows(() => compare([1, 2], [1]), InputError);
});

Deno.test("signed ranks: pyCSEP's example, ties as SciPy has them, nothing but zeros", () => {
  const sample = [
    [35.5, 44.5, 39.8, 33.3, 51.4, 51.3, 30.5, 48.9, 42.1, 40.3, 46.8, 38, 40.1, 36.8, 39.3, 65.4],
    [42.6, 42.8, 59.8, 52.4, 26.2, 60.9, 45.6, 27.1, 47.3, 36.6, 55.6, 45.1, 52.2, 43.5],
  ].flat().map((value) => value - 45);
  const normal = wilcoxonSignedRank(sample, { exact: false })!;
  assertAlmostEquals(normal.z, -0.6684710290340584, 1e-9);
  assertAlmostEquals(normal.probability, 0.5038329688781412, 1e-9);
  const ties = wilcoxonSignedRank([1, 1, -1, 2, -2, 3, 3, 3, -4, 5, 0])!;
  assertEquals([ties.statistic, ties.count], [15.5, 10]);
  assertAlmostEquals(ties.probability, 0.2185605142973851, 1e-12);
  const exact = wilcoxonSignedRank([0.3, -0.1, 1.2, 0.8, -0.4, 0.05, 0.9])!;
  assertEquals([exact.statistic, exact.probability], [6, 0.21875]);
  assertEquals(wilcoxonSignedRank([0, 0]), null);
});

Deno.test("Kagan's information equals NumPy's", () => {
  const rates = [0.62, 1.55, 0.015, 2.9];
  const map = { counts: [1, 1, 0, 4], areaKm2: [1, 2, 1.5, 0.5] };
  assertAlmostEquals(kaganInformation(rates, map)!, 1.4901503103166707, 1e-13);
  assertEquals(kaganInformation(rates, { ...map, counts: [0, 0, 0, 0] }), null);
  assertThrows(() => kaganInformation([1], map), InputError);
});

Deno.test("Molchan's diagram by hand, with forecasts that tie", () => {
  const map = { counts: [2, 1, 0, 1], reference: [1, 2, 3, 4] };
  const { points, areaSkillScore, events } = molchanDiagram([5, 3, 3, 0], map);
  assertEquals(points, [
    { alarm: 0, missed: 1 },
    { alarm: 0.1, missed: 0.5 },
    { alarm: 0.6, missed: 0.25 },
    { alarm: 1, missed: 0 },
  ]);
  // Trapezia of the part hit: 0.1 · 0.25 + 0.5 · 0.625 + 0.4 · 0.875.
  assertAlmostEquals(areaSkillScore!, 0.6875, 1e-15);
  assertEquals(events, 4);
  const flat = molchanDiagram([1, 1, 1, 1], map);
  assertEquals([flat.points.length, flat.areaSkillScore, flat.probability], [2, 0.5, 0.5]);
  const none = molchanDiagram([1, 2, 3, 4], { ...map, counts: [0, 0, 0, 0] });
  assertEquals([none.areaSkillScore, none.probability], [null, null]);
  assertThrows(() => molchanDiagram([1], map), InputError);
  assertThrows(() => molchanDiagram([1], { counts: [1], reference: [0] }), InputError);
  assertThrows(() => molchanDiagram([-1], { counts: [1], reference: [1] }), InputError);
});

Deno.test("the area skill score of chance has the spread that its probability assumes", () => {
  const random = new RandomStream("molchan");
  let [sum, squares] = [0, 0];
  const trials = 400;
  for (let trial = 0; trial < trials; trial++) {
    const forecast = Float64Array.from({ length: 300 }, () => random.uniform());
    const counts = new Float64Array(300);
    for (let event = 0; event < 12; event++) counts[random.integer(300)]++;
    const reference = new Float64Array(300).fill(1);
    const score = molchanDiagram(forecast, { counts, reference }).areaSkillScore! - 0.5;
    sum += score;
    squares += score * score;
  }
  assertAlmostEquals(sum / trials, 0, 4 / Math.sqrt(144 * trials));
  assertAlmostEquals(squares / trials * 144, 1, 0.25);
});

Deno.test("Holm's correction: by hand, ties, order kept, none", () => {
  // statsmodels' and R's p.adjust give these.
  const corrected = holmCorrection([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, i) => assertAlmostEquals(corrected[i], p, 1e-15));
  assertEquals(holmCorrection([0.5, 0.5]), [1, 1]);
  assertEquals(holmCorrection([]), []);
  assertThrows(() => holmCorrection([1.1]), RangeError);
  assert(holmCorrection([0.2])[0] === 0.2);
});
