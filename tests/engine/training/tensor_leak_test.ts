import { assertEquals, assertLess } from "@std/assert";
import { runningKernels } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { evaluateModel, trainModel } from "../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData, startOneThread } from "./small_training.ts";

Deno.test("training and evaluation leave no tensors and no memory behind", async () => {
  await startOneThread();
  const data = smallTrainingData();
  const heapBytes = () => runningKernels().heap.memory.buffer.byteLength;
  let settled = 0;
  for (const model of ["dense", "cnn", "rnn", "lstm", "dense", "cnn", "rnn", "lstm"]) {
    const before = tf.memory().numTensors;
    const configuration = smallConfiguration({ model, folds: 1 });
    const trained = await trainModel(data, { configuration, name: model });
    evaluateModel(trained, data);
    trained.network.dispose();
    assertEquals(tf.memory().numTensors, before, model);
    settled = Math.max(settled, heapBytes());
  }
  await trainModel(data, { configuration: smallConfiguration({ model: "lstm" }), name: "last" });
  assertEquals(heapBytes(), settled);
});

Deno.test("10,000 steps take no more memory than the first thousand", async () => {
  const program = new URL("train_many_steps.ts", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read", program.pathname],
  }).output();
  const text = new TextDecoder();
  assertEquals([code, text.decode(stderr)], [0, ""]);
  const { steps, tensors, heapGrowthBytes, residentGrowthMb } = JSON.parse(text.decode(stdout));
  assertEquals([steps, tensors, heapGrowthBytes], [10_000, 0, 0]);
  assertLess(residentGrowthMb, 16); // what the garbage collector leaves for later
});
