import { tf } from "../engine/backend/mod.ts";
import { softmax } from "../engine/kernels/mod.ts";
import { softmaxReference } from "../engine/kernels/softmax_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Rows and numbers in a row: PhaseNet's, and longer ones. */
const SIZES = [[3000, 3], [64, 1000]] as const;

/** Probabilities of rows. */
export const bench: Bench = kernelBench("softmax of rows", {
  subjects: SIZES.map(([rows, n]): KernelSubject => {
    const x = drawNumbers(rows * n, 1);
    return {
      name: `${rows} rows of ${n}`,
      prepare: (stage) => {
        const y = stage.room(rows * n);
        const calls = [softmax({ y, x: stage.put(x), rows, n })];
        return { calls, output: { address: y, size: rows * n } };
      },
      plain: () => softmaxReference(x, n),
      stock: () => {
        const tensor = tf.tensor2d(x, [rows, n]);
        return () => tf.softmax(tensor);
      },
      tolerance: 1e-6,
      work: { amount: rows * n, unit: "numbers" },
    };
  }),
});
