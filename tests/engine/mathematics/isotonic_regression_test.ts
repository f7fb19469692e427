import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { isotonicRegression } from "../../../engine/mathematics/mod.ts";

Deno.test("isotonic regression equals a slow search over means of runs", () => {
  const values = [1, 0, 2, 1.5, 1.4, 5, 4, 4.5, 4.4];
  const weights = [1, 2, 1, 1, 3, 0.5, 1, 1, 2];
  const fitted = isotonicRegression(values, weights);
  // The largest over starts of the smallest over ends of the weighted mean (Robertson et al. 1988).
  const mean = (from: number, to: number) => {
    let [sum, weight] = [0, 0];
    for (let i = from; i <= to; i++) {
      [sum, weight] = [sum + values[i] * weights[i], weight + weights[i]];
    }
    return sum / weight;
  };
  values.forEach((_, at) => {
    let best = -Infinity;
    for (let from = 0; from <= at; from++) {
      let least = Infinity;
      for (let to = at; to < values.length; to++) least = Math.min(least, mean(from, to));
      best = Math.max(best, least);
    }
    assertAlmostEquals(fitted[at], best, 1e-12);
  });
  assertEquals(isotonicRegression([], []).length, 0);
  assertThrows(() => isotonicRegression([1], []), RangeError);
  assertThrows(() => isotonicRegression([1], [0]), RangeError);
});
