import { tf } from "../engine/backend/mod.ts";
import { averagePool, maxPool } from "../engine/kernels/mod.ts";
import { averagePoolReference, maxPoolReference } from "../engine/kernels/pooling_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const COLUMNS = 3000;
const CHANNELS = 32;
const POOL = 4;
const SIZE = COLUMNS / POOL * CHANNELS;

const SHAPE = {
  ...{ batch: 1, rows: 1, columns: COLUMNS, channels: CHANNELS },
  ...{ kernelRows: 1, kernelColumns: POOL, columnStride: POOL },
};
const X = drawNumbers(COLUMNS * CHANNELS, 1);
const SLOPE = new Float32Array(SIZE);

const POOLS = [
  { name: "largest", call: maxPool, plain: maxPoolReference, stock: tf.maxPool },
  { name: "average", call: averagePool, plain: averagePoolReference, stock: tf.avgPool },
] as const;

/** The first pool of the waveform CNN, and the same with averages. */
export const bench: Bench = kernelBench(`pools of ${POOL} over ${COLUMNS} x ${CHANNELS}`, {
  subjects: POOLS.map(({ name, call, plain, stock }): KernelSubject => ({
    name,
    prepare: (stage) => {
      const out = stage.room(SIZE);
      const calls = [call({ ...SHAPE, out, x: stage.put(X) })];
      return { calls, output: { address: out, size: SIZE } };
    },
    plain: () => plain(SHAPE, { x: X, slope: SLOPE }).output,
    stock: () => {
      const x = tf.tensor4d(X, [1, 1, COLUMNS, CHANNELS]);
      return () => stock(x, [1, POOL], [1, POOL], "valid");
    },
    tolerance: 1e-6,
    work: { amount: COLUMNS * CHANNELS, unit: "numbers" },
  })),
});
