import { assertAlmostEquals, assertThrows } from "@std/assert";
import { binomialInterval } from "../../../engine/mathematics/mod.ts";

Deno.test("binomial intervals equal SciPy's exact ones", () => {
  const rows = [
    [3, 10, 0.95, 0.06673951117773447, 0.652452850060008],
    [50, 60, 0.9, 0.7337092016272058, 0.9066930672947636],
    [365, 365, 0.95, 0.989944380195587, 1],
    [1, 1, 0.95, 0.025, 1],
    [950, 1000, 0.99, 0.9294956247985422, 0.9660733372897797],
  ];
  for (const [successes, trials, level, low, high] of rows) {
    const found = binomialInterval({ successes, trials }, { level });
    assertAlmostEquals(found.low, low, 1e-12, `${successes} of ${trials}`);
    assertAlmostEquals(found.high, high, 1e-12, `${successes} of ${trials}`);
  }
  for (const [successes, trials] of [[1, 0], [2, 1], [-1, 3], [0.5, 3]]) {
    assertThrows(() => binomialInterval({ successes, trials }), RangeError);
  }
});
