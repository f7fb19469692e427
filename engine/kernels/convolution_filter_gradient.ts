import { sumRows } from "./column_product.ts";
import type { ConvolutionShape } from "./convolution.ts";
import type { KernelCall } from "./kernel_call.ts";
import { windowSizes } from "./window_shape.ts";

/** Filters of a panel and most rows of a tile, as in `assembly/column_product.ts`. */
const PANEL = 8;
const TILE_ROWS = 6;

/** Where the gradient of a convolution to its weights is read and written. */
export interface FilterGradientOptions extends ConvolutionShape {
  /** Address of the gradient. [kernelRows, kernelColumns, channels, filters] */
  out: number;
  /** Address of the input. [batch, rows, columns, channels] */
  x: number;
  /** Address of the gradient to the output. [batch, outputRows, outputColumns, filters] */
  slope: number;
  /** What the sums start from; nothing, unless given. */
  start?: "zero" | "output";
}

/** Gradient of a convolution to its weights. */
export function convolutionFilterGradient(options: FilterGradientOptions): KernelCall {
  const { out, x, slope, filters, start } = options;
  const sizes = windowSizes(options);
  const { batch, rows, columns, channels, kernelRows, kernelColumns, padding } = sizes;
  const { outputRows, outputColumns, rowStride, columnStride } = sizes;
  const tiles = kernelRows * Math.ceil(kernelColumns * channels / TILE_ROWS);
  return {
    kernel: "convolutionFilters",
    args: [
      ...[out, x, slope, batch, outputRows, outputColumns, rows, columns, channels],
      ...[kernelRows, kernelColumns, filters, rowStride, columnStride],
      ...[-padding.top, -padding.left, start === "output" ? 1 : 0],
    ],
    units: tiles * Math.ceil(filters / PANEL),
    multiplyAdds: kernelRows * kernelColumns * channels * filters * batch * outputRows *
      outputColumns,
    inPlace: start === "output",
  };
}

/** Where the gradient of a convolution to its bias is read and written. */
export interface BiasGradientOptions extends ConvolutionShape {
  /** Address of the gradient. [filters] */
  out: number;
  /** Address of the gradient to the output. [batch, outputRows, outputColumns, filters] */
  slope: number;
  /** What the sums start from; nothing, unless given. */
  start?: "zero" | "output";
}

/** Gradient of a convolution to its bias: the sum over all outputs. */
export function convolutionBiasGradient(options: BiasGradientOptions): KernelCall {
  const { out, slope, filters, start } = options;
  const { batch, outputRows, outputColumns } = windowSizes(options);
  return sumRows({ out, b: slope, n: filters, steps: batch * outputRows * outputColumns, start });
}
