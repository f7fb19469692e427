import { conv2dGeometry } from "./conv2d_geometry.ts";
import { tf } from "../tensors.ts";

/**
 * Slope of a loss by the filter of a depthwise convolution, without dilation; tfjs has none.
 *
 * It is itself one: of the inputs, with every channel of every example a channel, with the slopes
 * of the outputs as filter, spread by the strides; then the examples are summed.
 */
export const depthwiseConv2dBackpropFilter: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  backendName: "wasm",
  kernelFunc: ({ inputs, attrs }) => {
    const moves = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const x = inputs.x as tf.Tensor4D; // [batch, row, column, channel]
    const dy = inputs.dy as tf.Tensor4D; // [batch, row, column, channel × multiplier]
    const geometry = conv2dGeometry(x.shape, moves.filterShape, { ...moves, isDepthwise: true });
    const { padInfo, strideHeight, strideWidth } = geometry;
    const [rows, columns, channels, multiplier] = moves.filterShape;
    const [batch, inputRows, inputColumns] = x.shape;
    const [, outputRows, outputColumns] = dy.shape;
    return tf.tidy(() => {
      const slopes = tf.depthwiseConv2d(
        tf.reshape(tf.transpose(x, [1, 2, 0, 3]), [1, inputRows, inputColumns, batch * channels]),
        tf.reshape(tf.transpose(dy, [1, 2, 0, 3]), [
          outputRows,
          outputColumns,
          batch * channels,
          multiplier,
        ]) as tf.Tensor4D,
        1,
        [[0, 0], [padInfo.top, padInfo.bottom], [padInfo.left, padInfo.right], [0, 0]],
        "NHWC",
        [strideHeight, strideWidth],
      ) as tf.Tensor4D; // [1, row, column, batch × channel × multiplier], some beyond the filter
      const size = batch * channels * multiplier;
      const met = tf.slice(slopes, [0, 0, 0, 0], [1, rows, columns, size]);
      return tf.sum(tf.reshape(met, [rows, columns, batch, channels, multiplier]), 2);
    });
  },
};
