import {
  convolution as convolve,
  convolutionBiasGradient,
  convolutionFilterGradient,
  convolutionInputGradient,
  type ConvolutionShape,
  type KernelCall,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
} from "../../../kernels/mod.ts";
import type { LayerDefinition, LayerSite } from "../layer_definition.ts";
import { readActivation, readBias, refuseOptions } from "../read_options.ts";
import { activationSlopes, followWithSoftmax } from "./activation_calls.ts";
import { kernelShapeOf, outputShapeOf, windowOf } from "./window_of.ts";

/** Convolutions over time and over rows and columns, channels last. */
export const convolution: LayerDefinition = {
  classNames: ["Conv1D", "Conv2D"],
  plan(site) {
    const [x] = site.inputs;
    const activation = readActivation(site);
    refuseOptions(site, { groups: 1 });
    const window = windowOf(site, { kernel: "kernel_size" });
    const filters = Number(site.layer.config.filters);
    const kernel = site.weight("kernel", kernelShapeOf(site, [window.channels, filters]));
    const bias = readBias(site, filters);
    const shape = { ...window, filters };
    const outputShape = outputShapeOf(site, window, filters);
    const rows = site.batch * window.outputRows * window.outputColumns;
    const out = site.allocate(rows * filters);
    const packed = site.allocate(packedConvolutionBytes(shape) / 4);
    const weights = kernel.address;
    const activated = { y: out, rows, n: filters };
    const back = site.isTraining ? packForInput(site, { shape, weights }) : null;
    return {
      output: { address: out, shape: outputShape },
      prepare: [
        packConvolution({ ...shape, packed, weights, bias: bias?.address }),
        ...(back?.pack ?? []),
      ],
      forward: [
        convolve({ ...shape, out, x: x.address, packed, activation: activation.fused }),
        ...followWithSoftmax(activation, activated),
      ],
      backward: (slope, [dx]) => [
        ...activationSlopes(activation, { ...activated, slopes: slope }),
        convolutionFilterGradient({ ...shape, out: kernel.slope, x: x.address, slope }),
        ...(bias ? [convolutionBiasGradient({ ...shape, out: bias.slope, slope })] : []),
        ...(dx === null
          ? []
          : convolutionInputGradient({ ...shape, out: dx, slope, packed: back!.packed })),
      ],
    };
  },
};

/** The weights packed for the slope by the input. */
function packForInput(
  site: LayerSite,
  { shape, weights }: { shape: ConvolutionShape; weights: number },
): { packed: number; pack: KernelCall[] } {
  const packed = site.allocate(packedTransposedBytes(shape) / 4);
  return { packed, pack: packTransposedConvolution({ ...shape, packed, weights }) };
}
