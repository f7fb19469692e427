import { ConfigurationError, InputError } from "../domain/mod.ts";
import { loadedTensors } from "./load_tensors.ts";
import type { layers, tf } from "./tensors.ts";

/** What is predicted from, and in what portions. */
export interface PredictInBatchesOptions {
  /** All examples end to end. */
  inputs: Float32Array;
  /** Shape of one example, such as [time, feature]. */
  shape: readonly number[];
  /** Number of examples. */
  count: number;
  /** Most examples in one pass, which bounds the memory. */
  batchSize: number;
}

/**
 * Runs a network over many examples and returns its outputs end to end: [example, output].
 *
 * Throws InputError when `inputs` do not hold `count` examples and ConfigurationError for a batch
 * of less than one example.
 */
export function predictInBatches(
  network: layers.LayersModel,
  { inputs, shape, count, batchSize }: PredictInBatchesOptions,
): Float32Array {
  const { tf } = loadedTensors();
  const size = shape.reduce((product, length) => product * length, 1);
  if (inputs.length !== count * size) {
    throw new InputError(
      `Cannot predict: ${inputs.length} values, need ${count} examples of ${size}.`,
    );
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new ConfigurationError(
      `Cannot predict in batches of ${batchSize}: need 1 or more.`,
      "batchSize",
    );
  }
  let outputs = new Float32Array(0);
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(count, start + batchSize);
    // Nothing is returned from tidy: it would walk through every number in search of tensors.
    tf.tidy(() => {
      const values = inputs.subarray(start * size, end * size);
      const input = tf.tensor(values, [end - start, ...shape]);
      const output = network.apply(input, { training: false }) as tf.Tensor;
      const width = output.size / (end - start);
      if (start === 0) outputs = new Float32Array(count * width);
      outputs.set(output.dataSync<"float32">(), start * width);
    });
  }
  return outputs;
}
