import * as tf from "@tensorflow/tfjs-core";
import {
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
  type ConvolutionShape,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
  samePadding,
  windowSizes,
} from "../engine/kernels/mod.ts";
import {
  convolutionGradientsReference,
  convolutionReference,
} from "../engine/kernels/convolution_reference.ts";
import type { Bench } from "./bench_definition.ts";
import { type BenchHeap, drawNumbers, kernelBench, type KernelSubject } from "./kernel_bench.ts";

/** Of the waveform CNN and of PhaseNet, whose one dimension is one row; and of maps. */
const LINE = { batch: 1, rows: 1, kernelRows: 1, kernelColumns: 7 };
const SHAPES = [
  { ...LINE, columns: 3000, channels: 3, filters: 32 },
  { ...LINE, columns: 750, channels: 32, filters: 64 },
  { ...LINE, columns: 3000, channels: 8, filters: 8, columnStride: 4 },
  { ...LINE, columns: 47, channels: 64, filters: 128 },
  { batch: 8, rows: 20, columns: 20, channels: 16, filters: 24, kernelRows: 3, kernelColumns: 3 },
].map((sizes): ConvolutionShape => ({ ...sizes, padding: samePadding(sizes) }));

interface Values {
  x: Float32Array;
  weights: Float32Array;
  bias: Float32Array;
  slope: Float32Array;
}

type Kind = (
  shape: ConvolutionShape,
  values: Values,
) => Pick<KernelSubject, "name" | "prepare" | "plain" | "stock" | "tolerance">;

function subjectOf(shape: ConvolutionShape, kind: Kind): KernelSubject {
  const { batch, rows, columns, channels, filters, kernelRows, kernelColumns } = shape;
  const { outputRows, outputColumns, columnStride } = windowSizes(shape);
  const taps = kernelRows * kernelColumns * channels;
  const outputs = batch * outputRows * outputColumns * filters;
  const part = kind(shape, {
    x: drawNumbers(batch * rows * columns * channels, 1),
    weights: drawNumbers(taps * filters, 2).map((value) => value / 10),
    bias: drawNumbers(filters, 3),
    slope: drawNumbers(outputs, 4),
  });
  const size = `${batch} x ${rows} x ${columns} x ${channels} to ${filters}`;
  return {
    ...part,
    name: `${part.name}, ${size}, stride ${columnStride}`,
    work: { amount: 2e-9 * outputs * taps, unit: "GFLOP" },
  };
}

/** Room for numbers that are given in bytes. */
const roomFor = ({ room }: BenchHeap, bytes: number) => room(bytes / 4);

const forward: Kind = (shape, { x, weights, bias, slope: { length: size } }) => ({
  name: "forward",
  prepare: (heap) => {
    const packed = roomFor(heap, packedConvolutionBytes(shape));
    const operands = { packed, weights: heap.put(weights), bias: heap.put(bias) };
    heap.run(packConvolution({ ...shape, ...operands }));
    const out = heap.room(size);
    const call = convolution({ ...shape, out, x: heap.put(x), packed });
    return { calls: [call], output: { address: out, size } };
  },
  plain: () => convolutionReference(shape, { x, weights, bias }),
  stock: () => {
    const { x: input, weights: filter, strides } = stockOperands(shape, { x, weights });
    const added = tf.tensor1d(bias);
    return () => tf.fused.conv2d({ x: input, filter, strides, pad: "same", bias: added });
  },
  tolerance: 1e-4,
});

const toInput: Kind = (shape, { x, weights, slope }) => ({
  name: "gradient to the input",
  prepare: (heap) => {
    const packed = roomFor(heap, packedTransposedBytes(shape));
    const pack = packTransposedConvolution({ ...shape, packed, weights: heap.put(weights) });
    pack.forEach(heap.run);
    const out = heap.room(x.length);
    const calls = convolutionInputGradient({ ...shape, out, slope: heap.put(slope), packed });
    return { calls, output: { address: out, size: x.length } };
  },
  plain: () => convolutionGradientsReference(shape, { x, weights, slope }).x,
  stock: () => {
    const { x: { shape: to }, weights: filter, strides } = stockOperands(shape, { x, weights });
    const { outputRows, outputColumns } = windowSizes(shape);
    const from = tf.tensor4d(slope, [shape.batch, outputRows, outputColumns, shape.filters]);
    return () => tf.conv2dTranspose(from, filter, to, strides, "same");
  },
  tolerance: 1e-4,
});

/** Stock tfjs has none on WebAssembly. */
const toFilter: Kind = (shape, { x, weights, slope }) => ({
  name: "gradient to the weights",
  prepare: ({ put, room }) => {
    const out = room(weights.length);
    const options = { ...shape, out, x: put(x), slope: put(slope) };
    const output = { address: out, size: weights.length };
    return { calls: [convolutionFilterGradient(options)], output };
  },
  plain: () => convolutionGradientsReference(shape, { x, weights, slope }).weights,
  tolerance: 1e-3,
});

/** Convolutions and their gradients; that to the input is a transposed convolution. */
export const bench: Bench = kernelBench("convolutions and their gradients, weights packed before", {
  subjects: [
    ...SHAPES.map((shape) => subjectOf(shape, forward)),
    ...SHAPES.slice(1, 3).flatMap((shape) =>
      [toInput, toFilter].map((kind) => subjectOf(shape, kind))
    ),
  ],
});

function stockOperands(
  { batch, rows, columns, channels, filters, kernelRows, kernelColumns, ...shape }:
    ConvolutionShape,
  { x, weights }: Pick<Values, "x" | "weights">,
): { x: tf.Tensor4D; weights: tf.Tensor4D; strides: [number, number] } {
  return {
    x: tf.tensor4d(x, [batch, rows, columns, channels]),
    weights: tf.tensor4d(weights, [kernelRows, kernelColumns, channels, filters]),
    strides: [shape.rowStride ?? 1, shape.columnStride ?? 1],
  };
}
