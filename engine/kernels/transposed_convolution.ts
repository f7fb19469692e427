import type { Activation } from "./activation.ts";
import { type ConvolutionShape, convolve } from "./convolution.ts";
import type { KernelCall } from "./kernel_call.ts";
import { packedBytes } from "./matrix_product.ts";
import { type WindowSizes, windowSizes } from "./window_shape.ts";

const PANEL = 8;

/**
 * What a transposed convolution reads and writes. It goes the way of the convolution of its shape
 * backwards: from that one's output, with `filters` channels, to its input, with `channels`.
 */
export interface TransposedConvolutionOptions extends ConvolutionShape {
  /** Address of the result. [batch, rows, columns, channels] */
  out: number;
  /** Address of what is convolved. [batch, outputRows, outputColumns, filters] */
  x: number;
  /** Address of weights and bias as `packTransposedConvolution` leaves them. */
  packed: number;
  /** Applied to each result; linear unless given. */
  activation?: Activation;
}

/** Weights of a transposed convolution and where they are packed. */
export interface PackTransposedOptions extends ConvolutionShape {
  /** Address of the packed weights, `packedTransposedBytes` long. */
  packed: number;
  /** Address of the weights. [kernelRows, kernelColumns, channels, filters] */
  weights: number;
  /** Address of the biases; 0 for none. [channels] */
  bias?: number;
}

/** Every stride-th row or column of the result, from `first` on, and the taps that reach it. */
interface Phase {
  /** First result. */
  first: number;
  /** Number of results. */
  count: number;
  /** First tap of the kernel; the others follow a stride apart. */
  tap: number;
  /** Number of taps; may be 0. */
  taps: number;
  /** Row or column of what is convolved at which the taps of the first result begin. */
  origin: number;
}

/** Bytes of the packed weights of a transposed convolution. */
export function packedTransposedBytes(shape: ConvolutionShape): number {
  return phasesOf(windowSizes(shape), shape.filters).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Packs weights and bias of a transposed convolution: a call for each phase of its strides. */
export function packTransposedConvolution(options: PackTransposedOptions): KernelCall[] {
  const { weights, bias = 0, filters } = options;
  const sizes = windowSizes(options);
  const { channels, kernelColumns, rowStride, columnStride } = sizes;
  let packed = options.packed;
  return phasesOf(sizes, filters).map(({ row, column, bytes }) => {
    const args = [
      ...[packed, weights, bias, kernelColumns, channels, filters],
      ...[row.tap, rowStride, row.taps, column.tap, columnStride, column.taps],
    ];
    packed += bytes;
    const units = Math.ceil(channels / PANEL);
    return { kernel: "packPhase", args, units, multiplyAdds: bytes / 4 };
  });
}

/**
 * out = activation(transposed convolution of x + bias): a convolution without strides for each phase.
 *
 * Result p is reached by the taps r, r + stride, .. with p + padding = stride q + r, which meet the
 * neighbours q, q - 1, ..: last tap first they are a convolution.
 */
export function transposedConvolution(options: TransposedConvolutionOptions): KernelCall[] {
  const { out, x, filters, activation } = options;
  const sizes = windowSizes(options);
  const { batch, rows, columns, channels, rowStride, columnStride } = sizes;
  let packed = options.packed;
  return phasesOf(sizes, filters).map(({ row, column, bytes }) => {
    const call = convolve({
      ...{ x, packed, activation, filters: channels },
      out: out + 4 * channels * (row.first * columns + column.first),
      outputRows: row.count,
      outputColumns: column.count,
      outExample: rows * columns * channels,
      outRow: rowStride * columns * channels,
      outColumn: columnStride * channels,
      window: {
        ...{ batch, rows: sizes.outputRows, columns: sizes.outputColumns, channels: filters },
        ...{ kernelRows: row.taps, kernelColumns: column.taps, rowStride: 1, columnStride: 1 },
      },
      rowOrigin: row.origin,
      columnOrigin: column.origin,
    });
    packed += bytes;
    return call;
  });
}

/** Where the gradient of a convolution to its input is read and written. */
export interface InputGradientOptions extends ConvolutionShape {
  /** Address of the gradient to the input. [batch, rows, columns, channels] */
  out: number;
  /** Address of the gradient to the output. [batch, outputRows, outputColumns, filters] */
  slope: number;
  /** Address of the weights as `packTransposedConvolution` leaves them, packed without bias. */
  packed: number;
}

/** Gradient of a convolution to its input: the transposed convolution of the output's gradient. */
export function convolutionInputGradient(options: InputGradientOptions): KernelCall[] {
  return transposedConvolution({ ...options, x: options.slope, activation: "linear" });
}

function phasesOf(
  sizes: WindowSizes,
  filters: number,
): { row: Phase; column: Phase; bytes: number }[] {
  const { rows, columns, channels, kernelRows, kernelColumns, padding } = sizes;
  const rowPhases = phasesAlong({
    ...{ cells: rows, kernel: kernelRows, stride: sizes.rowStride, padding: padding.top },
  });
  const columnPhases = phasesAlong({
    ...{ cells: columns, kernel: kernelColumns, stride: sizes.columnStride, padding: padding.left },
  });
  return rowPhases.flatMap((row) =>
    columnPhases.map((column) => {
      const bytes = packedBytes({ n: channels, k: row.taps * column.taps * filters });
      return { row, column, bytes };
    })
  );
}

function phasesAlong(
  { cells, kernel, stride, padding }: {
    cells: number;
    kernel: number;
    stride: number;
    padding: number;
  },
): Phase[] {
  return Array.from({ length: Math.min(stride, cells) }, (_, first) => {
    const tap = (first + padding) % stride;
    const taps = Math.max(0, Math.ceil((kernel - tap) / stride));
    const origin = Math.floor((first + padding) / stride) - taps + 1;
    return { first, count: Math.ceil((cells - first) / stride), tap, taps, origin };
  });
}
