import { assertEquals } from "@std/assert";
import { softmax, softmaxGradient } from "../../../engine/kernels/mod.ts";
import {
  softmaxGradientReference,
  softmaxReference,
} from "../../../engine/kernels/softmax_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import {
  AWKWARD_BATCHES,
  AWKWARD_SIZES,
  type KernelStage,
  randomValues,
  testKernel,
} from "./kernel_stage.ts";

const SIZES = [...AWKWARD_SIZES, 2, 16, 18, 19];
const RELATIVE = 1e-6;

testKernel("softmax: awkward sizes equal the definition, in parts and in place too", (stage) => {
  for (const n of SIZES) {
    for (const rows of AWKWARD_BATCHES) {
      const values = randomValues(rows * n, n).map((value) => 4 * value);
      const of = `softmax of ${rows} x ${n}`;
      const y = applySoftmax(stage, values, n);
      assertAllClose(y, softmaxReference(values, n), { of, relative: RELATIVE });
      const shift = 1 + n % 3;
      const [x, out] = [stage.put(values, shift), stage.room(values.length, shift)];
      stage.runInParts(softmax({ y: out, x, rows, n }));
      assertEquals(stage.read(out, values.length), y, `${of}, in parts`);
      stage.run(softmax({ y: x, x, rows, n }));
      assertEquals(stage.read(x, values.length), y, `${of}, in place`);
    }
  }
});

testKernel("softmax: its gradient equals the definition, in parts and in place too", (stage) => {
  for (const n of SIZES) {
    for (const rows of AWKWARD_BATCHES) {
      const values = Float32Array.from(softmaxReference(randomValues(rows * n, n), n));
      const slopes = randomValues(rows * n, n + 1);
      const shift = n % 4;
      const [y, dy] = [stage.put(values, shift), stage.put(slopes)];
      const dx = stage.room(rows * n, shift);
      const of = `softmax gradient of ${rows} x ${n}`;
      stage.run(softmaxGradient({ dx, y, dy, rows, n }));
      const actual = stage.read(dx, rows * n);
      const expected = softmaxGradientReference({ y: values, dy: slopes }, n);
      assertAllClose(actual, expected, { of, relative: 1e-5, nearZero: 1e-6 });
      const call = softmaxGradient({ dx: dy, y, dy, rows, n });
      stage.runInParts(call);
      assertEquals(stage.read(dy, rows * n), actual, of);
    }
  }
});

testKernel("softmax: a row's bits do not depend on the rows around it", (stage) => {
  for (const n of [3, 17]) {
    const values = randomValues(7 * n, 1);
    const whole = applySoftmax(stage, values, n);
    for (let row = 0; row < 7; row++) {
      const [from, to] = [row * n, (row + 1) * n];
      assertEquals(applySoftmax(stage, values.subarray(from, to), n), whole.slice(from, to));
    }
  }
});

testKernel("softmax: huge, equal, lone and missing numbers", (stage) => {
  for (const n of [3, 4, 18, 19]) {
    const row = (fill: number, last: number) => new Float32Array(n).fill(fill).with(n - 1, last);
    const share = Math.fround(1 / n);
    const last = (value: number) => [...row(0, value)];
    assertEquals([...applySoftmax(stage, row(3e38, 3e38), n)], [...row(share, share)]);
    assertEquals([...applySoftmax(stage, row(-3e38, 3e38), n)], last(1));
    assertEquals([...applySoftmax(stage, row(-Infinity, 5), n)], last(1));
    assertEquals([...applySoftmax(stage, row(1, NaN), n)], [...row(NaN, NaN)]);
    assertEquals([...applySoftmax(stage, row(NaN, 1), n)], [...row(NaN, NaN)]);
  }
  assertEquals(applySoftmax(stage, Float32Array.of(7, -3), 1), Float32Array.of(1, 1));
});

testKernel("softmax: no rows, empty rows", (stage) => {
  for (const [rows, n] of [[0, 3], [0, 20], [5, 0]]) {
    const y = stage.room(0);
    stage.run(softmax({ y, x: y, rows, n }));
    stage.run(softmaxGradient({ dx: y, y, dy: y, rows, n }));
  }
});

function applySoftmax(stage: KernelStage, values: Float32Array, n: number): Float32Array {
  const [x, y] = [stage.put(values), stage.room(values.length)];
  stage.run(softmax({ y, x, rows: values.length / n, n }));
  return stage.read(y, values.length);
}
