import { conv2dGeometry, type Conv2dMoves } from "./conv2d_geometry.ts";
import type { tf } from "../tensors.ts";

/**
 * A convolution kernel that is told its padding in numbers, where tfjs' own goes wrong without a
 * word: "same" with strides wider than the filter gives zeros, and one number for all sides writes
 * beyond the output where rows and columns differ.
 */
export function explicitPadding(kernel: tf.KernelConfig): tf.KernelConfig {
  const isDepthwise = kernel.kernelName.includes("Depthwise");
  return {
    ...kernel,
    kernelFunc: (call) => {
      const moves = call.attrs as unknown as Conv2dMoves;
      if (moves.pad !== "same" && typeof moves.pad !== "number") return kernel.kernelFunc(call);
      const { x, filter } = call.inputs as Record<string, tf.Tensor4D>;
      const geometry = conv2dGeometry(x.shape, filter.shape, { ...moves, isDepthwise });
      const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth } = geometry;
      const { top, bottom, left, right } = padInfo;
      const isNarrow = strideHeight <= filterHeight && strideWidth <= filterWidth;
      if (moves.pad === "same" && isNarrow) return kernel.kernelFunc(call);
      const pad = [[0, 0], [top, bottom], [left, right], [0, 0]];
      return kernel.kernelFunc({ ...call, attrs: { ...call.attrs, pad } });
    },
  };
}
