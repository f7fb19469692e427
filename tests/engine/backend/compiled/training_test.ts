import { assert, assertEquals, assertLessOrEqual, assertNotEquals } from "@std/assert";
import { compile, type KernelEngine } from "../../../../engine/backend/mod.ts";
import {
  compileTraining,
  type Trainer,
} from "../../../../engine/backend/compiled/compile_training.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import type { NetworkArtifacts } from "../../../../engine/backend/save_network.ts";
import { layers } from "../../../../engine/backend/tensors.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import type { Flow, LayerCase } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { randomNetwork, usePlainTensors } from "./random_network.ts";

const { layers: make } = layers;

/** Dropouts, pools over edges and recurrences: everything smooth, for finite differences. */
const SMOOTH: LayerCase = {
  shape: [9, 3],
  lay: (input) => {
    const first = make.dense({ units: 6, activation: "tanh", name: "first" }).apply(input) as Flow;
    const dropped = make.dropout({ rate: 0.3, name: "drop" }).apply(first) as Flow;
    const pooled = make.averagePooling1d({ poolSize: 4, strides: 2, padding: "same", name: "pool" })
      .apply(dropped) as Flow;
    const memory = make.simpleRNN({ units: 5, recurrentInitializer: "zeros", name: "memory" })
      .apply(pooled) as Flow;
    const again = make.dropout({ rate: 0.2, name: "again" }).apply(memory) as Flow;
    return make.dense({ units: 3, activation: "softmax", name: "head" }).apply(again) as Flow;
  },
};

/** Large enough for two threads, with every way to share out work. */
const LARGE: LayerCase = {
  shape: [24, 6],
  lay: (input) => {
    const wide = make.conv1d({ filters: 48, kernelSize: 5, padding: "same", name: "wide" })
      .apply(input) as Flow;
    const pooled = make.maxPooling1d({ poolSize: 2, name: "pool" }).apply(wide) as Flow;
    const both = make.bidirectional({
      layer: make.lstm({
        ...{ units: 40, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" },
        ...{ returnSequences: true, name: "cell" },
      }) as layers.RNN,
      mergeMode: "concat",
      name: "both",
    }).apply(pooled) as Flow;
    const last = make.lstm({
      ...{ units: 64, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" },
      name: "last",
    }).apply(both) as Flow;
    return make.dense({ units: 5, activation: "relu", name: "head" }).apply(last) as Flow;
  },
};

Deno.test("dropout in training: its share is set to 0, the others are scaled", async () => {
  const saved = await savedCase({
    shape: [4_000],
    lay: (input) => make.dropout({ rate: 0.3, name: "drop" }).apply(input) as Flow,
  });
  const seeds = [5, 5, 6].values();
  const trainer = await trainerOf(saved, { batch: 5, drawSeed: () => seeds.next().value! });
  trainer.input().fill(2);
  const first = trainer.forward().slice();
  const dropped = first.filter((value) => value === 0).length / first.length;
  assertLessOrEqual(Math.abs(dropped - 0.3), 0.02);
  assert(first.every((value) => value === 0 || Math.abs(value - 2 / 0.7) < 1e-6));
  assertEquals(trainer.forward().slice(), first); // the same seed
  const other = trainer.forward().slice();
  const alike = first.filter((value, i) => (value === 0) === (other[i] === 0)).length;
  assertLessOrEqual(Math.abs(alike / first.length - (0.7 ** 2 + 0.3 ** 2)), 0.02); // independent
});

Deno.test("two dropouts of a network draw a seed each, anew for every batch", async () => {
  const drawn: number[] = [];
  const drawSeed = () => {
    drawn.push(drawn.length);
    return drawn.length;
  };
  const trainer = await trainerOf(await savedCase(SMOOTH), { batch: 2, drawSeed });
  trainer.forward();
  trainer.forward();
  assertEquals(drawn.length, 4);
});

Deno.test("slopes are those of the forward way, by finite differences, with dropout", async () => {
  const saved = await savedCase(SMOOTH);
  const batch = 4;
  const trainer = await trainerOf(saved, { batch, drawSeed: () => 77 });
  const slope = randomValues(batch * trainer.outputSize, 3);
  trainer.input().set(randomValues(batch * trainer.exampleSize, 2));
  const lossOf = () => trainer.forward().reduce((sum, value, i) => sum + value * slope[i], 0);
  lossOf();
  trainer.outputSlope().set(slope);
  trainer.backward();
  const slopes = trainer.slopes().slice();
  const largest = slopes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = 2 ** -8;
  slopes.forEach((value, i) => {
    const weight = trainer.weights()[i];
    trainer.weights()[i] = weight + step;
    const above = lossOf();
    trainer.weights()[i] = weight - step;
    const below = lossOf();
    trainer.weights()[i] = weight;
    const expected = (above - below) / (2 * step);
    assertLessOrEqual(Math.abs(value - expected), 2e-3 * largest, `slope by weight ${i}`);
  });
});

Deno.test("an example's bits depend neither on its batch nor on the threads", async () => {
  const saved = await savedCase(LARGE);
  const examples = randomValues(32 * 24 * 6, 4);
  const one = await openEngine();
  const two = await openEngine({ threads: 2 });
  try {
    const expected = predict(saved, { engine: one, batch: 32, examples });
    assertEquals(predict(saved, { engine: two, batch: 32, examples }), expected);
    for (const batch of [1, 3, 16]) {
      for (const engine of [one, two]) {
        const some = examples.subarray(0, batch * 24 * 6);
        const actual = predict(saved, { engine, batch, examples: some });
        assertEquals(actual, expected.slice(0, batch * 5), `batch of ${batch}`);
      }
    }
  } finally {
    await two.stop();
  }
});

Deno.test("slopes have the same bits on two threads, and training says what predicting says", async () => {
  const saved = await savedCase(LARGE);
  const examples = randomValues(32 * 24 * 6, 4);
  const slope = randomValues(32 * 5, 5);
  const one = await openEngine();
  const two = await openEngine({ threads: 2 });
  try {
    const [expected, actual] = await Promise.all([one, two].map(async (engine) => {
      const trainer = await trainerOf(saved, { engine, batch: 32 });
      trainer.input().set(examples);
      const output = trainer.forward().slice();
      trainer.outputSlope().set(slope);
      trainer.backward();
      return { output, slopes: trainer.slopes().slice() };
    }));
    assertEquals(actual, expected);
    assertNotEquals(expected.slopes, new Float32Array(expected.slopes.length));
    assertEquals(expected.output, predict(saved, { engine: one, batch: 32, examples }));
  } finally {
    await two.stop();
  }
});

Deno.test("trainers of two batch sizes share their weights and slopes", async () => {
  const saved = await savedCase(SMOOTH);
  const engine = await openEngine();
  const large = await trainerOf(saved, { engine, batch: 8 });
  const { graph } = readNetwork(saved);
  const drawSeed = () => 0;
  const small = compileTraining(graph, { batch: 3, engine, drawSeed, places: large.places });
  assertEquals(small.weights(), large.weights());
  large.weights().fill(0.25);
  assertEquals(small.weights().every((value) => value === 0.25), true);
  const top = engine.heap.memory.buffer.byteLength;
  small.dispose();
  assertEquals(large.weights().every((value) => value === 0.25), true);
  assertEquals(engine.heap.memory.buffer.byteLength, top);
});

async function savedCase(layerCase: LayerCase): Promise<NetworkArtifacts> {
  await usePlainTensors();
  const { network, saved } = await randomNetwork(layerCase, 1);
  network.dispose();
  return saved;
}

async function trainerOf(
  saved: NetworkArtifacts,
  { batch, engine, drawSeed = () => 0 }: {
    batch: number;
    engine?: KernelEngine;
    drawSeed?: () => number;
  },
): Promise<Trainer> {
  const { graph, weights } = readNetwork(saved);
  const trainer = compileTraining(graph, { batch, engine: engine ?? await openEngine(), drawSeed });
  trainer.weights().set(weights);
  return trainer;
}

function predict(
  saved: NetworkArtifacts,
  { engine, batch, examples }: { engine: KernelEngine; batch: number; examples: Float32Array },
): Float32Array {
  const predictor = compile(saved, { batch, engine });
  const output = predictor.predict(examples).slice();
  predictor.dispose();
  return output;
}
