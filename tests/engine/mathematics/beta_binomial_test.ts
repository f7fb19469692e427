import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { betaBinomialCumulative } from "../../../engine/mathematics/mod.ts";

Deno.test("the beta-binomial law equals SciPy's", () => {
  const rows = [
    [3, 10, 2.5, 4, 0.47209299037227037],
    [90, 100, 90, 10, 0.5092851103519659],
    [0, 5, 0.5, 0.5, 0.24609375000000003],
    [940, 1000, 96, 4, 0.16163988860785655],
  ];
  for (const [k, trials, alpha, beta, expected] of rows) {
    assertAlmostEquals(betaBinomialCumulative(k, { trials, alpha, beta }), expected, 1e-11);
  }
  assertEquals(betaBinomialCumulative(7, { trials: 7, alpha: 1, beta: 2 }), 1);
  assertThrows(() => betaBinomialCumulative(1, { trials: 2, alpha: 0, beta: 1 }), RangeError);
});
