import { assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { fitRowScaling, scaleEventRows } from "../../../../engine/models/mod.ts";

const FEATURES = 3;

/** Rows of a normal number, one that never varies, and one that varies later on. */
function makeRows(): Float32Array {
  const stream = new RandomStream("rows");
  const constant = Math.log(3_000.001);
  return Float32Array.from(
    Array.from({ length: 500 }, (_, i) => [
      5 + 2 * stream.normal(),
      constant,
      i < 400 ? constant : -6,
    ]).flat(),
  );
}

Deno.test("Row scaling: mean 0 and deviation 1 on its range, from that range alone", () => {
  const rows = makeRows();
  const range = { start: 100, end: 400 };
  const scaling = fitRowScaling(rows, { features: FEATURES, range });
  const scaled = scaleEventRows(rows, scaling);
  let [sum, square] = [0, 0];
  for (let i = 100; i < 400; i++) {
    sum += scaled[FEATURES * i] / 300;
    square += scaled[FEATURES * i] ** 2 / 300;
  }
  assertAlmostEquals(sum, 0, 1e-6);
  assertAlmostEquals(square, 1, 0.02); // few are cut at 4
  rows.fill(1e6, FEATURES * 400);
  assertEquals(fitRowScaling(rows, { features: FEATURES, range }), scaling);
});

Deno.test("Row scaling: what does not vary is 0, with a deviation of 1", () => {
  for (const size of [3, 7, 300, 399]) {
    const rows = makeRows();
    const scaling = fitRowScaling(rows, { features: FEATURES, range: { start: 0, end: size } });
    assertEquals(scaling.deviation.slice(1), [1, 1], `of ${size}`);
    const scaled = scaleEventRows(rows, scaling);
    assertAlmostEquals(scaled[1], 0, 1e-6);
    assertAlmostEquals(scaled[2], 0, 1e-6);
  }
});

Deno.test("Row scaling: nothing leads farther than four deviations, NaN excepted", () => {
  const scaling = { mean: [0, 1], deviation: [1, 2] };
  const rows = Float32Array.of(100, 3, -1e9, -Infinity, NaN, 1);
  assertEquals([...scaleEventRows(rows, scaling)], [4, 1, -4, -4, NaN, 0]);
});
