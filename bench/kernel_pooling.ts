import * as tf from "@tensorflow/tfjs-core";
import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
} from "../engine/kernels/mod.ts";
import { averagePoolReference, maxPoolReference } from "../engine/kernels/pooling_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

const [COLUMNS, CHANNELS, POOL] = [3000, 32, 4];
const SIZE = COLUMNS / POOL * CHANNELS;
const SHAPE = {
  ...{ batch: 1, rows: 1, columns: COLUMNS, channels: CHANNELS },
  ...{ kernelRows: 1, kernelColumns: POOL, columnStride: POOL },
};
const VALUES = { x: drawNumbers(COLUMNS * CHANNELS, 1), slope: drawNumbers(SIZE, 2) };
const work = { amount: COLUMNS * CHANNELS, unit: "numbers" };

const FORWARD = [
  { name: "largest", call: maxPool, reference: maxPoolReference, stock: tf.maxPool },
  { name: "average", call: averagePool, reference: averagePoolReference, stock: tf.avgPool },
].map(({ name, call, reference, stock }): KernelSubject => ({
  name,
  prepare: ({ put, room }) => {
    const out = room(SIZE);
    const calls = [call({ ...SHAPE, out, x: put(VALUES.x) })];
    return { calls, output: { address: out, size: SIZE } };
  },
  plain: () => reference(SHAPE, VALUES).output,
  stock: () => {
    const x = tf.tensor4d(VALUES.x, [1, 1, COLUMNS, CHANNELS]);
    return () => stock(x, [1, POOL], [1, POOL], "valid");
  },
  work,
}));

/** Stock tfjs has none on WebAssembly for the largest. */
const BACKWARD = [
  { name: "gradient of the largest", call: maxPoolGradient, reference: maxPoolReference },
  { name: "gradient of the average", call: averagePoolGradient, reference: averagePoolReference },
].map(({ name, call, reference }): KernelSubject => ({
  name,
  prepare: ({ put, room, run }) => {
    const [out, largest, x] = [room(VALUES.x.length), room(SIZE), put(VALUES.x)];
    run(maxPool({ ...SHAPE, out: largest, x }));
    const calls = [call({ ...SHAPE, out, x, largest, slope: put(VALUES.slope) })];
    return { calls, output: { address: out, size: VALUES.x.length } };
  },
  plain: () => reference(SHAPE, VALUES).gradient,
  work,
}));

/** The first pool of the waveform CNN, the same with averages, and the ways back. */
export const bench: Bench = kernelBench(`pools of ${POOL} over ${COLUMNS} x ${CHANNELS}`, {
  subjects: [...FORWARD, ...BACKWARD],
});
