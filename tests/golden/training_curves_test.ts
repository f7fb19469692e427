import { assertEquals } from "@std/assert";
import { startBackend } from "../../engine/backend/mod.ts";
import { layers, tf } from "../../engine/backend/tensors.ts";
import { assertAllClose } from "../engine/backend/assert_all_close.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";

interface Values {
  shape: number[];
  values: number[];
}

interface Curve {
  units: number;
  steps: number;
  inputs: number;
  optimizer: { learning_rate: number; beta1: number; beta2: number; epsilon: number };
  weights: Record<string, Values>;
  x: Values;
  y: Values;
  losses: number[];
}

testWithSharedData("ten Adam steps give PyTorch's losses", async () => {
  await startBackend();
  const golden = JSON.parse(await Deno.readTextFile(sharedFile("golden/training_curves.json")));
  assertEquals(golden.curves.length, 2);
  for (const [i, curve] of (golden.curves as Curve[]).entries()) {
    const losses = train(curve);
    assertEquals(losses.length, 10);
    assertAllClose(losses, curve.losses, {
      of: `losses of curve ${i}`,
      relative: 1e-3,
      nearZero: 0,
    });
  }
});

function train(curve: Curve): number[] {
  const network = networkOf(curve);
  const { learning_rate, beta1, beta2, epsilon } = curve.optimizer;
  const optimizer = tf.train.adam(learning_rate, beta1, beta2, epsilon);
  const x = tensorOf(curve.x);
  const y = tensorOf(curve.y);
  return curve.losses.map(() =>
    tf.tidy(() => {
      const loss = () =>
        tf.mean(tf.squaredDifference(network.apply(x) as tf.Tensor, y)) as tf.Scalar;
      return optimizer.minimize(loss, true)!.dataSync()[0];
    })
  );
}

function networkOf({ units, steps, inputs, weights }: Curve): layers.LayersModel {
  const lstm = (name: string, returnSequences: boolean) =>
    layers.layers.lstm({
      units,
      returnSequences,
      recurrentActivation: "sigmoid",
      recurrentInitializer: "zeros", // tfjs-core alone lacks what the usual one calls
      name,
      ...(name === "lstm1" ? { inputShape: [steps, inputs] } : {}),
    });
  const dense = layers.layers.dense({ units: 1, name: "dense" });
  const network = layers.sequential({ layers: [lstm("lstm1", true), lstm("lstm2", false), dense] });
  for (const layer of network.layers) {
    const names = layer.weights.map((weight) => weight.originalName);
    layer.setWeights(names.map((name) => tensorOf(weights[name])));
  }
  return network;
}

function tensorOf({ values, shape }: Values): tf.Tensor {
  return tf.tensor(values, shape, "float32");
}
