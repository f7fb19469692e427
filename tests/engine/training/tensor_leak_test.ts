import { assertEquals } from "@std/assert";
import { tf } from "../../../engine/backend/tensors.ts";
import { evaluateModel, trainModel } from "../../../engine/training/mod.ts";
import { smallConfiguration, smallTrainingData, startOneThread } from "./small_training.ts";

Deno.test("training and evaluation leave no tensors but the network's own", async () => {
  await startOneThread();
  const data = smallTrainingData();
  for (const model of ["dense", "cnn", "rnn", "lstm"]) {
    const before = tf.memory().numTensors;
    const configuration = smallConfiguration({ model, folds: 1 });
    const trained = await trainModel(data, { configuration, name: model });
    const weights = trained.network.weights.length;
    assertEquals(tf.memory().numTensors, before + weights, model);
    evaluateModel(trained, data);
    assertEquals(tf.memory().numTensors, before + weights, model);
    trained.network.dispose();
    assertEquals(tf.memory().numTensors, before, model);
  }
});
