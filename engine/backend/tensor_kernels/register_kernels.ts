import { depthwiseConv2dBackpropFilter } from "./depthwise_conv2d_backprop_filter.ts";
import { depthwiseConv2dBackpropInput } from "./depthwise_conv2d_backprop_input.ts";
import { explicitPadding } from "./explicit_padding.ts";
import { stockKernel } from "./stock_kernel.ts";
import { convolutionKernels } from "./convolution_kernels.ts";
import { elementwiseKernels } from "./elementwise_kernels.ts";
import { fuseRecurrentLayers } from "./fuse_recurrent_layers.ts";
import { poolKernels } from "./pool_kernels.ts";
import { productKernels } from "./product_kernels.ts";
import { recurrentKernels } from "./recurrent_kernels.ts";
import { sharingKernels } from "./sharing_kernels.ts";
import { TensorHeap, type TensorHeapParts } from "./tensor_heap.ts";
import { tf } from "../tensors.ts";
import { unsortedSegmentSum } from "./unsorted_segment_sum.ts";

/** Kernels that need no heap: those that tfjs lacks or has wrong, put together from others. */
const OTHERS: readonly tf.KernelConfig[] = [
  ...sharingKernels,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  explicitPadding(stockKernel(tf.DepthwiseConv2dNative)),
  explicitPadding(stockKernel(tf.FusedDepthwiseConv2D)),
  unsortedSegmentSum,
];

/** Kernels that work on the heap. */
const FAMILIES = [
  convolutionKernels,
  elementwiseKernels,
  poolKernels,
  productKernels,
  recurrentKernels,
] as const;

/** Registers this room's kernels, in place of tfjs' own, for the backend that runs now. */
export function registerKernels(parts: TensorHeapParts): void {
  const heap = new TensorHeap(parts);
  for (const kernel of [...OTHERS, ...FAMILIES.flatMap((family) => family(heap))]) {
    const { kernelName, backendName } = kernel;
    if (tf.getKernel(kernelName, backendName) !== undefined) {
      tf.unregisterKernel(kernelName, backendName);
    }
    tf.registerKernel(kernel);
  }
  fuseRecurrentLayers();
}
