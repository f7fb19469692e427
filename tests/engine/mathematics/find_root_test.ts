import { assertAlmostEquals, assertEquals } from "@std/assert";
import { findRoot } from "../../../engine/mathematics/mod.ts";

Deno.test("roots are found in brackets and only there", () => {
  const tolerance = 1e-12;
  assertAlmostEquals(findRoot(Math.cos, { lower: 1, upper: 2, tolerance }), Math.PI / 2, 1e-9);
  const steep = (x: number) => Math.expm1(30 * x) - 1;
  assertAlmostEquals(findRoot(steep, { lower: -5, upper: 2, tolerance }), Math.LN2 / 30, 1e-9);
  assertEquals(findRoot((x) => x, { lower: 0, upper: 4, tolerance }), 0);
  assertEquals(findRoot((x) => x * x + 1, { lower: -1, upper: 1, tolerance }), NaN);
});
