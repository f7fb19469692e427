import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import {
  binaryConsistency,
  type BinaryQuestion,
  compareActiveCells,
  rocCurve,
} from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

const RATES = [[0.5, 0.1, 0.02], [1.2, 0.3, 0.05], [0.01, 0.004, 0.001], [2, 0.7, 0.2]].flat();
const OTHER = [[0.4, 0.2, 0.05], [1, 0.1, 0.15], [0.02, 0.003, 0.002], [1.5, 0.9, 0.1]].flat();
const COUNTS = [[1, 0, 0], [0, 1, 0], [0, 0, 0], [3, 0, 1]].flat();
const GRID = { cells: 4, magnitudeBins: 3, rates: RATES };

function test(rates: number[], counts: number[], question: BinaryQuestion) {
  const forecast = { cells: rates.length, magnitudeBins: 1, rates };
  const options = { question, random: new RandomStream("binary"), simulations: 20_000 };
  return binaryConsistency(forecast, counts, options);
}

Deno.test("binary likelihoods equal NumPy's by pyCSEP's formulas", () => {
  const random = new RandomStream("grid");
  const expected: Record<BinaryQuestion, number> = {
    "binary-likelihood": -6.221163001221414,
    "binary-conditional-likelihood": -6.221163001221414,
    "binary-spatial": -1.9032476576031672,
  };
  for (const [question, statistic] of Object.entries(expected)) {
    const options = { question: question as BinaryQuestion, random, simulations: 50 };
    const found = binaryConsistency(GRID, COUNTS, options);
    assertAlmostEquals(found.statistic!, statistic, 1e-13, question);
    assertEquals([found.question, found.events, found.status], [question, 6, "normal"]);
  }
});

Deno.test("cells given their number have their exact chances", () => {
  // One of three: each by its odds, e^λ − 1. Two of three: by the products of two.
  const rates = [2, 1, 0.1];
  const [a, b, c] = rates.map(Math.expm1);
  const one = test(rates, [0, 0, 4], "binary-conditional-likelihood");
  assertAlmostEquals(one.atMost!, c / (a + b + c), 0.004);
  const two = test(rates, [0, 1, 1], "binary-conditional-likelihood");
  assertAlmostEquals(two.atMost!, b * c / (a * b + b * c + a * c), 0.004);
  const middle = test(rates, [1, 0, 2], "binary-spatial");
  assertAlmostEquals(middle.equal!, a * c / (a * b + b * c + a * c), 0.004);
  // Without a number given, silence throughout has the chance e^−Λ; nothing is likelier here.
  const free = test([0.05, 0.02], [0, 0], "binary-likelihood");
  assertAlmostEquals(free.equal!, Math.exp(-0.07), 0.006);
  assertEquals(free.atMost, 1);
});

Deno.test("binary tests: all cells active, none, a rate of 0, rates beyond exponentials", () => {
  const all = test([1, 2], [3, 1], "binary-conditional-likelihood");
  assertEquals([all.equal, all.atMost, all.status], [1, 1, "normal"]);
  assertEquals(test([1, 2], [0, 0], "binary-spatial").status, "not-valid");
  assertEquals(test([1, 2], [0, 0], "binary-likelihood").status, "normal");
  assertEquals(test([0, 2], [1, 0], "binary-spatial").status, "impossible");
  assertEquals(test([0, 0], [0, 0], "binary-likelihood").status, "not-valid");
  const huge = test([900, 1, 1], [900, 1, 0], "binary-conditional-likelihood");
  assertAlmostEquals(huge.equal!, 1, 1e-12);
  assertThrows(() => test([1], [0.5], "binary-spatial"), InputError, "count 0");
});

Deno.test("the binary T-test equals SciPy's by pyCSEP's formulas", () => {
  const found = compareActiveCells([GRID, { ...GRID, rates: OTHER }], COUNTS);
  assertAlmostEquals(found.nats!, 0.4106462732485112, 1e-14);
  assertAlmostEquals(found.t!, 2.0229423183243167, 1e-12);
  assertAlmostEquals(found.low!, -0.23537299444903348, 1e-11);
  assertAlmostEquals(found.high!, 1.056665540946056, 1e-11);
  assertEquals(found.events, 4);
  const silent = { ...GRID, rates: RATES.map((rate, i) => i === 0 ? 0 : rate) };
  assertThrows(() => compareActiveCells([silent, GRID], COUNTS), InputError, "index 0");
});

Deno.test("ROC: points and area by hand, ties together, one kind of outcome", () => {
  // The example of scikit-learn's roc_curve.
  const { points, area } = rocCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
  assertEquals(points.map(({ hits }) => hits), [0, 0.5, 0.5, 1, 1]);
  assertEquals(points.map(({ falseAlarms }) => falseAlarms), [0, 0, 0.5, 0.5, 1]);
  assertEquals(points.map(({ threshold }) => threshold), [Infinity, 0.8, 0.4, 0.35, 0.1]);
  assertEquals(area, 0.75);
  assertEquals(rocCurve([2, 2], [0, 1]).points.length, 2);
  assertEquals(rocCurve([1, 2], [0, 0]), { points: [], area: null });
  assertThrows(() => rocCurve([1], [1, 0]), InputError);
});
