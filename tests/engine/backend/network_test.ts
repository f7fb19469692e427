import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  compile,
  Network,
  networkToArtifacts,
  runningKernels,
  startBackend,
  startKernels,
  stopBackend,
} from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { InputError, ModelError } from "../../../engine/domain/mod.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { smallNetwork, wave } from "./small_network.ts";

const SIZE = 8 * 3;

Deno.test("a network gives tfjs' outputs, the same bits for an example in any company", async () => {
  await startBackend();
  const laid = smallNetwork();
  const network = new Network(await networkToArtifacts(laid));
  const input = wave([300, 8, 3], 3);
  const inputs = input.dataSync<"float32">();
  const expected = (laid.predict(input) as tf.Tensor).dataSync();
  const { numTensors, numBytes } = tf.memory();
  const whole = network.predict(inputs, 300); // more than are run at once
  assertAllClose(whole, expected, { of: "300 examples", relative: 1e-5, nearZero: 1e-6 });
  for (const count of [1, 2, 3, 7, 100, 256, 257]) {
    const some = network.predict(inputs.slice(0, count * SIZE), count);
    assertEquals(some, whole.slice(0, 2 * count), `${count} examples`);
  }
  assertEquals([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
  const alone = compile(network.artifacts);
  for (const example of [0, 17, 299]) {
    const one = alone.predict(inputs.slice(example * SIZE, (example + 1) * SIZE));
    assertEquals(one, whole.slice(2 * example, 2 * example + 2), `example ${example}`);
  }
  alone.dispose();
});

Deno.test("no examples give no outputs, inputs of another size are refused", async () => {
  await startBackend();
  const network = new Network(await networkToArtifacts(smallNetwork()));
  assertEquals(network.predict(new Float32Array(0), 0).length, 0);
  assertThrows(
    () => network.predict(new Float32Array(30), 2),
    InputError,
    "Cannot predict: 30 values, need 2 examples of 24.",
  );
  const { predict, dispose } = compile(network.artifacts, { batch: 2 });
  for (const length of [23, 72]) {
    assertThrows(
      () => predict(new Float32Array(length)),
      InputError,
      "need up to 2 examples of 24",
    );
  }
  dispose();
});

Deno.test("other weights give other answers, and are saved; the buffers are given back", async () => {
  await startBackend();
  const first = new Network(await networkToArtifacts(smallNetwork()));
  const inputs = wave([2, 8, 3], 5).dataSync<"float32">();
  const before = first.predict(inputs, 2);
  const weights = Float32Array.from(first.weights, (weight) => -weight);
  first.setWeights(weights);
  const after = first.predict(inputs, 2);
  assert(after.some((value, i) => value !== before[i]));
  assertEquals(new Network(first.artifacts).predict(inputs, 2), after);
  assertThrows(() => first.setWeights(weights.slice(1)), InputError, "need");
  const { heap } = runningKernels();
  first.dispose();
  for (let i = 0; i < 3; i++) first.predict(inputs, 2), first.dispose();
  const bytes = heap.memory.buffer.byteLength;
  for (let i = 0; i < 50; i++) first.predict(inputs, 2), first.dispose();
  assertEquals(heap.memory.buffer.byteLength, bytes);
});

Deno.test("a network with a layer that has no kernel is refused by its name", async () => {
  await startBackend();
  const { modelJson, weights } = await networkToArtifacts(smallNetwork());
  const model = JSON.parse(modelJson);
  model.modelTopology.config.layers[1].class_name = "Lambda";
  const network = new Network({ modelJson: JSON.stringify(model), weights });
  assertThrows(
    () => network.predict(new Float32Array(SIZE), 1),
    ModelError,
    'Cannot compile layer "pool" (Lambda)',
  );
});

Deno.test("a network that moves to another heap gives back what it had on the first", async () => {
  await startBackend();
  const network = new Network(await networkToArtifacts(smallNetwork()));
  const inputs = wave([2, 8, 3], 5).dataSync<"float32">();
  await stopBackend();
  const { heap } = await startKernels({ threads: 1 });
  const { allocate, free } = heap;
  const inUse = new Set<number>();
  heap.allocate = (bytes) => {
    const address = allocate(bytes);
    inUse.add(address);
    return address;
  };
  heap.free = (address) => void (free(address), inUse.delete(address));
  const alone = network.predict(inputs, 2);
  assert(inUse.size > 0);
  await startBackend();
  assertEquals(network.predict(inputs, 2), alone);
  assertEquals(inUse.size, 0);
  await stopBackend(); // and to that of a new tfjs
  await startBackend();
  assertEquals(network.predict(inputs, 2), alone);
});
