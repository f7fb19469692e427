import { assertAlmostEquals, assertEquals } from "@std/assert";
import { normaliseWindow } from "../../../../engine/models/mod.ts";

Deno.test("normaliseWindow: mean 0 and deviation 1 of what is there, zeros for the rest", () => {
  // East varies on a large offset, north is silent, up is missing at first.
  const rows = [
    [16_777_217, 5, NaN],
    [16_777_219, 5, NaN],
    [16_777_217, 5, 2],
    [16_777_219, 5, 4],
  ];
  const out = new Float32Array(12);
  normaliseWindow(Float64Array.from(rows.flat()), out, { samples: 4, components: 3 });
  assertEquals([...out], [-1, 0, 0, 1, 0, 0, -1, 0, -1, 1, 0, 1]);
});

Deno.test("normaliseWindow: the population's deviation, as the published program takes it", () => {
  const out = new Float32Array(4);
  normaliseWindow(Float32Array.of(1, 2, 3, 4), out, { samples: 4, components: 1 });
  [-1.5, -0.5, 0.5, 1.5].forEach((wanted, i) =>
    assertAlmostEquals(out[i], wanted / Math.sqrt(1.25), 1e-6)
  );
});

Deno.test("normaliseWindow: nothing at all is zeros", () => {
  const out = new Float32Array(2).fill(7);
  normaliseWindow(Float64Array.of(NaN, NaN), out, { samples: 2, components: 1 });
  assertEquals([...out], [0, 0]);
});
