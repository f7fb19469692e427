import { assertEquals, assertThrows } from "@std/assert";
import { predictInBatches, startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { ConfigurationError, InputError } from "../../../engine/domain/mod.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { smallNetwork, wave } from "./small_network.ts";

const shape = [8, 3];

Deno.test("batches of any size give the outputs of one pass, and leave no tensor behind", async () => {
  await startBackend();
  const network = smallNetwork();
  const count = 7;
  const input = wave([count, ...shape], 3);
  const inputs = input.dataSync<"float32">();
  const whole = (network.predict(input) as tf.Tensor).dataSync();
  for (const batchSize of [1, 2, 3, 7, 100]) {
    const { numTensors, numBytes } = tf.memory();
    const outputs = predictInBatches(network, { inputs, shape, count, batchSize });
    assertAllClose(outputs, whole, { of: `batches of ${batchSize}`, relative: 1e-5 });
    assertEquals([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
  }
});

Deno.test("no examples give no outputs", async () => {
  await startBackend();
  const inputs = new Float32Array(0);
  const outputs = predictInBatches(smallNetwork(), { inputs, shape, count: 0, batchSize: 4 });
  assertEquals(outputs.length, 0);
});

Deno.test("inputs of another size and empty batches are refused", async () => {
  await startBackend();
  const network = smallNetwork();
  const inputs = new Float32Array(30);
  assertThrows(
    () => predictInBatches(network, { inputs, shape, count: 2, batchSize: 4 }),
    InputError,
    "Cannot predict: 30 values, need 2 examples of 24.",
  );
  for (const batchSize of [0, 1.5]) {
    assertThrows(
      () => predictInBatches(network, { inputs, shape: [15], count: 2, batchSize }),
      ConfigurationError,
    );
  }
});
