import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  type WindowShape,
} from "../../kernels/mod.ts";
import { eachSide } from "./conv2d_geometry.ts";
import { stockKernel } from "./stock_kernel.ts";
import { tf } from "../tensors.ts";
import type { TensorHeap } from "./tensor_heap.ts";
import { windowOf } from "./window_of.ts";

type Pool = tf.MaxPoolAttrs | tf.AvgPoolAttrs | tf.MaxPoolGradAttrs | tf.AvgPoolGradAttrs;
type Tensors = Record<string, tf.TensorInfo>;

interface PoolPlace {
  shape: WindowShape;
  outShape: number[];
}

/**
 * Pools of largest values and averages, and their slopes. tfjs' own slope of a largest value gets
 * lost wherever a whole window is negative.
 */
export function poolKernels(heap: TensorHeap): tf.KernelConfig[] {
  const at = (tensor: tf.TensorInfo) => heap.addressOf(tensor);
  return [
    poolKernel(
      tf.MaxPool,
      ({ x }, { shape, outShape }) =>
        heap.makeTensor(outShape, (out) => heap.run(maxPool({ ...shape, out, x: at(x) }))),
    ),
    poolKernel(
      tf.AvgPool,
      ({ x }, { shape, outShape }) =>
        heap.makeTensor(outShape, (out) => heap.run(averagePool({ ...shape, out, x: at(x) }))),
    ),
    poolKernel(
      tf.MaxPoolGrad,
      ({ input, output, dy }, { shape }) =>
        heap.makeTensor(input.shape, (out) => {
          const addresses = { out, x: at(input), largest: at(output), slope: at(dy) };
          heap.run(maxPoolGradient({ ...shape, ...addresses }));
        }),
    ),
    poolKernel(
      tf.AvgPoolGrad,
      ({ input, dy }, { shape }) =>
        heap.makeTensor(
          input.shape,
          (out) => heap.run(averagePoolGradient({ ...shape, out, slope: at(dy) })),
        ),
    ),
  ];
}

function poolKernel(
  kernelName: string,
  run: (inputs: Tensors, place: PoolPlace) => tf.TensorInfo,
): tf.KernelConfig {
  const stock = stockKernel(kernelName);
  return {
    ...stock,
    kernelFunc: (call) => {
      const inputs = call.inputs as Tensors;
      const place = placePool(inputs.x ?? inputs.input, call.attrs as unknown as Pool);
      const isFloat = Object.values(inputs).every(({ dtype }) => dtype === "float32");
      return place === undefined || !isFloat ? stock.kernelFunc(call) : run(inputs, place);
    },
  };
}

function placePool({ shape }: tf.TensorInfo, pool: Pool): PoolPlace | undefined {
  const { filterSize, strides, pad } = pool;
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    eachSide(pad),
    "dimRoundingMode" in pool ? pool.dimRoundingMode : undefined,
  );
  const window = windowOf(info);
  return window && { shape: window, outShape: info.outShape };
}
