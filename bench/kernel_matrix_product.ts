import { tf } from "../engine/backend/mod.ts";
import { matrixProduct, packColumns, packedBytes } from "../engine/kernels/mod.ts";
import { matrixProductReference } from "../engine/kernels/matrix_product_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Rows, columns and length of the sums. */
const SIZES = [[256, 256, 256], [32, 200, 50], [1, 200, 50], [1024, 200, 51]] as const;

/** Products of the sizes that networks have, packing included. */
export const bench: Bench = kernelBench("matrix product, the right operand packed in each call", {
  subjects: SIZES.map(([rows, n, k]) => subjectOf([rows, n, k], { plain: true })),
});

/** The product that the project's target is about. */
export const matmul1024: Bench = kernelBench(
  "1024 x 1024 x 1024 product of numbers on the heap, the right operand packed in each call",
  {
    targets: [{ than: "tfjs_wasm", times: 1.2 }, { than: "ours", times: 1.9, threads: 2 }],
    subjects: [subjectOf([1024, 1024, 1024], { plain: false })],
  },
);

function subjectOf(
  [rows, n, k]: readonly [number, number, number],
  { plain }: { plain: boolean },
): KernelSubject {
  const [a, b] = [drawNumbers(rows * k, 1), drawNumbers(k * n, 2)];
  return {
    name: `${rows} x ${n} x ${k}`,
    prepare: (stage) => {
      const packed = stage.room(packedBytes({ n, k }) / Float32Array.BYTES_PER_ELEMENT);
      const c = stage.room(rows * n);
      const pack = packColumns({ packed, b: stage.put(b), n, k });
      const product = matrixProduct({ c, a: stage.put(a), packed, rows, n, k });
      return { calls: [pack, product], output: { address: c, size: rows * n } };
    },
    ...(plain && { plain: () => matrixProductReference({ a, b, rows, n, k }) }),
    stock: () => {
      const [left, right] = [tf.tensor2d(a, [rows, k]), tf.tensor2d(b, [k, n])];
      return () => tf.matMul(left, right);
    },
    tolerance: 1e-5 * k,
    work: { amount: 2e-9 * rows * n * k, unit: "GFLOP" },
  };
}
