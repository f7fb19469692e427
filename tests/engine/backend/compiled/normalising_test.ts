import { assert, assertEquals } from "@std/assert";
import {
  compileTraining,
  type Trainer,
} from "../../../../engine/backend/compiled/compile_training.ts";
import {
  compileGraph,
  createOptimiser,
  type KernelEngine,
  type NetworkGraph,
} from "../../../../engine/backend/mod.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import { layers, tf } from "../../../../engine/backend/tensors.ts";
import { assertAllClose } from "../assert_all_close.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import type { Flow, LayerCase } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { plainOutput, plainSlopes, randomNetwork, usePlainTensors } from "./random_network.ts";
import { runBack } from "./run_back.ts";

const { layers: make } = layers;
const BATCH = 3;

/** A small PhaseNet: down with a stride, up again and cut, joined; normalised behind each product. */
const SMALL_PHASENET: LayerCase = {
  shape: [22, 1, 3],
  lay(input) {
    const config = { kernelSize: [7, 1], padding: "same" as const, useBias: false };
    const normal = (flow: Flow, name: string, options = {}) => {
      const scaled = make.batchNormalization({ epsilon: 1e-3, name, ...options }).apply(flow);
      return make.activation({ activation: "tanh", name: `${name}_tanh` }).apply(scaled) as Flow;
    };
    const first = normal(
      make.conv2d({ ...config, filters: 5, name: "first" }).apply(input) as Flow,
      "first_norm",
    );
    const down = normal(
      make.conv2d({ ...config, filters: 6, strides: [4, 1], name: "down" }).apply(first) as Flow,
      "down_norm",
      { momentum: 0.9 },
    );
    const up = normal(
      make.conv2dTranspose({ ...config, filters: 5, strides: [4, 1], name: "up" })
        .apply(down) as Flow,
      "up_norm",
    );
    const cropped = make.cropping2D({ cropping: [[1, 1], [0, 0]], name: "cut" }).apply(up) as Flow;
    const joined = make.concatenate({ axis: 3, name: "joined" }).apply([first, cropped]) as Flow;
    return make.conv2d({ filters: 3, kernelSize: [1, 1], activation: "softmax", name: "head" })
      .apply(joined) as Flow;
  },
};

Deno.test("batch normalisation in training: slopes and moving averages are those of tfjs", async () => {
  await usePlainTensors();
  const { network, saved } = await randomNetwork(SMALL_PHASENET, 1);
  const { graph, weights } = readNetwork(saved);
  const trainer = compileTraining(graph, { ...await options() });
  const { examples, slope } = batchOf(trainer);
  trainer.weights().set(weights);
  const expected = plainSlopes(network, { examples, slope, training: true });
  runBack(trainer, { examples, slope });
  compareSlopes(trainer, { graph, expected });
  // tfjs has moved its moving averages once in that call, and so have we.
  let moved = 0;
  for (const layer of network.layers) {
    for (const weight of layer.weights.filter(({ originalName }) => /moving/.test(originalName))) {
      const [name, own] = weight.originalName.split("/");
      const { offset, size } = graph.layers.find((one) => one.name === name)!.weights.get(own)!;
      const actual = trainer.weights().slice(offset, offset + size);
      const of = weight.originalName;
      const tensor = weight.read().dataSync<"float32">();
      assertAllClose(actual, Float64Array.from(tensor), { of, relative: 1e-4 });
      assert(actual.some((value, i) => value !== weights[offset + i]), of);
      moved++;
    }
  }
  assertEquals(moved, 6);
  network.dispose();
  trainer.dispose();
});

Deno.test("ten steps of Adam through batch normalisation give tfjs' losses, and then its answers", async () => {
  await usePlainTensors();
  const { network, saved } = await randomNetwork(SMALL_PHASENET, 4);
  const { graph, weights } = readNetwork(saved);
  const { engine, ...rest } = await options();
  const trainer = compileTraining(graph, { engine, ...rest });
  trainer.weights().set(weights);
  const { examples } = batchOf(trainer);
  const targets = randomValues(BATCH * trainer.outputSize, 9).map(Math.abs);
  const optimiser = createOptimiser({
    ...{ method: "adam", momentum: 0, clipNorm: 0, places: trainer.places, engine },
  });
  const losses = Array.from({ length: 10 }, (_, step) => {
    trainer.input().set(examples);
    const said = trainer.forward().slice();
    trainer.outputSlope().set(said.map((value, i) => -targets[i] / value));
    trainer.backward();
    optimiser.takeStep(step + 1, 0.01);
    return said.reduce((sum, value, i) => sum - targets[i] * Math.log(value), 0);
  });
  const expected = lossesOfTfjs(network, { examples, targets });
  assertAllClose(losses, expected, { of: "losses", relative: 1e-3 });
  assert(losses[9] < 0.9 * losses[0]);
  // Both go on with the moving averages that they kept.
  const predictor = compileGraph(graph, {
    ...{ values: trainer.weights().slice(), batch: BATCH, engine },
  });
  const { values } = plainOutput(network, examples);
  assertAllClose(predictor.predict(examples), values, { of: "answers", relative: 0.02 });
  optimiser.dispose();
  predictor.dispose();
  trainer.dispose();
  network.dispose();
});

/** Losses of ten steps of tfjs' own Adam. */
function lossesOfTfjs(
  network: layers.LayersModel,
  { examples, targets }: { examples: Float32Array; targets: Float32Array },
): number[] {
  const adam = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
  const [x, wanted] = [
    tf.tensor(examples, [BATCH, 22, 1, 3]),
    tf.tensor(targets, [BATCH, 22, 1, 3]),
  ];
  const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
  return Array.from({ length: 10 }, () => {
    const { value, grads } = tf.variableGrads(() => {
      const said = network.apply(x, { training: true }) as tf.Tensor;
      return tf.neg(tf.sum(tf.mul(wanted, tf.log(said)))) as tf.Scalar;
    }, variables);
    adam.applyGradients(grads as never);
    return value.dataSync()[0];
  });
}

Deno.test("batch normalisation that is not trainable: fixed statistics, nothing of it moves", async () => {
  await usePlainTensors();
  const { network, saved } = await randomNetwork(SMALL_PHASENET, 2);
  const { graph, weights } = readNetwork(saved);
  const frozen = {
    ...graph,
    layers: graph.layers.map((layer) =>
      layer.className === "BatchNormalization"
        ? { ...layer, config: { ...layer.config, trainable: false } }
        : layer
    ),
  };
  const trainer = compileTraining(frozen, { ...await options() });
  const { examples, slope } = batchOf(trainer);
  trainer.weights().set(weights);
  const expected = plainSlopes(network, { examples, slope });
  for (const name of Object.keys(expected)) if (/norm\//.test(name)) expected[name].fill(0);
  runBack(trainer, { examples, slope });
  compareSlopes(trainer, { graph, expected });
  assertEquals(trainer.weights(), weights);
  network.dispose();
  trainer.dispose();
});

Deno.test("batch normalisation in training has the same bits on two threads", async () => {
  await usePlainTensors();
  const { network, saved } = await randomNetwork(SMALL_PHASENET, 3);
  network.dispose();
  const { graph, weights } = readNetwork(saved);
  const two = await openEngine({ threads: 2 });
  try {
    const [one, other] = [await openEngine(), two].map((engine) => {
      const trainer = compileTraining(graph, { batch: 64, engine, drawSeed: () => 0 });
      trainer.weights().set(weights);
      runBack(trainer, batchOf(trainer));
      return [trainer.slopes().slice(), trainer.weights().slice()];
    });
    assertEquals(other, one);
  } finally {
    await two.stop();
  }
});

async function options(): Promise<{ batch: number; engine: KernelEngine; drawSeed: () => number }> {
  return { batch: BATCH, engine: await openEngine(), drawSeed: () => 0 };
}

function batchOf({ batch, exampleSize, outputSize }: Trainer) {
  const examples = randomValues(batch * exampleSize, 7).map((value) => 2 + value);
  return { examples, slope: randomValues(batch * outputSize, 8) };
}

function compareSlopes(
  trainer: Trainer,
  { graph, expected }: { graph: NetworkGraph; expected: Record<string, Float32Array> },
): void {
  for (const layer of graph.layers) {
    for (const [name, { offset, size }] of layer.weights) {
      const of = `slopes by ${layer.name}/${name}`;
      const actual = trainer.slopes().slice(offset, offset + size);
      const still = new Float64Array(size); // of moving averages
      const of64 = expected[`${layer.name}/${name}`];
      const close = { of, relative: 1e-3, nearZero: 1e-4 };
      assertAllClose(actual, of64 === undefined ? still : Float64Array.from(of64), close);
    }
  }
}
