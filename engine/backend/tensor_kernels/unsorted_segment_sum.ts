import { tf } from "../tensors.ts";

/**
 * Sums rows by segment, which an embedding's slope needs; rows of a segment that does not exist are
 * left out. tfjs has none.
 */
export const unsortedSegmentSum: tf.KernelConfig = {
  kernelName: tf.UnsortedSegmentSum,
  backendName: "wasm",
  kernelFunc: ({ inputs, attrs }) => {
    const { numSegments } = attrs as unknown as tf.UnsortedSegmentSumAttrs;
    const x = inputs.x as tf.Tensor; // [row, ...]
    const segmentIds = inputs.segmentIds as tf.Tensor1D; // [row]
    return tf.tidy(() => {
      const exists = tf.logicalAnd(
        tf.greaterEqual(segmentIds, 0),
        tf.less(segmentIds, numSegments),
      );
      const others = tf.fill(segmentIds.shape, numSegments, "int32"); // one more segment
      const indices = tf.expandDims(tf.where(exists, segmentIds, others), 1);
      const shape = [numSegments + 1, ...x.shape.slice(1)];
      const sums = tf.scatterND(indices, x, shape);
      return tf.slice(sums, 0, numSegments);
    });
  },
};
