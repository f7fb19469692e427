import {
  convolution,
  convolutionFilterGradient,
  type ConvolutionShape,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
  sumRows,
  transposedConvolution as transpose,
  type WindowSizes,
  windowSizes,
} from "../../../kernels/mod.ts";
import type { LayerDefinition, LayerSite } from "../layer_definition.ts";
import { readActivation, readBias, readPair, refuseOptions } from "../read_options.ts";
import { activationSlopes, followWithSoftmax } from "./activation_calls.ts";
import { axesOf, kernelShapeOf, paddingOf, refuseDilation, spaceOf } from "./window_of.ts";

/** Transposed convolutions: from the output of the convolution of their shape to its input. */
export const transposedConvolution: LayerDefinition = {
  classNames: ["Conv1DTranspose", "Conv2DTranspose"],
  plan(site) {
    const [x] = site.inputs;
    const activation = readActivation(site);
    const shape = shapeOf(site);
    const { rows, columns, channels, filters } = shape;
    const kernel = site.weight("kernel", kernelShapeOf(site, [channels, filters]));
    const bias = readBias(site, channels);
    const results = site.batch * rows * columns;
    const out = site.allocate(results * channels);
    const packed = site.allocate(packedTransposedBytes(shape) / 4);
    const packedBack = site.isTraining ? site.allocate(packedConvolutionBytes(shape) / 4) : 0;
    const weights = kernel.address;
    const activated = { y: out, rows: results, n: channels };
    return {
      output: {
        address: out,
        shape: axesOf(site) === 1 ? [columns, channels] : [rows, columns, channels],
      },
      prepare: [
        ...packTransposedConvolution({ ...shape, packed, weights, bias: bias?.address }),
        ...(site.isTraining ? [packConvolution({ ...shape, packed: packedBack, weights })] : []),
      ],
      forward: [
        ...transpose({ ...shape, out, x: x.address, packed, activation: activation.fused }),
        ...followWithSoftmax(activation, activated),
      ],
      backward: (slope, [dx]) => [
        ...activationSlopes(activation, { ...activated, slopes: slope }),
        convolutionFilterGradient({ ...shape, out: kernel.slope, x: slope, slope: x.address }),
        ...(bias ? [sumRows({ out: bias.slope, b: slope, n: channels, steps: results })] : []),
        ...(dx === null ? [] : [convolution({ ...shape, out: dx, x: slope, packed: packedBack })]),
      ],
    };
  },
};

/** The convolution that this one goes the way of backwards: its channels are this one's filters. */
function shapeOf(site: LayerSite): WindowSizes & { filters: number } {
  const axes = axesOf(site);
  const { config } = site.layer;
  refuseOptions(site, { data_format: "channels_last", output_padding: null, groups: 1 });
  refuseDilation(site);
  const [inputRows, inputColumns, filters] = spaceOf(site);
  const channels = Number(config.filters);
  const [kernelRows, kernelColumns] = readPair(config, "kernel_size", { axes });
  const [rowStride, columnStride] = readPair(config, "strides", { axes });
  const length = (cells: number, kernel: number, stride: number) =>
    config.padding === "same" ? cells * stride : cells * stride + Math.max(0, kernel - stride);
  const window = {
    ...{ batch: site.batch, channels, kernelRows, kernelColumns, rowStride, columnStride },
    rows: axes === 1 ? 1 : length(inputRows, kernelRows, rowStride),
    columns: length(inputColumns, kernelColumns, columnStride),
  };
  const shape: ConvolutionShape = { ...window, filters, padding: paddingOf(site, window) };
  const sizes = windowSizes(shape);
  if (sizes.outputRows !== inputRows || sizes.outputColumns !== inputColumns) {
    throw site.refuse("its strides, kernel and padding do not fit its input");
  }
  return { ...sizes, filters };
}
