import { assertAlmostEquals, assertEquals } from "@std/assert";
import { clipGradient, startOptimiser, stepAdam, stepSgd } from "../../../engine/training/mod.ts";
import { startBackend } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";

const SLOPES = [[0.3, -2, 0], [0.1, 1, 1e-4], [-0.2, 0.5, 3]];

/** tfjs' own optimiser on the same slopes. */
async function stepsOfTfjs(optimizer: tf.Optimizer): Promise<Float32Array> {
  const weight = tf.variable(tf.tensor1d([1, -1, 0.5]), true, "weight of the optimiser test");
  for (const slope of SLOPES) {
    const gradient = tf.tensor1d(slope);
    optimizer.applyGradients({ [weight.name]: gradient });
    gradient.dispose();
  }
  const values = await weight.data<"float32">();
  weight.dispose();
  return values;
}

Deno.test("Adam and sgd with momentum take the steps of tfjs' optimisers", async () => {
  await startBackend({ threads: 1 });
  for (
    const [step, rival] of [
      [stepAdam, tf.train.adam(0.05, 0.9, 0.999, 1e-7)],
      [stepSgd, tf.train.momentum(0.05, 0.9)],
    ] as const
  ) {
    const weights = Float32Array.of(1, -1, 0.5);
    const state = startOptimiser(3);
    for (const slope of SLOPES) {
      const gradient = Float32Array.from(slope);
      step(weights, { gradient, state, learningRate: 0.05, momentum: 0.9 });
    }
    const expected = await stepsOfTfjs(rival);
    weights.forEach((weight, i) => assertAlmostEquals(weight, expected[i], 2e-6));
  }
});

Deno.test("a gradient is shortened to the largest norm, never lengthened", () => {
  const long = Float32Array.of(3, 4);
  assertEquals(clipGradient(long, 1), 5);
  assertAlmostEquals(long[0], 0.6, 1e-7);
  const short = Float32Array.of(0.3, 0.4);
  clipGradient(short, 1);
  assertEquals(short, Float32Array.of(0.3, 0.4));
  const free = Float32Array.of(30, 40);
  clipGradient(free, 0);
  assertEquals(free, Float32Array.of(30, 40));
});
