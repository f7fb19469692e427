import * as tf from "@tensorflow/tfjs-core";
import { columnProduct, matrixProduct, packColumns, packedBytes } from "../engine/kernels/mod.ts";
import { columnProductReference } from "../engine/kernels/column_product_reference.ts";
import { matrixProductReference } from "../engine/kernels/matrix_product_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Rows, columns and length of the sums. */
type Size = readonly [rows: number, n: number, k: number];

const SIZES: readonly Size[] = [[256, 256, 256], [32, 200, 50], [1, 200, 50], [1024, 200, 51]];

/** Products of the sizes that networks have, packing included; a dense layer; slopes by weights. */
export const bench: Bench = kernelBench("matrix product, the right operand packed in each call", {
  subjects: [
    ...SIZES.map((size) => productOf(size, { plain: true })),
    productOf([32, 50, 50], { plain: false, activation: "relu" }),
    slopesOf([200, 50, 320]),
  ],
});

/** The product that the project's target is about. */
export const matmul1024: Bench = kernelBench(
  "1024 x 1024 x 1024 product of numbers on the heap, packed in each call, the result read back",
  {
    targets: [{ than: "tfjs_wasm", times: 1.2 }, { than: "ours", times: 1.9, threads: 2 }],
    subjects: [{ ...productOf([1024, 1024, 1024], { plain: false }), readsBack: true }],
  },
);

function productOf(
  [rows, n, k]: Size,
  { plain, activation }: { plain: boolean; activation?: "relu" },
): KernelSubject {
  const [a, b] = [drawNumbers(rows * k, 1), drawNumbers(k * n, 2)];
  return {
    name: `${rows} x ${n} x ${k}${activation ? `, ${activation}` : ""}`,
    prepare: ({ put, room }) => {
      const packed = room(packedBytes({ n, k }) / Float32Array.BYTES_PER_ELEMENT);
      const c = room(rows * n);
      const pack = packColumns({ packed, b: put(b), n, k });
      const product = matrixProduct({ c, a: put(a), packed, rows, n, k, activation });
      return { calls: [pack, product], output: { address: c, size: rows * n } };
    },
    ...(plain && { plain: () => matrixProductReference({ a, b, rows, n, k }) }),
    stock: () => {
      const operands = { a: tf.tensor2d(a, [rows, k]), b: tf.tensor2d(b, [k, n]), activation };
      return () => tf.fused.matMul(operands);
    },
    tolerance: 1e-5 * k,
    work: { amount: 2e-9 * rows * n * k, unit: "GFLOP" },
  };
}

/** Slopes by m x n weights: sums over steps of products of inputs and slopes. */
function slopesOf([m, n, steps]: readonly [number, number, number]): KernelSubject {
  const [a, b] = [drawNumbers(steps * m, 1), drawNumbers(steps * n, 2)];
  return {
    name: `slopes by ${m} x ${n} weights over ${steps} steps`,
    prepare: ({ put, room }) => {
      const c = room(m * n);
      const calls = [columnProduct({ c, a: put(a), b: put(b), m, n, steps })];
      return { calls, output: { address: c, size: m * n } };
    },
    plain: () => columnProductReference({ a, b, m, n, steps }),
    stock: () => {
      const [left, right] = [tf.tensor2d(a, [steps, m]), tf.tensor2d(b, [steps, n])];
      return () => tf.matMul(left, right, true);
    },
    tolerance: 1e-5 * steps,
    work: { amount: 2e-9 * m * n * steps, unit: "GFLOP" },
  };
}
