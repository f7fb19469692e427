import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream, symmetricEigen } from "../../../engine/mathematics/mod.ts";

Deno.test("eigenvectors of symmetric matrices are what the matrix only stretches", () => {
  const random = new RandomStream(6);
  for (const size of [1, 2, 3, 5]) {
    const half = Array.from(
      { length: size },
      () => Array.from({ length: size }, () => random.normal()),
    );
    const matrix = half.map((row, i) => row.map((value, j) => value + half[j][i]));
    const { values, vectors } = symmetricEigen(matrix);
    vectors.forEach((vector, k) => {
      assertAlmostEquals(Math.hypot(...vector), 1, 1e-12);
      matrix.forEach((row, i) => {
        const product = row.reduce((sum, value, j) => sum + value * vector[j], 0);
        assertAlmostEquals(product, values[k] * vector[i], 1e-10);
      });
      assert(k === 0 || values[k] <= values[k - 1]);
    });
  }
  assertEquals(symmetricEigen([[1, 0], [0, 4]]).values, [4, 1]);
});
