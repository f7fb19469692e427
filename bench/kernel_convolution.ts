import { tf } from "../engine/backend/mod.ts";
import {
  convolution,
  type ConvolutionShape,
  packConvolution,
  packedConvolutionBytes,
  samePadding,
} from "../engine/kernels/mod.ts";
import { convolutionReference } from "../engine/kernels/convolution_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Of the waveform CNN and of PhaseNet; one dimension is one row. */
const SIZES = [
  { columns: 3000, channels: 3, filters: 32, stride: 1 },
  { columns: 750, channels: 32, filters: 64, stride: 1 },
  { columns: 3000, channels: 8, filters: 8, stride: 4 },
  { columns: 47, channels: 64, filters: 128, stride: 1 },
] as const;

/** Convolutions over time; weights are packed beforehand. */
export const bench: Bench = kernelBench("convolutions of 7 over time, weights packed before", {
  subjects: SIZES.map(subjectOf),
});

function subjectOf({ columns, channels, filters, stride }: (typeof SIZES)[number]): KernelSubject {
  const open = { batch: 1, rows: 1, columns, channels, kernelRows: 1, kernelColumns: 7 };
  const sizes = { ...open, filters, columnStride: stride };
  const shape: ConvolutionShape = { ...sizes, padding: samePadding(sizes) };
  const x = drawNumbers(columns * channels, 1);
  const weights = drawNumbers(7 * channels * filters, 2).map((value) => value / 10);
  const bias = drawNumbers(filters, 3);
  const size = Math.ceil(columns / stride) * filters;
  return {
    name: `${columns} x ${channels} to ${filters}, stride ${stride}`,
    prepare: (stage) => {
      const packed = stage.room(packedConvolutionBytes(shape) / Float32Array.BYTES_PER_ELEMENT);
      const operands = { packed, weights: stage.put(weights), bias: stage.put(bias) };
      stage.runner.run(packConvolution({ ...shape, ...operands }));
      const out = stage.room(size);
      const call = convolution({ ...shape, out, x: stage.put(x), packed });
      return { calls: [call], output: { address: out, size } };
    },
    plain: () => convolutionReference(shape, { x, weights, bias }),
    stock: () => {
      const input = tf.tensor3d(x, [1, columns, channels]);
      const filter = tf.tensor3d(weights, [7, channels, filters]);
      const added = tf.tensor1d(bias);
      return () => tf.tidy(() => tf.add(tf.conv1d(input, filter, stride, "same"), added));
    },
    tolerance: 1e-4,
    work: { amount: 2e-9 * size * 7 * channels, unit: "GFLOP" },
  };
}
