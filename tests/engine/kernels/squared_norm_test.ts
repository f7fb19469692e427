import { assertAlmostEquals, assertEquals } from "@std/assert";
import { squaredNorm } from "../../../engine/kernels/mod.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("squared norm: any length and address, in double precision", (stage) => {
  for (const n of [...AWKWARD_SIZES, 100_003]) {
    const values = randomValues(n, n);
    const expected = values.reduce((sum, value) => sum + value * value, 0);
    assertAlmostEquals(norm(stage, values) / expected, 1, 1e-12);
  }
});

testKernel("squared norm: of nothing, of huge and of missing numbers", (stage) => {
  assertEquals(norm(stage, []), 0);
  assertEquals(norm(stage, [2 ** 100, 2 ** 100, 0, 0, 2 ** 100]), 3 * 2 ** 200);
  for (let place = 0; place < 6; place++) {
    assertEquals(norm(stage, new Array(6).fill(1).with(place, NaN)), NaN);
    assertEquals(norm(stage, new Array(6).fill(1).with(place, Infinity)), Infinity);
  }
});

function norm(stage: KernelStage, values: ArrayLike<number>): number {
  const out = stage.room(2);
  stage.runInParts(squaredNorm({ out, x: stage.put(values, values.length % 4), n: values.length }));
  return new Float64Array(stage.read(out, 2).buffer)[0];
}
