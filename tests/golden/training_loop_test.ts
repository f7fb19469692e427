import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type Examples, resolveForecastConfiguration } from "../../engine/domain/mod.ts";
import { RandomStream } from "../../engine/mathematics/mod.ts";
import { Network, networkToArtifacts, startBackend } from "../../engine/backend/mod.ts";
import { buildNetwork, taskOf } from "../../engine/models/mod.ts";
import { startOptimiser, trainEpoch, TrainingRun } from "../../engine/training/mod.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";

interface Array9 {
  shape: number[];
  values: number[];
}

interface Curve {
  units: number;
  steps: number;
  inputs: number;
  batch: number;
  optimizer: { learning_rate: number };
  weights: Record<string, Array9>;
  x: Array9;
  y: Array9;
  losses: number[];
}

/** Our order of the golden weights: layer by layer, kernel, recurrent kernel, bias. */
const ORDER = [
  "lstm1/kernel",
  "lstm1/recurrent_kernel",
  "lstm1/bias",
  "lstm2/kernel",
  "lstm2/recurrent_kernel",
  "lstm2/bias",
  "dense/kernel",
  "dense/bias",
];

/** The golden batch as windows that do not overlap. */
function examplesOf(curve: Curve): Examples {
  const { batch, steps, inputs } = curve;
  const lastStep = Int32Array.from({ length: batch }, (_, i) => (i + 1) * steps - 1);
  return {
    task: "magnitude",
    series: Float32Array.from(curve.x.values),
    stepShape: [inputs],
    featureNames: Array.from({ length: inputs }, (_, i) => `input ${i}`),
    window: steps,
    count: batch,
    lastStep,
    issueTimeMs: Float64Array.from(lastStep),
    outcomeEndMs: Float64Array.from(lastStep),
    targets: Float32Array.from(curve.y.values),
    targetSize: 1,
  };
}

testWithSharedData("our training loop takes PyTorch's ten Adam steps", async () => {
  await startBackend({ threads: 1 });
  const { curves } = JSON.parse(
    await Deno.readTextFile(sharedFile("golden/training_curves.json")),
  ) as { curves: Curve[] };
  assertEquals(curves.length, 2);
  for (const curve of curves) {
    const examples = examplesOf(curve);
    const configuration = resolveForecastConfiguration({
      ...{ task: "magnitude", loss: "mean-squared-error", model: "lstm", l2: 0, dropout: 0 },
      ...{ units: [curve.units, curve.units], batch: curve.batch, clipNorm: 0 },
    });
    const random = new RandomStream(1);
    const laid = buildNetwork(configuration, {
      shape: { ...examples, outputsPerTarget: 1 },
      random,
    });
    const network = new Network(await networkToArtifacts(laid));
    laid.dispose();
    const weights = Float32Array.from(ORDER.flatMap((name) => curve.weights[name].values));
    assertEquals(network.graph.weightCount, weights.length);
    const run = new TrainingRun(network.graph, { configuration, drawDropoutSeed: () => 0 });
    const state = {
      epoch: 0,
      weights,
      optimiser: startOptimiser(weights.length),
      history: [],
      best: { epoch: 0, valLoss: Infinity, weights },
    };
    const all = { start: 0, end: curve.batch };
    for (const expected of curve.losses) {
      const loss = await trainEpoch(run, {
        ...{ configuration, examples, state, train: all, validation: all },
        task: taskOf(configuration),
        // Squared error itself: no mean, no scale.
        start: {
          family: "normal",
          mean: new Float64Array(curve.batch),
          deviation: new Float64Array(curve.batch).fill(1),
          binWidth: 0.1,
        },
        positiveWeight: 1,
        inputNoise: examples.featureNames.map(() => 0),
        stream: random.fork("epoch"),
        learningRate: curve.optimizer.learning_rate,
      });
      assertAlmostEquals(loss, expected, 1e-3 * expected);
    }
    run.dispose();
  }
});
