import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { rankCorrelation } from "../../../engine/mathematics/mod.ts";

Deno.test("rank correlations are those of the closed form, ties at their mean rank", () => {
  assertAlmostEquals(rankCorrelation([1, 2, 3], [10, 200, 3000]), 1, 1e-12);
  assertAlmostEquals(rankCorrelation([1, 2, 3], [3, 2, 1]), -1, 1e-12);
  // 1 − 6 Σ d² / (n (n² − 1)) with d = 0, 0, 1, 1
  assertAlmostEquals(rankCorrelation([1, 2, 3, 4], [1, 2, 4, 3]), 1 - 6 * 2 / 60, 1e-12);
  // ranks 1, 2.5, 2.5, 4 with 1, 3, 2, 4: 4.5 / √(4.5 · 5)
  assertAlmostEquals(rankCorrelation([1, 2, 2, 4], [1, 3, 2, 4]), 4.5 / Math.sqrt(22.5), 1e-12);
  assert(Number.isNaN(rankCorrelation([1, 1, 1], [1, 2, 3])));
  assertThrows(() => rankCorrelation([1], [1, 2]), RangeError, "1 values with 2");
});
