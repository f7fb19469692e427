import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createOptimiser, startBackend, startKernels } from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";

const SLOPES = [[0.3, -2, 0], [0.1, 1, 1e-4], [-0.2, 0.5, 3]];
const START = [1, -1, 0.5];

/** Weights after a step along each of the slopes. */
async function stepsOfOurs(
  options: { method: "adam" | "sgd"; clipNorm?: number },
  slopes = SLOPES,
): Promise<Float32Array> {
  const engine = await startKernels();
  const { heap } = engine;
  const [weights, gradient] = [heap.allocate(12), heap.allocate(12)];
  const view = (address: number) => new Float32Array(heap.memory.buffer, address, 3);
  view(weights).set(START);
  const places = { weights, slopes: gradient, count: 3 };
  const optimiser = createOptimiser({ momentum: 0.9, clipNorm: 0, ...options, places, engine });
  slopes.forEach((slope, i) => {
    view(gradient).set(slope);
    optimiser.takeStep(i + 1, 0.05);
  });
  const result = view(weights).slice();
  optimiser.dispose();
  heap.free(weights);
  heap.free(gradient);
  return result;
}

/** tfjs' own optimiser on the same slopes. */
async function stepsOfTfjs(optimizer: tf.Optimizer): Promise<Float32Array> {
  const weight = tf.variable(tf.tensor1d(START), true, "weight of the optimiser test");
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
    const [method, rival] of [
      ["adam", tf.train.adam(0.05, 0.9, 0.999, 1e-7)],
      ["sgd", tf.train.momentum(0.05, 0.9)],
    ] as const
  ) {
    const weights = await stepsOfOurs({ method });
    const expected = await stepsOfTfjs(rival);
    weights.forEach((weight, i) => assertAlmostEquals(weight, expected[i], 2e-6));
  }
});

Deno.test("a gradient is shortened to the largest norm, never lengthened", async () => {
  await startBackend({ threads: 1 });
  const long = [[3, 4, 0]];
  const clipped = await stepsOfOurs({ method: "sgd", clipNorm: 1 }, long);
  [0.6, 0.8, 0].forEach((slope, i) =>
    assertAlmostEquals(clipped[i], START[i] - 0.05 * slope, 1e-7)
  );
  const short = [[0.3, 0.4, 0]];
  const free = await stepsOfOurs({ method: "sgd" }, short);
  assertEquals(await stepsOfOurs({ method: "sgd", clipNorm: 1 }, short), free);
});
