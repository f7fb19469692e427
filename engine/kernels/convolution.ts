import { type Activation, activationCode } from "./activation.ts";
import type { KernelCall } from "./kernel_call.ts";
import { packColumns, packedBytes } from "./matrix_product.ts";
import { type WindowShape, type WindowSizes, windowSizes } from "./window_shape.ts";

const FLOAT_BYTES = 4;

/** Columns of a block of outputs, at most; and at least, where a call is cut for the sake of threads. */
const BLOCK_COLUMNS = 96;
const FEWEST_COLUMNS = 12;

/** Numbers of the input that a block goes over, about: they stay in the nearest cache. */
const BLOCK_NUMBERS = 4096;

/** Units that a call is cut into where it can be. */
const ENOUGH_UNITS = 8;

/** Sizes of a convolution: input [batch, rows, columns, channels], output [.., .., .., filters]. */
export interface ConvolutionShape extends WindowShape {
  /** Channels of the output. */
  filters: number;
}

/** What a convolution reads and writes. */
export interface ConvolutionOptions extends ConvolutionShape {
  /** Address of the output. [batch, outputRows, outputColumns, filters] */
  out: number;
  /** Address of the input. [batch, rows, columns, channels] */
  x: number;
  /** Address of weights and bias as `packConvolution` leaves them. */
  packed: number;
  /** Applied to each output; linear unless given. */
  activation?: Activation;
}

/** Weights of a convolution and where they are packed. */
export interface PackConvolutionOptions extends ConvolutionShape {
  /** Address of the packed weights, `packedConvolutionBytes` long. */
  packed: number;
  /** Address of the weights. [kernelRows, kernelColumns, channels, filters] */
  weights: number;
  /** Address of the biases; 0 for none. [filters] */
  bias?: number;
}

/** Bytes of a convolution's packed weights. */
export function packedConvolutionBytes(shape: ConvolutionShape): number {
  return packedBytes({ n: shape.filters, k: tapNumbers(shape) });
}

/** Packs the weights and bias of a convolution. */
export function packConvolution(options: PackConvolutionOptions): KernelCall {
  const { packed, weights, bias, filters } = options;
  return packColumns({ packed, b: weights, bias, n: filters, k: tapNumbers(options) });
}

/** out = activation(convolution of x + bias). */
export function convolution(options: ConvolutionOptions): KernelCall {
  const { out, x, packed, filters, activation } = options;
  const sizes = windowSizes(options);
  const { outputRows, outputColumns, padding } = sizes;
  return convolve({
    ...{ out, x, packed, filters, activation },
    ...{ outputRows, outputColumns },
    outExample: outputRows * outputColumns * filters,
    outRow: outputColumns * filters,
    outColumn: filters,
    window: sizes,
    rowOrigin: -padding.top,
    columnOrigin: -padding.left,
  });
}

/** A call of the kernel: outputs that lie anyhow, taps that begin anywhere. */
export interface ConvolveOptions {
  /** Address of the first output. */
  out: number;
  /** Address of the input. */
  x: number;
  /** Address of the packed weights. */
  packed: number;
  /** Channels of the output. */
  filters: number;
  /** Applied to each output; linear unless given. */
  activation?: Activation;
  /** Rows of outputs. */
  outputRows: number;
  /** Columns of outputs. */
  outputColumns: number;
  /** Numbers from the outputs of an example to those of the next. */
  outExample: number;
  /** Numbers from a row of outputs to the next. */
  outRow: number;
  /** Numbers from an output to the next of its row. */
  outColumn: number;
  /** Input, window and strides. */
  window: Pick<
    WindowSizes,
    | "batch"
    | "rows"
    | "columns"
    | "channels"
    | "kernelRows"
    | "kernelColumns"
    | "rowStride"
    | "columnStride"
  >;
  /** Row of the input at which the taps of output row 0 begin; may be negative. */
  rowOrigin: number;
  /** Column of the input at which the taps of output column 0 begin; may be negative. */
  columnOrigin: number;
}

/** The call that forward convolution and the phases of a transposed one have in common. */
export function convolve(given: ConvolveOptions): KernelCall {
  const options = layOneColumnFlat(given);
  const { out, x, packed, outExample, outRow, outColumn, window, activation = "linear" } = options;
  const { outputRows, outputColumns, filters, rowOrigin, columnOrigin } = options;
  const { batch, rows, columns, channels, kernelRows, kernelColumns } = window;
  const { rowStride, columnStride } = window;
  const lines = batch * outputRows;
  const block = blockColumns({ lines, columns: outputColumns, step: columnStride * channels });
  const outputs = lines * outputColumns * filters;
  return {
    kernel: "convolve",
    args: [
      ...[out, x, packed],
      ...[outExample, outRow, outColumn].map((numbers) => numbers * FLOAT_BYTES),
      ...[outputRows, outputColumns, block],
      ...[rows, columns, channels, kernelRows, kernelColumns, filters],
      ...[rowStride, columnStride, rowOrigin, columnOrigin, activationCode(activation)],
    ],
    units: outputs === 0 ? 0 : lines * Math.ceil(outputColumns / block),
    multiplyAdds: outputs * kernelRows * kernelColumns * channels,
  };
}

/** One column of many rows is one row of many columns, which the tiles go along. */
function layOneColumnFlat(options: ConvolveOptions): ConvolveOptions {
  const { window, outputRows, outputColumns, outRow, rowOrigin, columnOrigin } = options;
  const isColumn = window.columns === 1 && window.kernelColumns === 1 && outputColumns === 1;
  if (!isColumn || columnOrigin !== 0) return options;
  const { rows, kernelRows, rowStride } = window;
  return {
    ...options,
    ...{ outputRows: 1, outputColumns: outputRows, outColumn: outRow },
    ...{ rowOrigin: 0, columnOrigin: rowOrigin },
    window: {
      ...{ ...window, rows: 1, columns: rows, kernelRows: 1, kernelColumns: kernelRows },
      ...{ rowStride: 1, columnStride: rowStride },
    },
  };
}

/** Columns of the blocks that rows are cut into: whole tiles of six, about even. */
function blockColumns(
  { lines, columns, step }: { lines: number; columns: number; step: number },
): number {
  const most = Math.min(BLOCK_COLUMNS, BLOCK_NUMBERS / Math.max(1, step));
  const forCache = Math.ceil(columns / Math.max(2 * FEWEST_COLUMNS, most));
  const forThreads = Math.min(ENOUGH_UNITS / Math.max(1, lines), columns / FEWEST_COLUMNS);
  const blocks = Math.max(1, forCache, Math.floor(forThreads));
  return Math.max(6, Math.ceil(columns / blocks / 6) * 6);
}

function tapNumbers({ kernelRows, kernelColumns, channels }: ConvolutionShape): number {
  return kernelRows * kernelColumns * channels;
}
