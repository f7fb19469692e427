import { assertAlmostEquals, assertEquals } from "@std/assert";
import { invertPositive } from "../../../engine/mathematics/mod.ts";

Deno.test("inverse of a positive matrix: Hilbert's, whose inverse is known in whole numbers", () => {
  const hilbert = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => 1 / (i + j + 1)));
  const known = [
    [16, -120, 240, -140],
    [-120, 1200, -2700, 1680],
    [240, -2700, 6480, -4200],
    [-140, 1680, -4200, 2800],
  ];
  invertPositive(hilbert)!.forEach((row, i) =>
    row.forEach((value, j) => assertAlmostEquals(value, known[i][j], 1e-8))
  );
});

Deno.test("inverse of a positive matrix: none of others", () => {
  assertEquals(invertPositive([[1, 2], [2, 1]]), undefined);
  assertEquals(invertPositive([[0]]), undefined);
  assertEquals(invertPositive([[NaN, 0], [0, 1]]), undefined);
  assertEquals(invertPositive([]), []);
});
