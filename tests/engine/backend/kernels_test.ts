import "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { onPlainTfjs } from "./on_plain_tfjs.ts";
import { type Operation, RANDOM_OPERATIONS } from "./random_operations.ts";
import { waveValues } from "./wave_values.ts";

for (const [name, arbitrary] of Object.entries(RANDOM_OPERATIONS)) {
  Deno.test(`${name}: output and gradients equal those of plain tfjs`, async () => {
    await startBackend();
    const samples = fc.sample(arbitrary, { seed: 7, numRuns: 40 });
    const actual = samples.map((sample) => evaluate(sample));
    const expected = await onPlainTfjs(() =>
      samples.map(({ oracle, run, ...rest }) => evaluate({ ...rest, run: oracle ?? run }))
    );
    samples.forEach(({ shapes }, sample) => {
      const of = `${name} of ${JSON.stringify(shapes)}`;
      actual[sample].forEach((values, i) =>
        assertAllClose(values, expected[sample][i], {
          of: `${of}, ${i === 0 ? "output" : `gradient ${i}`}`,
          relative: 1e-4,
        })
      );
    });
  });
}

Deno.test("segments: rows of a segment that does not exist are left out", async () => {
  await startBackend();
  const rows = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]]);
  const sums = tf.unsortedSegmentSum(rows, tf.tensor1d([1, -1, 3, 1], "int32"), 3);
  assertAllClose(sums.dataSync(), [0, 0, 8, 10, 0, 0], { of: "sums", relative: 1e-6 });
});

Deno.test("a padding given as one number pads rows and columns alike", async () => {
  await startBackend();
  const x = tf.tensor(waveValues([2, 7, 9, 3], 1), [2, 7, 9, 3]) as tf.Tensor4D;
  const each: tf.backend_util.ExplicitPadding = [[0, 0], [2, 2], [2, 2], [0, 0]];
  for (const channels of [3, 1]) {
    const filter = tf.tensor(waveValues([4, 2, channels, 5], 2), [
      4,
      2,
      channels,
      5,
    ]) as tf.Tensor4D;
    const convolve = channels === 3 ? tf.conv2d : tf.depthwiseConv2d;
    const image = channels === 3 ? x : tf.slice(x, 0, [2, 7, 9, 1]);
    const [actual, expected] = [2, each].map((pad) => convolve(image, filter, [2, 1], pad));
    assertEquals(actual.shape, [2, 4, 12, 5]);
    assertEquals(actual.dataSync(), expected.dataSync());
  }
});

Deno.test("sums without terms are zero or the bias", async () => {
  await startBackend();
  const bias = tf.tensor1d([1, 2, 3]);
  const [a, b] = [tf.zeros([2, 0]), tf.zeros([0, 3])] as tf.Tensor2D[];
  assertEquals([...tf.matMul(a, b).dataSync()], [0, 0, 0, 0, 0, 0]);
  assertEquals([...tf.matMul(a, b.reshape([3, 0]), false, true).dataSync()], [0, 0, 0, 0, 0, 0]);
  assertEquals([...tf.matMul(a.reshape([0, 2]), b, true).dataSync()], [0, 0, 0, 0, 0, 0]);
  assertEquals([...tf.fused.matMul({ a, b, bias }).dataSync()], [1, 2, 3, 1, 2, 3]);
  assertEquals(tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2])).shape, [0, 2]);
});

Deno.test("products of matrices that do not fit are refused", async () => {
  await startBackend();
  assertThrows(() => tf.matMul(tf.zeros([2, 3]), tf.zeros([4, 2])), Error, "[2,3] and [4,2]");
});

/** The output and each gradient, for fixed pseudo-random inputs and slopes. */
function evaluate({ run, shapes, isForwardOnly }: Operation): Float32Array[] {
  return tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tf.tensor(waveValues(shape, i + 1), shape, "float32"));
    const output = run(...inputs);
    if (isForwardOnly) return [output.dataSync<"float32">()];
    const slope = tf.tensor(waveValues(output.shape, 9), output.shape, "float32");
    const gradients = tf.grads(run)(inputs, slope);
    return [output, ...gradients].map((tensor) => tensor.dataSync<"float32">());
  });
}
