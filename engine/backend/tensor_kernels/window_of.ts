import type { WindowShape } from "../../kernels/mod.ts";
import type { tf } from "../tensors.ts";

/** The window of a convolution or pool; nothing where our kernels do not go over such a one. */
export function windowOf(info: tf.backend_util.Conv2DInfo): WindowShape | undefined {
  const { dataFormat, dilationHeight, dilationWidth, padInfo } = info;
  if (dataFormat !== "channelsLast" || dilationHeight !== 1 || dilationWidth !== 1) return;
  const { inHeight, inWidth, filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const { top, left } = padInfo;
  // What lies behind is worked out from the output, which tfjs may have rounded up.
  const bottom = (info.outHeight - 1) * strideHeight + filterHeight - inHeight - top;
  const right = (info.outWidth - 1) * strideWidth + filterWidth - inWidth - left;
  return {
    ...{ batch: info.batchSize, rows: inHeight, columns: inWidth, channels: info.inChannels },
    ...{ kernelRows: filterHeight, kernelColumns: filterWidth },
    ...{ rowStride: strideHeight, columnStride: strideWidth },
    padding: { top, left, bottom: Math.max(0, bottom), right: Math.max(0, right) },
  };
}
