import { assertEquals, assertThrows } from "@std/assert";
import { copyGrid, scaleShift } from "../../../engine/kernels/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("copy of a grid: every permutation of four axes, in parts bit for bit", (stage) => {
  const counts = [2, 3, 4, 5];
  for (const run of [1, 3, 4, 5, 17]) {
    const x = randomValues(120 * run, run);
    const strides = [60 * run, 20 * run, 5 * run, run];
    for (const order of permutations([0, 1, 2, 3])) {
      const lengths = order.map((axis) => counts[axis]);
      const outStrides = [1, 2, 3].map((axis) => run * product(lengths.slice(axis))).concat(run);
      const out = stage.room(120 * run);
      const call = copyGrid({
        ...{ out, outStrides, x: stage.put(x), run },
        ...{ strides: order.map((axis) => strides[axis]), counts: lengths },
      });
      stage.runInParts(call);
      const expected = new Float32Array(120 * run);
      let at = 0;
      for (const index of indices(lengths)) {
        const from = index.reduce((sum, i, axis) => sum + i * strides[order[axis]], 0);
        expected.set(x.subarray(from, from + run), at);
        at += run;
      }
      assertEquals(stage.read(out, 120 * run), expected);
    }
  }
});

testKernel("copy of a grid: fewer axes, none of a count, too many", (stage) => {
  const x = stage.put(Float32Array.from({ length: 12 }, (_, i) => i));
  const out = stage.room(4);
  stage.run(copyGrid({ out, outStrides: [2], x: x + 4, strides: [6], counts: [2], run: 2 }));
  assertEquals([...stage.read(out, 4)], [1, 2, 7, 8]);
  stage.run(copyGrid({ out, outStrides: [2], x, strides: [6], counts: [0], run: 2 }));
  assertEquals([...stage.read(out, 4)], [1, 2, 7, 8]);
  const five = [1, 1, 1, 1, 1];
  const options = { out, outStrides: five, x, strides: five, counts: five, run: 1 };
  assertThrows(() => copyGrid(options), RangeError, "need 1 to 4");
});

testKernel("scale and shift: awkward sizes equal the definition, in place and not", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    for (const rows of [0, 1, 7]) {
      const x = randomValues(rows * channels, 1);
      const [scale, shift] = [randomValues(channels, 2), randomValues(channels, 3)];
      const expected = x.map((value, i) => value * scale[i % channels] + shift[i % channels]);
      const places = { scale: stage.put(scale), shift: stage.put(shift), rows, channels };
      const [from, out] = [stage.put(x), stage.room(x.length)];
      stage.runInParts(scaleShift({ ...places, x: from, out }));
      const of = `${rows} rows of ${channels}`;
      assertAllClose(stage.read(out, x.length), expected, { of, relative: 1e-6, nearZero: 1e-6 });
      stage.run(scaleShift({ ...places, x: from, out: from }));
      assertEquals(stage.read(from, x.length), stage.read(out, x.length));
    }
  }
});

function product(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}

function permutations(axes: number[]): number[][] {
  if (axes.length === 0) return [[]];
  return axes.flatMap((axis) =>
    permutations(axes.filter((other) => other !== axis)).map((rest) => [axis, ...rest])
  );
}

function* indices(lengths: readonly number[]): Generator<number[]> {
  for (let i = 0; i < product(lengths); i++) {
    let rest = i;
    yield lengths.map((_, axis) => {
      const inner = product(lengths.slice(axis + 1));
      const index = Math.floor(rest / inner);
      rest %= inner;
      return index;
    });
  }
}
