import type { KernelCall } from "./kernel_call.ts";

/** Multiplications that a number of output costs, about. */
const COST = 16;
const GRADIENT_COST = 3;

/** Rows of numbers and their softmax. */
export interface SoftmaxOptions {
  /** Address of the result. [rows, n] */
  y: number;
  /** Address of the argument; may be `y`. [rows, n] */
  x: number;
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  n: number;
}

/** y = e^x / Σ e^x over each row. A row with NaN or an infinite largest number becomes NaN. */
export function softmax({ y, x, rows, n }: SoftmaxOptions): KernelCall {
  return {
    kernel: "softmax",
    args: [y, x, n],
    units: n === 0 ? 0 : rows,
    multiplyAdds: rows * n * COST,
    inPlace: y === x,
  };
}

/** What the gradient of a softmax needs. */
export interface SoftmaxGradientOptions {
  /** Address of the slope by the argument. [rows, n] */
  dx: number;
  /** Address of the softmax. [rows, n] */
  y: number;
  /** Address of the slope by the softmax; may be `dx`. [rows, n] */
  dy: number;
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  n: number;
}

/** dx = y (dy - Σ y dy) over each row. */
export function softmaxGradient({ dx, y, dy, rows, n }: SoftmaxGradientOptions): KernelCall {
  return {
    kernel: "softmaxGradient",
    args: [dx, y, dy, n],
    units: n === 0 ? 0 : rows,
    multiplyAdds: rows * n * GRADIENT_COST,
    inPlace: dx === y || dx === dy,
  };
}
