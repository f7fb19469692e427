import type { GraphLayout } from "../graph_layout.ts";

const KERNEL = 7;
const EPSILON = 1e-3;

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
  /** Steps from one output to the next; 1 unless given. */
  stride?: number;
}

/** Lays a convolution, its batch normalisation and a ReLU; the name of the last. */
export function convolve(
  layout: GraphLayout,
  { name, from, channels, filters, stride = 1 }: ConvolutionBlock,
): string {
  const config = { filters, kernel_size: [KERNEL], strides: [stride], ...SAME };
  const layer = { name, className: "Conv1D", config, inputs: [from] };
  layout.lay(layer, { kernel: [KERNEL, channels, filters] });
  return normalise(layout, name, filters);
}

/** Lays a transposed convolution in the same way, cut to `surplus` steps fewer. */
export function convolveBack(
  layout: GraphLayout,
  { name, from, channels, filters, stride = 1, surplus }: ConvolutionBlock & { surplus: number },
): string {
  const config = { filters, kernel_size: [KERNEL], strides: [stride], ...SAME };
  const layer = { name, className: "Conv1DTranspose", config, inputs: [from] };
  layout.lay(layer, { kernel: [KERNEL, filters, channels] });
  const flow = normalise(layout, name, filters);
  if (surplus === 0) return flow;
  const before = Math.floor(surplus / 2);
  const cropping = [before, surplus - before];
  return layout.lay({ name: `${name}_cut`, className: "Cropping1D", config: { cropping } });
}

const SAME = { padding: "same", use_bias: false };

function normalise(layout: GraphLayout, name: string, filters: number): string {
  const norm = { name: `${name}_norm`, className: "BatchNormalization" };
  const shape = [filters];
  layout.lay({ ...norm, config: { epsilon: EPSILON, momentum: 0.99 } }, {
    ...{ gamma: shape, beta: shape, moving_mean: shape, moving_variance: shape },
  });
  return layout.lay({ name: `${name}_relu`, className: "ReLU", config: {} });
}
