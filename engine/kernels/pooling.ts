import type { KernelCall } from "./kernel_call.ts";
import { type WindowShape, windowSizes } from "./window_shape.ts";

/** What a cell of a window costs, and a cell of the input on the way back, as so many multiplications. */
const COST = 4;
const GRADIENT_COST = 32;

/** What a pool reads and writes. */
export interface PoolOptions extends WindowShape {
  /** Address of the output. [batch, outputRows, outputColumns, channels] */
  out: number;
  /** Address of the input. [batch, rows, columns, channels] */
  x: number;
}

/** What the gradient of a pool of averages reads and writes. */
export interface AveragePoolGradientOptions extends WindowShape {
  /** Address of the gradient to the input. [batch, rows, columns, channels] */
  out: number;
  /** Address of the gradient to the output. [batch, outputRows, outputColumns, channels] */
  slope: number;
}

/** What the gradient of a pool of largest values reads and writes. */
export interface MaxPoolGradientOptions extends AveragePoolGradientOptions {
  /** Address of the input. [batch, rows, columns, channels] */
  x: number;
  /** Address of the output that `maxPool` gave. [batch, outputRows, outputColumns, channels] */
  largest: number;
}

/**
 * Largest value of each window, of the cells inside of the input: NaN where one of them is, and
 * -Infinity where there is none.
 */
export function maxPool({ out, x, ...shape }: PoolOptions): KernelCall {
  return poolCall("maxPool", [out, x], shape);
}

/** Average of each window, of the cells inside of the input; NaN where there is none. */
export function averagePool({ out, x, ...shape }: PoolOptions): KernelCall {
  return poolCall("averagePool", [out, x], shape);
}

/**
 * Gradient of `maxPool` to its input: each window's goes to the first of its largest cells, row after
 * row; where the largest is NaN, to the first NaN.
 */
export function maxPoolGradient(options: MaxPoolGradientOptions): KernelCall {
  const { out, x, largest, slope, ...shape } = options;
  return poolCall("maxPoolGradient", [out, x, largest, slope], shape);
}

/** Gradient of `averagePool` to its input: each window's goes to its cells in equal parts. */
export function averagePoolGradient(options: AveragePoolGradientOptions): KernelCall {
  const { out, slope, ...shape } = options;
  return poolCall("averagePoolGradient", [out, slope], shape);
}

function poolCall(
  kernel: "maxPool" | "averagePool" | "maxPoolGradient" | "averagePoolGradient",
  addresses: number[],
  shape: WindowShape,
): KernelCall {
  const sizes = windowSizes(shape);
  const { batch, rows, columns, channels, outputRows, outputColumns, padding } = sizes;
  const { kernelRows, kernelColumns, rowStride, columnStride } = sizes;
  const isForward = kernel === "maxPool" || kernel === "averagePool";
  const places = batch * outputRows * outputColumns;
  return {
    kernel,
    args: [
      ...[...addresses, outputRows, outputColumns, rows, columns, channels],
      ...[kernelRows, kernelColumns, rowStride, columnStride, -padding.top, -padding.left],
    ],
    units: isForward ? places : batch * rows * columns,
    multiplyAdds: isForward
      ? COST * places * channels * kernelRows * kernelColumns
      : GRADIENT_COST * batch * rows * columns * channels,
  };
}
