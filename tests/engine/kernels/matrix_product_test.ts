import { assertEquals } from "@std/assert";
import {
  type Activation,
  matrixProduct,
  packColumns,
  packedBytes,
} from "../../../engine/kernels/mod.ts";
import { matrixProductReference } from "../../../engine/kernels/matrix_product_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import {
  AWKWARD_BATCHES,
  AWKWARD_SIZES,
  type KernelStage,
  randomValues,
  testKernel,
} from "./kernel_stage.ts";

interface Sizes {
  rows: number;
  n: number;
  k: number;
  shift?: number;
  transposed?: boolean;
}

testKernel("matrix product: awkward sizes equal the definition, in parts bit for bit", (stage) => {
  for (const n of AWKWARD_SIZES) {
    for (const k of AWKWARD_SIZES) {
      for (const rows of [1, 2, 3, 7, 10, 17, 32]) compare(stage, { rows, n, k });
    }
  }
  for (const rows of AWKWARD_BATCHES) compare(stage, { rows, n: 17, k: 5 });
});

testKernel("matrix product: long sums are cut without a change of order", (stage) => {
  for (const k of [511, 512, 513, 1500]) compare(stage, { rows: 13, n: 11, k });
});

testKernel("matrix product: unaligned addresses, transposed B", (stage) => {
  for (const shift of [1, 2, 3]) compare(stage, { rows: 7, n: 19, k: 33, shift });
  for (const n of AWKWARD_SIZES) compare(stage, { rows: 5, n, k: 23, transposed: true });
});

testKernel("matrix product: no rows, no columns, sums of nothing", (stage) => {
  compare(stage, { rows: 0, n: 5, k: 4 });
  compare(stage, { rows: 4, n: 0, k: 4 });
  compare(stage, { rows: 3, n: 9, k: 0 });
});

testKernel("matrix product: a row's bits do not depend on the rows around it", (stage) => {
  const [n, k] = [203, 51];
  const values = randomValues(9 * k, 1);
  const whole = product(stage, { rows: 9, n, k }, values);
  for (let row = 0; row < 9; row++) {
    const alone = product(stage, { rows: 1, n, k }, values.subarray(row * k, (row + 1) * k));
    assertEquals(alone, whole.slice(row * n, (row + 1) * n));
  }
});

testKernel("matrix product: activations, and sums that go on from the output", (stage) => {
  const sizes = { rows: 7, n: 21, k: 6 };
  const a = randomValues(42, 1);
  const plain = product(stage, sizes, a);
  const functions: Record<Activation, (x: number) => number> = {
    linear: (x) => x,
    relu: (x) => Math.max(0, x),
    tanh: Math.tanh,
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  };
  for (const [activation, apply] of Object.entries(functions)) {
    const actual = product(stage, sizes, a, { activation: activation as Activation });
    assertAllClose(actual, plain.map(apply), { of: activation, relative: 1e-6, nearZero: 1e-7 });
  }
  const doubled = product(stage, sizes, a, { twice: true });
  const bias = randomValues(21, 3);
  const expected = plain.map((value, i) => 2 * value - bias[i % 21]);
  assertAllClose(doubled, expected, { of: "sums from the output", relative: 1e-5 });
});

function compare(stage: KernelStage, { rows, n, k, shift, transposed }: Sizes): void {
  const [a, b, bias] = [randomValues(rows * k, 1), randomValues(k * n, 2), randomValues(n, 3)];
  const stored = transposed ? b.map((_, i) => b[(i % k) * n + Math.floor(i / k)]) : b;
  const packed = stage.room(packedBytes({ n, k }) / 4);
  const c = stage.room(rows * n, shift);
  const pack = { packed, b: stage.put(stored, shift), bias: stage.put(bias, shift), n, k };
  stage.run(packColumns({ ...pack, transposed }));
  const call = matrixProduct({ c, a: stage.put(a, shift), packed, rows, n, k });
  stage.run(call);
  const actual = stage.read(c, rows * n);
  const of = `product of ${rows} x ${k} and ${k} x ${n}`;
  const expected = matrixProductReference({ a, b, bias, rows, n, k });
  assertAllClose(actual, expected, { of, relative: 1e-5, nearZero: 1e-6 });
  stage.runInParts(call);
  assertEquals(stage.read(c, rows * n), actual, of);
}

function product(
  stage: KernelStage,
  { rows, n, k }: Sizes,
  a: Float32Array,
  { activation, twice }: { activation?: Activation; twice?: boolean } = {},
): Float32Array {
  const packed = stage.room(packedBytes({ n, k }) / 4);
  const [b, bias] = [stage.put(randomValues(k * n, 2)), stage.put(randomValues(n, 3))];
  stage.run(packColumns({ packed, b, bias, n, k }));
  const c = stage.room(rows * n);
  const options = { c, a: stage.put(a), packed, rows, n, k, activation };
  stage.run(matrixProduct(options));
  if (twice) stage.run(matrixProduct({ ...options, start: "output" }));
  return stage.read(c, rows * n);
}
