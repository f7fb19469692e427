/** Started by tensor_leak_test.ts in a process of its own: trains 11,000 steps, prints what grew. */
import { type Examples, resolveForecastConfiguration } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  Network,
  networkToArtifacts,
  runningKernels,
  startBackend,
} from "../../../engine/backend/mod.ts";
import { tf } from "../../../engine/backend/tensors.ts";
import { buildNetwork, taskOf } from "../../../engine/models/mod.ts";
import { startOptimiser, trainEpoch, TrainingRun } from "../../../engine/training/mod.ts";

const [STEPS, BATCH, WINDOW, FEATURES] = [1_000, 8, 6, 3];

await startBackend({ threads: 1 });
const random = new RandomStream(1);
const count = STEPS * BATCH;
const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
const examples: Examples = {
  task: "magnitude",
  series: draw((count + WINDOW) * FEATURES),
  stepShape: [FEATURES],
  featureNames: ["a", "b", "c"],
  window: WINDOW,
  count,
  lastStep: Int32Array.from({ length: count }, (_, i) => i + WINDOW - 1),
  issueTimeMs: new Float64Array(count),
  outcomeEndMs: new Float64Array(count),
  targets: draw(count),
  targetSize: 1,
};
const configuration = resolveForecastConfiguration({
  ...{ task: "magnitude", loss: "mean-squared-error", model: "lstm", units: [8, 8] },
  ...{ batch: BATCH, dropout: 0.2, window: WINDOW },
});
const laid = buildNetwork(configuration, {
  shape: { ...examples, outputsPerTarget: 1 },
  random: random.fork("weights"),
});
const network = new Network(await networkToArtifacts(laid));
laid.dispose();
let seed = 0;
const run = new TrainingRun(network.graph, { configuration, drawDropoutSeed: () => ++seed });
const weights = network.weights.slice();
const state = {
  epoch: 0,
  weights,
  optimiser: startOptimiser(weights.length),
  history: [],
  best: { epoch: 0, valLoss: Infinity, weights },
};
const all = { start: 0, end: count };
const mean = new Float64Array(count);
const train = (epoch: number) =>
  trainEpoch(run, {
    ...{ configuration, examples, state, train: all, validation: all, positiveWeight: 1 },
    task: taskOf(configuration),
    start: { family: "normal", mean, deviation: mean.map(() => 1), binWidth: 0.1 },
    inputNoise: [0, 0, 0],
    stream: random.fork(`epoch ${epoch}`),
    learningRate: 1e-3,
  });
await train(0);
const before = { resident: residentMb(), heap: heapBytes(), tensors: tf.memory().numTensors };
for (let epoch = 1; epoch <= 10; epoch++) await train(epoch);
const facts = {
  steps: 10 * STEPS,
  tensors: tf.memory().numTensors - before.tensors,
  heapGrowthBytes: heapBytes() - before.heap,
  residentGrowthMb: residentMb() - before.resident,
};
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(facts)));

function residentMb(): number {
  return Deno.memoryUsage().rss / 1e6;
}

function heapBytes(): number {
  return runningKernels().heap.memory.buffer.byteLength;
}
