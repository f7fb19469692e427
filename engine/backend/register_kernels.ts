import "@tensorflow/tfjs-backend-wasm"; // registers the kernels that are looked up here
import { batchMatMul } from "./batch_mat_mul.ts";
import { conv2dBackpropFilter } from "./conv2d_backprop_filter.ts";
import { conv2dBackpropInput } from "./conv2d_backprop_input.ts";
import { depthwiseConv2dBackpropFilter } from "./depthwise_conv2d_backprop_filter.ts";
import { depthwiseConv2dBackpropInput } from "./depthwise_conv2d_backprop_input.ts";
import { explicitSamePadding } from "./explicit_same_padding.ts";
import { maxPoolGrad } from "./max_pool_grad.ts";
import { tf } from "./tensors.ts";
import { unsortedSegmentSum } from "./unsorted_segment_sum.ts";

const stock = (kernelName: string): tf.KernelConfig => tf.getKernel(kernelName, "wasm");

/** Kernels that tfjs' WebAssembly backend lacks, or has wrong, or has only as plain loops. */
const KERNELS: readonly tf.KernelConfig[] = [
  batchMatMul,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  explicitSamePadding(stock(tf.Conv2D)),
  explicitSamePadding(stock(tf.FusedConv2D)),
  explicitSamePadding(stock(tf.DepthwiseConv2dNative)),
  explicitSamePadding(stock(tf.FusedDepthwiseConv2D)),
  maxPoolGrad,
  unsortedSegmentSum,
];

/** Registers this room's kernels, in place of tfjs' own. */
export function registerKernels(): void {
  for (const kernel of KERNELS) {
    const { kernelName, backendName } = kernel;
    if (tf.getKernel(kernelName, backendName) !== undefined) {
      tf.unregisterKernel(kernelName, backendName);
    }
    tf.registerKernel(kernel);
  }
}
