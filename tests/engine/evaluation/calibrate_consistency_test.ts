import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  calibrateConsistency,
  type ConsistencyResult,
  numberConsistency,
  numberConsistencyGridded,
  randomisedQuantile,
} from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { measureUniformity } from "./consistency_truths.ts";

Deno.test("over simulated truths every test's quantiles are uniform", () => {
  const tests = measureUniformity({ truths: 60, simulations: 1000, seed: "truths" });
  assertEquals(tests.length, 18);
  for (const { test, corrected, mean, truths } of tests) {
    assert(truths >= 58, `${test}: ${truths} truths`);
    if (corrected === null) continue;
    assert(corrected > 0.01, `${test}: ${corrected}`);
    assertAlmostEquals(mean!, 0.5, 0.2, test);
  }
  // The original magnitude test judges few events harder than many; the resampled ones do not.
  const bias = (name: string) => {
    const { meanOfFew, meanOfMany } = tests.find(({ test }) => test === name)!;
    return meanOfFew! - meanOfMany!;
  };
  assert(bias("catalogue magnitude") > 0.2, `${bias("catalogue magnitude")}`);
  assertAlmostEquals(bias("catalogue magnitude-resampled"), 0, 0.2);
  assertAlmostEquals(bias("catalogue magnitude-multinomial"), 0, 0.2);
});

Deno.test("a wrong forecast is found out", () => {
  const random = new RandomStream("wrong");
  const simulated = Float64Array.from({ length: 1000 }, () => random.poisson(12));
  const results = Array.from(
    { length: 60 },
    () => numberConsistency(simulated, random.poisson(16)),
  );
  const { probability, mean, quantiles } = calibrateConsistency(results, { random });
  assert(probability! < 1e-3 && mean! > 0.65 && quantiles.length === 60);
});

Deno.test("quantiles of ties cover the whole of their step, invalid windows are counted", () => {
  const random = new RandomStream("ties");
  const quantile = (result: ConsistencyResult) =>
    Array.from({ length: 500 }, () => randomisedQuantile(result, { random })!);
  const none = quantile(numberConsistencyGridded(0, { mean: 1 }));
  assert(Math.max(...none) < Math.exp(-1) && Math.max(...none) > 0.35 && Math.min(...none) < 0.02);
  // One of three equal, one of four draws with what happened itself: from 1/4 to 3/4.
  const middle = quantile(numberConsistency([1, 2, 3], 2));
  assert(Math.min(...middle) >= 0.25 && Math.max(...middle) <= 0.75);
  assert(Math.min(...middle) < 0.27 && Math.max(...middle) > 0.73);
  const invalid = numberConsistency([], 2);
  assertEquals(randomisedQuantile(invalid, { random }), null);
  const mixed = calibrateConsistency([invalid, numberConsistency([1], 2)], { random });
  assertEquals([mixed.quantiles.length, mixed.invalid], [1, 1]);
  assertEquals(calibrateConsistency([], { random }).probability, null);
});
