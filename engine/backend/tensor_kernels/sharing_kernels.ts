import { stockKernel } from "./stock_kernel.ts";
import { tf } from "../tensors.ts";

/**
 * Copies of tensors, which here share the numbers: tensors never change. tfjs clones everything that
 * a gradient needs and every slope that it gives, and its own kernels copy the numbers each time.
 */
export const sharingKernels: readonly tf.KernelConfig[] = [
  shareWhere(tf.Identity, ({ dtype }) => dtype !== "string"),
  shareWhere(tf.Cast, ({ dtype }, attrs) => dtype === attrs!.dtype && dtype !== "string"),
];

function shareWhere(
  kernelName: string,
  isShared: (x: tf.TensorInfo, attrs: tf.NamedAttrMap | undefined) => boolean,
): tf.KernelConfig {
  const stock = stockKernel(kernelName);
  return {
    ...stock,
    kernelFunc: (call) => {
      const { x } = call.inputs as Record<string, tf.TensorInfo>;
      if (!isShared(x, call.attrs)) return stock.kernelFunc(call);
      (call.backend as tf.KernelBackend).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  };
}
