import { assertEquals, assertLess, assertStrictEquals, assertThrows } from "@std/assert";
import { compile, type KernelEngine } from "../../../../engine/backend/mod.ts";
import { compileTraining } from "../../../../engine/backend/compiled/compile_training.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import { ModelError } from "../../../../engine/domain/mod.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import { openEngine } from "./open_engine.ts";
import { type SavedLayer, savedLayers } from "./saved_layers.ts";

const CALLS = 20_000;
const CYCLES = 200;

const LSTM: SavedLayer = {
  className: "LSTM",
  config: { units: 8, activation: "tanh", recurrent_activation: "sigmoid" },
  weights: { kernel: [3, 32], recurrent_kernel: [8, 32], bias: [32] },
};
const DENSE: SavedLayer = {
  className: "Dense",
  config: { units: 2 },
  weights: { kernel: [8, 2], bias: [2] },
};
const SMALL = savedLayers([LSTM, { className: "Dropout", config: { rate: 0.5 } }, DENSE]);
const UNKNOWN = savedLayers([LSTM, DENSE, { className: "Unknown" }]);
const NORMAL: SavedLayer = {
  className: "BatchNormalization",
  weights: { gamma: [8], beta: [8], moving_mean: [8], moving_variance: [8] },
};

Deno.test("a predictor allocates nothing: neither on the heap nor beside it", async () => {
  const { engine, inUse } = await watchedEngine();
  const { predict } = compile(SMALL, { engine, batch: 2 });
  const examples = randomValues(2 * 18, 1);
  const first = predict(examples);
  const expected = first.slice();
  const [places, top] = [inUse(), engine.heap.memory.buffer.byteLength];
  for (let i = 0; i < CALLS; i++) predict(examples);
  const before = Deno.memoryUsage().rss;
  for (let i = 0; i < CALLS; i++) predict(examples);
  assertLess(Deno.memoryUsage().rss - before, 2_000_000, "bytes of the process");
  assertEquals([inUse(), engine.heap.memory.buffer.byteLength], [places, top]);
  assertStrictEquals(predict(examples), first);
  assertEquals(first, expected);
});

Deno.test("buffers are given back, by predictors, trainers, and those that were refused", async () => {
  const { engine, inUse } = await watchedEngine();
  const { graph } = readNetwork(SMALL);
  const normal = readNetwork(savedLayers([LSTM, NORMAL, DENSE])).graph;
  const config = { ...LSTM.config, dropout: 0.1 }; // within its steps, where no kernel has a mask
  const untrainable = readNetwork(savedLayers([{ ...LSTM, config }, NORMAL, DENSE])).graph;
  const drawSeed = () => 0;
  const places = inUse();
  let top = 0;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    for (const batch of [1, 3]) {
      compile(SMALL, { engine, batch }).dispose();
      compileTraining(graph, { batch, engine, drawSeed }).dispose();
      compileTraining(normal, { batch, engine, drawSeed }).dispose();
      assertThrows(() => compile(UNKNOWN, { engine, batch }), ModelError);
      const training = { batch, engine, drawSeed };
      assertThrows(() => compileTraining(untrainable, training), ModelError);
    }
    assertEquals(inUse(), places);
    if (cycle === 0) top = engine.heap.memory.buffer.byteLength;
  }
  assertEquals(engine.heap.memory.buffer.byteLength, top);
});

Deno.test("a predictor whose buffers were given back touches them no more", async () => {
  const engine = await openEngine();
  const { weights } = readNetwork(SMALL);
  const gone = compile(SMALL, { engine });
  gone.dispose();
  gone.dispose();
  const { predict } = compile(SMALL, { engine }); // in the same places
  const examples = randomValues(18, 1);
  const expected = predict(examples).slice();
  assertThrows(() => gone.predict(randomValues(18, 2)), RangeError, "were given back");
  assertThrows(() => gone.setWeights(weights.map(() => 0)), RangeError, "were given back");
  assertEquals(predict(examples), expected);
});

Deno.test("a predictor goes on when the heap has grown under it", async () => {
  for (const shared of [false, true]) {
    const engine = await openEngine({ shared });
    const { predict } = compile(SMALL, { engine });
    const examples = randomValues(18, 1);
    const expected = predict(examples).slice();
    engine.heap.allocate(50_000_000);
    assertEquals(predict(examples), expected);
  }
});

Deno.test("other weights are taken, folded normalisation and all", async () => {
  const engine = await openEngine();
  const saved = savedLayers([{
    ...DENSE,
    weights: { kernel: [3, 8], bias: [8] },
    config: { units: 8 },
  }, NORMAL]);
  const { weights } = readNetwork(saved);
  const other = weights.map((value) => 1.5 * value + 0.1);
  const examples = randomValues(18, 1);
  const predictor = compile(saved, { engine });
  const before = predictor.predict(examples).slice();
  predictor.setWeights(other);
  const changed = compile({ ...saved, weights: new Uint8Array(other.buffer) }, { engine });
  assertEquals(predictor.predict(examples), changed.predict(examples));
  predictor.setWeights(weights);
  assertEquals(predictor.predict(examples), before);
});

/** An engine that counts the places on its heap that are in use. */
async function watchedEngine(): Promise<{ engine: KernelEngine; inUse: () => number }> {
  const { heap, runner } = await openEngine();
  let count = 0;
  return {
    inUse: () => count,
    engine: {
      runner,
      heap: {
        memory: heap.memory,
        allocate(bytes) {
          count++;
          return heap.allocate(bytes);
        },
        free(address) {
          count--;
          heap.free(address);
        },
      },
    },
  };
}
