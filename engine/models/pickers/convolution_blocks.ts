import type { GraphLayout } from "../graph_layout.ts";

const EPSILON = 1e-3;

/**
 * First biases of logits of noise, P and S: arrivals are rare. Without, the layers before learn to be
 * silent at an arrival, P or S, where the biases alone then answer.
 */
export const RARE_ARRIVALS: readonly number[] = [0, -4, -4];

/** A convolution over time with what follows it. */
export interface ConvolutionBlock {
  /** Name of the convolution; those of the layers behind it begin with it. */
  name: string;
  /** Name of the layer that it reads. */
  from: string;
  /** Channels of that. */
  channels: number;
  /** Filters. */
  filters: number;
  /** Steps that it sees; 7 unless given. */
  kernel?: number;
  /** Steps from one output to the next; 1 unless given. */
  stride?: number;
  /** Whether it adds a bias, for nothing before a normalisation; no unless given. */
  hasBias?: boolean;
}

/** Lays a convolution, its batch normalisation and a ReLU; the name of the last. */
export function convolve(layout: GraphLayout, block: ConvolutionBlock): string {
  const { name, from, channels, filters, kernel = 7, hasBias = false } = block;
  const layer = { name, className: "Conv1D", config: configOf(block), inputs: [from] };
  const weights = { kernel: [kernel, channels, filters] };
  layout.lay(layer, hasBias ? { ...weights, bias: [filters] } : weights);
  return normalise(layout, name, filters);
}

/** Lays a transposed convolution in the same way, cut to `surplus` steps fewer. */
export function convolveBack(
  layout: GraphLayout,
  { surplus, ...block }: ConvolutionBlock & { surplus: number },
): string {
  const { name, from, channels, filters, kernel = 7 } = block;
  const layer = { name, className: "Conv1DTranspose", config: configOf(block), inputs: [from] };
  layout.lay(layer, { kernel: [kernel, filters, channels] });
  const flow = normalise(layout, name, filters);
  if (surplus === 0) return flow;
  const before = Math.floor(surplus / 2);
  const cropping = [before, surplus - before];
  return layout.lay({ name: `${name}_cut`, className: "Cropping1D", config: { cropping } });
}

function configOf({ filters, kernel = 7, stride = 1, hasBias = false }: ConvolutionBlock) {
  return { filters, kernel_size: [kernel], strides: [stride], padding: "same", use_bias: hasBias };
}

function normalise(layout: GraphLayout, name: string, filters: number): string {
  const norm = { name: `${name}_norm`, className: "BatchNormalization" };
  const shape = [filters];
  layout.lay({ ...norm, config: { epsilon: EPSILON, momentum: 0.99 } }, {
    ...{ gamma: shape, beta: shape, moving_mean: shape, moving_variance: shape },
  });
  return layout.lay({ name: `${name}_relu`, className: "ReLU", config: {} });
}
