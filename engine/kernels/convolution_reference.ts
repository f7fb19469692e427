import type { ConvolutionShape } from "./convolution.ts";
import { windowCells } from "./window_cells.ts";
import { windowSizes } from "./window_shape.ts";

/** The three operands of a convolution, any of which follows from the other two. */
export interface ConvolutionOperands {
  /** Input. [batch, rows, columns, channels] */
  x: ArrayLike<number>;
  /** Weights. [kernelRows, kernelColumns, channels, filters] */
  weights: ArrayLike<number>;
  /** Biases. [filters] */
  bias: ArrayLike<number>;
}

/** Convolution of x, plus bias, by the definition. [batch, outputRows, outputColumns, filters] */
export function convolutionReference(
  shape: ConvolutionShape,
  { x, weights, bias }: ConvolutionOperands,
): Float64Array {
  const { batch, outputRows, outputColumns, channels } = windowSizes(shape);
  const { filters } = shape;
  const size = batch * outputRows * outputColumns * filters;
  const out = Float64Array.from({ length: size }, (_, i) => bias[i % filters]);
  for (const { output, input, tap } of windowCells(shape)) {
    for (let channel = 0; channel < channels; channel++) {
      const value = x[input * channels + channel];
      const from = (tap * channels + channel) * filters;
      for (let i = 0; i < filters; i++) out[output * filters + i] += value * weights[from + i];
    }
  }
  return out;
}

/** Gradients of a convolution to its three operands, for the gradient `slope` of its output. */
export function convolutionGradientsReference(
  shape: ConvolutionShape,
  { x, weights, slope }: Omit<ConvolutionOperands, "bias"> & { slope: ArrayLike<number> },
): { x: Float64Array; weights: Float64Array; bias: Float64Array } {
  const { channels, filters } = shape;
  const bias = new Float64Array(filters);
  const gradients = { x: new Float64Array(x.length), weights: new Float64Array(weights.length) };
  for (let i = 0; i < slope.length; i++) bias[i % filters] += slope[i];
  for (const { output, input, tap } of windowCells(shape)) {
    for (let channel = 0; channel < channels; channel++) {
      const place = input * channels + channel;
      const from = (tap * channels + channel) * filters;
      for (let i = 0; i < filters; i++) {
        gradients.x[place] += slope[output * filters + i] * weights[from + i];
        gradients.weights[from + i] += slope[output * filters + i] * x[place];
      }
    }
  }
  return { ...gradients, bias };
}
