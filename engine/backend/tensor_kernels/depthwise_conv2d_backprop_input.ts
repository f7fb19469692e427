import { conv2dGeometry } from "./conv2d_geometry.ts";
import { frameSlopes } from "./frame_slopes.ts";
import { tf } from "../tensors.ts";

/** Slope of a loss by the input of a depthwise convolution, without dilation; tfjs has none. */
export const depthwiseConv2dBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: "wasm",
  kernelFunc: ({ inputs, attrs }) => {
    const moves = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const dy = inputs.dy as tf.Tensor4D; // [batch, row, column, channel × multiplier]
    const filter = inputs.filter as tf.Tensor4D; // [row, column, channel, multiplier]
    const { inputShape } = moves;
    const geometry = conv2dGeometry(inputShape, filter.shape, { ...moves, isDepthwise: true });
    const [filterRows, filterColumns, channels, multiplier] = filter.shape;
    return tf.tidy(() => {
      const framed = frameSlopes(dy, { inputShape, filterRows, filterColumns, geometry });
      const turned = tf.reshape(tf.reverse(filter, [0, 1]), [
        filterRows,
        filterColumns,
        channels * multiplier,
        1,
      ]) as tf.Tensor4D;
      const slopes = tf.depthwiseConv2d(framed, turned, 1, "valid");
      const [batch, rows, columns] = inputShape;
      const parts = tf.reshape(slopes, [batch, rows, columns, channels, multiplier]);
      return tf.sum(parts, 4);
    });
  },
};
