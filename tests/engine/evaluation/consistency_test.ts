import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import {
  type ConsistencyResult,
  likelihoodConsistency,
  magnitudeConsistency,
  magnitudeConsistencyResampled,
  numberConsistency,
  numberConsistencyGridded,
  pseudoLikelihoodConsistency,
  type SimulatedForecast,
  spatialConsistency,
  testGriddedForecast,
  testSimulatedForecast,
} from "../../../engine/evaluation/mod.ts";
import { median, RandomStream } from "../../../engine/mathematics/mod.ts";

/** Five small catalogues on four cells, the last of which none reaches. */
const SIMULATED: SimulatedForecast = {
  cells: 4,
  magnitudeBins: 3,
  catalogues: [
    { cell: [0, 0, 1], magnitudeBin: [0, 1, 0] },
    { cell: [], magnitudeBin: [] },
    { cell: [2, 1, 0, 0], magnitudeBin: [0, 0, 2, 0] },
    { cell: [1], magnitudeBin: [1] },
    { cell: [0, 2], magnitudeBin: [0, 0] },
  ],
};
const OBSERVED = { cell: [0, 1, 1], magnitudeBin: [0, 2, 0] };

function bounds({ atLeast, atMost, probability }: ConsistencyResult) {
  return { atLeast, atMost, probability };
}

Deno.test("the number test: pyCSEP's own cases", () => {
  const simulated = Float64Array.from({ length: 100 }, (_, i) => i < 50 ? 1 : 0);
  const at = (observed: number) => {
    const { atLeast, atMost } = numberConsistency(simulated, observed);
    return [atLeast, atMost];
  };
  assertEquals([at(0), at(1), at(2)], [[1, 0.5], [0.5, 1], [0, 1]]);
  assertEquals(numberConsistency(simulated, 2).probability, 0);
  // From pyCSEP's test of a gridded forecast of 0.0015 events.
  const gridded = numberConsistencyGridded(0, { mean: 0.0015 });
  assertEquals(gridded.atLeast, 1);
  assertAlmostEquals(gridded.atMost!, 0.9985011244377109, 1e-14);
  for (const observed of [-1, 1.5, NaN]) {
    assertThrows(() => numberConsistency(simulated, observed), InputError);
    assertThrows(() => numberConsistencyGridded(observed, { mean: 1 }), InputError);
  }
  assertThrows(() => numberConsistencyGridded(1, { mean: 2, variance: 1 }), InputError, "variance");
  assertEquals(numberConsistencyGridded(1, { mean: 0 }).status, "impossible");
});

Deno.test("spatial, pseudo-likelihood and magnitude statistics equal NumPy's", () => {
  const spatial = spatialConsistency(SIMULATED, OBSERVED);
  assertAlmostEquals(spatial.statistic!, -1.0336975964039392, 1e-14);
  // Two of the four catalogues with events score lower.
  assertEquals(bounds(spatial), { atLeast: 0.25, atMost: 0.75, probability: 0.75 });
  assertEquals(spatial.simulations, 4);
  const pseudo = pseudoLikelihoodConsistency(SIMULATED, OBSERVED);
  assertAlmostEquals(pseudo.statistic!, -3.0216512475319814, 1e-14);
  assertEquals(bounds(pseudo), { atLeast: 0.8, atMost: 0.2, probability: 0.2 });
  const magnitude = magnitudeConsistency(SIMULATED, OBSERVED);
  assertAlmostEquals(magnitude.statistic!, 0.0768691695482753, 1e-14);
  assertEquals(bounds(magnitude), { atLeast: 0.25, atMost: 0.75, probability: 0.25 });
  const random = new RandomStream("draw");
  const mll = { random, score: "multinomial" as const, simulations: 10 };
  const multinomial = magnitudeConsistencyResampled(SIMULATED, OBSERVED, mll);
  assertAlmostEquals(multinomial.statistic!, 3.423017694360432, 1e-12);
  const distance = magnitudeConsistencyResampled(SIMULATED, OBSERVED, { random, simulations: 10 });
  assertEquals(distance.statistic, magnitude.statistic);
});

Deno.test("resampled magnitudes have their exact chances", () => {
  // Two events from a union of 8, 1 and 1 events: every pair by hand.
  const random = new RandomStream("pairs");
  const pair = { cell: [0, 0], magnitudeBin: [1, 2] };
  const union = [...new Array(8).fill(0), 1, 2];
  const forecast = {
    ...{ cells: 1, magnitudeBins: 3 },
    catalogues: [{ cell: new Array(10).fill(0), magnitudeBin: union }],
  };
  const options = { random, simulations: 20_000 };
  const { equal, atLeast } = magnitudeConsistencyResampled(forecast, pair, options);
  // One event in each of the upper bins: 2 · 0.1 · 0.1; two in one of them is further still.
  assertAlmostEquals(equal!, 0.02, 0.004);
  assertAlmostEquals(atLeast!, 0.04, 0.005);
});

Deno.test("both resampled tests find magnitudes of another law, and none of the same", () => {
  const random = new RandomStream("laws");
  const draw = (decay: number, size: number) =>
    Array.from({ length: size }, () => Math.min(19, Math.floor(random.exponential(decay))));
  const catalogues = Array.from({ length: 500 }, () => {
    const magnitudeBin = draw(0.23, 5 + random.integer(60));
    return { cell: magnitudeBin.map(() => 0), magnitudeBin };
  });
  const forecast = { cells: 1, magnitudeBins: 20, catalogues };
  for (const score of ["distance", "multinomial"] as const) {
    const test = (decay: number) => {
      const magnitudeBin = draw(decay, 60);
      const observed = { cell: magnitudeBin.map(() => 0), magnitudeBin };
      return magnitudeConsistencyResampled(forecast, observed, { random, score }).probability!;
    };
    const middle = (decay: number) => median(Array.from({ length: 9 }, () => test(decay)));
    assert(middle(0.08) < 0.01 && middle(0.8) < 0.01, score);
    assert(middle(0.23) > 0.1, score);
  }
});

Deno.test("events in cells that no catalogue reached are left out and told", () => {
  const stray = { cell: [0, 3, 1], magnitudeBin: [0, 0, 0] };
  const kept = { cell: [0, 1], magnitudeBin: [0, 0] };
  for (const test of [spatialConsistency, pseudoLikelihoodConsistency]) {
    const result = test(SIMULATED, stray);
    assertEquals([result.status, result.events, result.eventsLeftOut], ["undersampled", 3, 1]);
    assertEquals(result.statistic, test(SIMULATED, kept).statistic);
    const lost = test(SIMULATED, { cell: [3], magnitudeBin: [0] });
    assertEquals([lost.status, lost.statistic, lost.atMost], ["not-valid", null, null]);
  }
});

Deno.test("nothing happened, nothing was simulated, an event outside the grid", () => {
  const random = new RandomStream(1);
  const none = testSimulatedForecast(SIMULATED, { cell: [], magnitudeBin: [] }, { random });
  const valid = none.filter(({ status }) => status !== "not-valid");
  assertEquals(valid.map(({ question, statistic }) => [question, statistic]), [["number", 0]]);
  const silent = { cells: 4, magnitudeBins: 3, catalogues: [{ cell: [], magnitudeBin: [] }] };
  const results = testSimulatedForecast(silent, OBSERVED, { random });
  assertEquals(results.map(({ status }) => status === "not-valid"), [
    false,
    ...[1, 1, 1, 1, 1].map(Boolean),
  ]);
  assertEquals(JSON.stringify(results).includes("NaN"), false);
  const outside = { cell: [4], magnitudeBin: [0] };
  assertThrows(() => spatialConsistency(SIMULATED, outside), InputError, "index from 0 to 3");
  assertThrows(() => spatialConsistency({ ...SIMULATED, catalogues: [] }, OBSERVED), InputError);
});

const RATES = [[0.5, 0.1, 0.02], [1.2, 0.3, 0.05], [0.01, 0.004, 0.001], [2, 0.7, 0.2]].flat();
const COUNTS = [[1, 0, 0], [0, 1, 0], [0, 0, 0], [3, 0, 1]].flat();
const GRIDDED = { cells: 4, magnitudeBins: 3, rates: RATES };

Deno.test("likelihoods and the Brier score of a grid equal SciPy's", () => {
  const results = testGriddedForecast(GRIDDED, COUNTS, {
    ...{ random: new RandomStream("grid"), simulations: 50, variance: 12 },
  });
  const expected = {
    number: 6,
    "negative-binomial-number": 6,
    likelihood: -8.303875824868202,
    "conditional-likelihood": -8.22608918650301,
    magnitude: -4.147836195752913,
    spatial: -3.9662051140248864,
    "binary-likelihood": -6.221163001221414,
    "binary-conditional-likelihood": -6.221163001221414,
    "binary-spatial": -1.9032476576031672,
    brier: -0.3931708612585208,
  };
  assertEquals(results.map(({ question }) => question), Object.keys(expected));
  for (const { question, statistic, simulations } of results) {
    assertAlmostEquals(statistic!, expected[question as keyof typeof expected], 1e-13, question);
    assertEquals(simulations, question.includes("number") ? null : 50);
  }
  const repeated = testGriddedForecast(GRIDDED, COUNTS, {
    ...{ random: new RandomStream("grid"), simulations: 50, variance: 12 },
  });
  assertEquals(repeated, results);
});

Deno.test("the conditional test of two cells is a binomial test", () => {
  const forecast = { cells: 2, magnitudeBins: 1, rates: [3, 1] };
  const test = (question: "conditional-likelihood" | "spatial") =>
    likelihoodConsistency(forecast, [1, 3], {
      ...{ question, random: new RandomStream("binomial"), simulations: 20_000 },
    });
  // One or none of four events in the first cell is as unlikely as this, or more so:
  // 4 · 0.75 · 0.25³ + 0.25⁴.
  assertAlmostEquals(test("conditional-likelihood").atMost!, 0.05078125, 0.006);
  assertAlmostEquals(test("spatial").equal!, 0.046875, 0.006);
});

Deno.test("an event where the rate is 0 is impossible, no event has no place", () => {
  const random = new RandomStream(1);
  const forecast = { cells: 2, magnitudeBins: 1, rates: [0, 1] };
  const statuses = (counts: number[]) =>
    testGriddedForecast(forecast, counts, { random, simulations: 20 }).map(({ status }) => status);
  const impossible = ["impossible", "impossible", "normal", "impossible"];
  const binary = ["impossible", "impossible", "impossible"];
  assertEquals(statuses([1, 0]), ["normal", ...impossible, ...binary, "normal"]);
  const none = ["not-valid", "not-valid"];
  assertEquals(statuses([0, 0]), [
    ...["normal", "normal", ...none, "not-valid"],
    ...["normal", ...none, "normal"],
  ]);
  const options = { random, question: "likelihood" as const };
  const result = likelihoodConsistency(forecast, [1, 0], options);
  assertEquals([result.statistic, result.atMost, result.probability], [null, 0, 0]);
  assertThrows(() => likelihoodConsistency(forecast, [1], options), InputError, "2 rates");
  assertThrows(() => likelihoodConsistency(forecast, [1, 0.5], options), InputError, "count 1");
  const negative = { ...forecast, rates: [1, -1] };
  assertThrows(() => likelihoodConsistency(negative, [0, 0], options), InputError, "rate 1");
});
