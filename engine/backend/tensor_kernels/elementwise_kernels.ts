import {
  activation,
  exponentials,
  type KernelCall,
  softmax,
  type VectorOptions,
} from "../../kernels/mod.ts";
import { stockKernel } from "./stock_kernel.ts";
import { tf } from "../tensors.ts";
import type { TensorHeap } from "./tensor_heap.ts";

/** Functions of single numbers for which our kernels are faster than tfjs' own, and softmax. */
export function elementwiseKernels(heap: TensorHeap): tf.KernelConfig[] {
  return [
    vectorKernel(heap, tf.Exp, exponentials),
    vectorKernel(heap, tf.Sigmoid, (vector) => activation({ ...vector, activation: "sigmoid" })),
    vectorKernel(heap, tf.Tanh, (vector) => activation({ ...vector, activation: "tanh" })),
    softmaxKernel(heap),
  ];
}

function vectorKernel(
  heap: TensorHeap,
  kernelName: string,
  toCall: (vector: VectorOptions) => KernelCall,
): tf.KernelConfig {
  const stock = stockKernel(kernelName);
  return {
    ...stock,
    kernelFunc: (call) => {
      const { x } = call.inputs as Record<string, tf.TensorInfo>;
      if (x.dtype !== "float32") return stock.kernelFunc(call);
      const n = tf.util.sizeFromShape(x.shape);
      return heap.makeTensor(
        x.shape,
        (out) => heap.run(toCall({ out, x: heap.addressOf(x), n })),
      );
    },
  };
}

/** Softmax over the last axis, the only one that tfjs asks for. */
function softmaxKernel(heap: TensorHeap): tf.KernelConfig {
  const stock = stockKernel(tf.Softmax);
  return {
    ...stock,
    kernelFunc: (call) => {
      const { logits } = call.inputs as Record<string, tf.TensorInfo>;
      const { dim } = call.attrs as unknown as tf.SoftmaxAttrs;
      const { shape, dtype } = logits;
      if (dtype !== "float32" || dim !== shape.length - 1) return stock.kernelFunc(call);
      const n = shape[dim];
      const rows = tf.util.sizeFromShape(shape.slice(0, -1));
      return heap.makeTensor(
        shape,
        (y) => heap.run(softmax({ y, x: heap.addressOf(logits), rows, n })),
      );
    },
  };
}
