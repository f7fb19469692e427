import {
  type Activation,
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
  type ConvolutionShape,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
} from "../../kernels/mod.ts";
import { conv2dGeometry, type Conv2dMoves } from "./conv2d_geometry.ts";
import { explicitPadding } from "./explicit_padding.ts";
import { stockKernel } from "./stock_kernel.ts";
import { tf } from "../tensors.ts";
import type { TensorHeap } from "./tensor_heap.ts";
import { windowOf } from "./window_of.ts";
import { type FusedActivation, withActivation } from "./with_activation.ts";

type Shape4D = [number, number, number, number];

interface ConvolutionPlace {
  shape: ConvolutionShape;
  outShape: Shape4D;
}

/** Convolutions of one and two dimensions and their slopes, transposed convolutions with them. */
export function convolutionKernels(heap: TensorHeap): tf.KernelConfig[] {
  return [
    forward(heap, explicitPadding(stockKernel(tf.Conv2D))),
    forward(heap, explicitPadding(stockKernel(tf.FusedConv2D))),
    inputGradient(heap, stockKernel(tf.Conv2DBackpropInput)),
    filterGradient(heap),
  ];
}

function forward(heap: TensorHeap, stock: tf.KernelConfig): tf.KernelConfig {
  return {
    ...stock,
    kernelFunc: (call) => {
      const { x, filter, bias, preluActivationWeights: weights } = call.inputs as Record<
        string,
        tf.TensorInfo
      >;
      const attrs = call.attrs as unknown as Conv2dMoves & FusedActivation;
      const place = placeFilter(x.shape, filter.shape, attrs);
      const isSound = isFloat(x, filter) &&
        (!bias || bias.shape.length === 1 && bias.shape[0] === place?.shape.filters);
      if (place === undefined || !isSound) return stock.kernelFunc(call);
      return withActivation(
        { ...attrs, weights },
        (activation) => convolve(heap, { x, filter, bias, ...place, activation }),
      );
    },
  };
}

function convolve(
  heap: TensorHeap,
  { x, filter, bias, shape, outShape, activation }: ConvolutionPlace & {
    x: tf.TensorInfo;
    filter: tf.TensorInfo;
    bias?: tf.TensorInfo;
    activation: Activation;
  },
): tf.TensorInfo {
  return heap.makeTensor(outShape, (out, packed) => {
    const weights = heap.addressOf(filter);
    heap.run(
      packConvolution({ ...shape, packed, weights, bias: heap.addressOf(bias) }),
      convolution({ ...shape, out, x: heap.addressOf(x), packed, activation }),
    );
  }, { roomBytes: packedConvolutionBytes(shape) });
}

function inputGradient(heap: TensorHeap, stock: tf.KernelConfig): tf.KernelConfig {
  return {
    ...stock,
    kernelFunc: (call) => {
      const { dy, filter } = call.inputs as Record<string, tf.TensorInfo>;
      const { inputShape, ...moves } = call.attrs as unknown as tf.Conv2DBackpropInputAttrs;
      const place = placeFilter(inputShape, filter.shape, moves);
      if (place === undefined || !isFloat(dy, filter)) return stock.kernelFunc(call);
      const { shape } = place;
      const roomBytes = packedTransposedBytes(shape);
      return heap.makeTensor(inputShape, (out, packed) => {
        const weights = heap.addressOf(filter);
        heap.run(...packTransposedConvolution({ ...shape, packed, weights }));
        heap.run(
          ...convolutionInputGradient({ ...shape, out, slope: heap.addressOf(dy), packed }),
        );
      }, { roomBytes });
    },
  };
}

/** tfjs has none. */
function filterGradient(heap: TensorHeap): tf.KernelConfig {
  return {
    kernelName: tf.Conv2DBackpropFilter,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as Record<string, tf.TensorInfo>;
      const { filterShape, ...moves } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      const place = placeFilter(x.shape, filterShape, moves);
      if (place === undefined || !isFloat(x, dy)) {
        throw new RangeError(
          "Cannot find the slope of a convolution by its filter: need 32-bit floats, channels last.",
        );
      }
      return heap.makeTensor(filterShape, (out) =>
        heap.run(convolutionFilterGradient({
          ...place.shape,
          ...{ out, x: heap.addressOf(x), slope: heap.addressOf(dy) },
        })));
    },
  };
}

/** Sizes of a convolution; nothing where our kernels cannot run it. */
function placeFilter(
  xShape: readonly number[],
  filterShape: readonly number[],
  moves: Conv2dMoves,
): ConvolutionPlace | undefined {
  const info = conv2dGeometry(xShape as Shape4D, filterShape as Shape4D, moves);
  const window = windowOf(info);
  if (window === undefined) return;
  return { shape: { ...window, filters: info.outChannels }, outShape: info.outShape };
}

function isFloat(...tensors: tf.TensorInfo[]): boolean {
  return tensors.every(({ dtype }) => dtype === "float32");
}
