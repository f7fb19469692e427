import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { compileTraining } from "../../../../engine/backend/compiled/compile_training.ts";
import { layers } from "../../../../engine/backend/tensors.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import { assertAllClose } from "../assert_all_close.ts";
import { randomValues } from "../../kernels/kernel_stage.ts";
import { type Flow, LAYER_CASES, type LayerCase } from "./layer_cases.ts";
import { openEngine } from "./open_engine.ts";
import { plainSlopes, randomNetwork, usePlainTensors } from "./random_network.ts";
import { runBack } from "./run_back.ts";

const RUNS = 20;

/**
 * Kinds of layers that are tested otherwise: one draws masks, one is another in training, the others
 * cannot be trained.
 */
const ELSEWHERE = [
  "BatchNormalization",
  "Dropout",
  "FeedForward",
  "LayerNormalization",
  "SeqSelfAttention",
  "SpatialDropout1D",
  "UpSampling1D",
];

for (const [className, cases] of Object.entries(LAYER_CASES)) {
  if (ELSEWHERE.includes(className)) continue;
  Deno.test(`trained ${className}: slopes by all weights are those of plain tfjs`, async () => {
    await usePlainTensors();
    const engine = await openEngine();
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(1, 2, 7), fc.nat(1_000), async (one, batch, seed) => {
        fc.pre(!isAverageOverEdges(className, one));
        await holdSlopes(behindDense(one), { engine, batch, seed });
      }),
      { seed: 11, numRuns: RUNS },
    );
  });
}

Deno.test("slopes of a value that several layers read are summed", async () => {
  await usePlainTensors();
  const engine = await openEngine();
  const { add, concatenate, conv1d, dense, flatten, lstm, reshape } = layers.layers;
  const tangent = { activation: "tanh" } as const;
  const branching: LayerCase = {
    shape: [6, 3],
    lay: (input) => {
      const trunk = dense({ units: 4, ...tangent, name: "trunk" }).apply(input) as Flow;
      const left = conv1d({ filters: 4, kernelSize: 3, padding: "same", ...tangent, name: "left" })
        .apply(trunk) as Flow;
      const renamed = reshape({ targetShape: [6, 4], name: "renamed" }).apply(trunk) as Flow;
      const sum = add({ name: "sum" }).apply([trunk, left, renamed, trunk]) as Flow;
      const joined = concatenate({ axis: -1, name: "joined" }).apply([sum, trunk, sum]) as Flow;
      const memory = lstm({
        ...{ units: 3, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" },
        name: "memory",
      }).apply(joined) as Flow;
      const flat = flatten({ name: "flat" }).apply(renamed) as Flow;
      return concatenate({ name: "all" }).apply([memory, flat]) as Flow;
    },
  };
  for (const batch of [1, 5]) await holdSlopes(branching, { engine, batch, seed: 3 });
});

/** tfjs divides slopes at edges by the whole window, not by the cells that were averaged. */
function isAverageOverEdges(className: string, { options }: LayerCase): boolean {
  return className.startsWith("AveragePooling") && options?.padding === "same";
}

/** The layers behind a trained one, so that the slopes by their input are seen too. */
function behindDense({ shape, lay }: LayerCase): LayerCase {
  const units = shape[shape.length - 1];
  return {
    shape,
    lay: (input) =>
      lay(layers.layers.dense({ units, activation: "tanh", name: "first" }).apply(input) as Flow),
  };
}

async function holdSlopes(
  layerCase: LayerCase,
  { engine, batch, seed }: {
    engine: Awaited<ReturnType<typeof openEngine>>;
    batch: number;
    seed: number;
  },
): Promise<void> {
  const { network, saved } = await randomNetwork(layerCase, seed);
  const { graph, weights } = readNetwork(saved);
  const trainer = compileTraining(graph, { batch, engine, drawSeed: () => 0 });
  const examples = randomValues(batch * trainer.exampleSize, seed);
  const slope = randomValues(batch * trainer.outputSize, seed + 1);
  trainer.weights().set(weights);
  const expected = plainSlopes(network, { examples, slope });
  for (let round = 0; round < 2; round++) runBack(trainer, { examples, slope }); // nothing is left over
  let compared = 0;
  for (const layer of graph.layers) {
    for (const [name, { offset, size }] of layer.weights) {
      const of = `slopes by ${layer.name}/${name}`;
      const actual = trainer.slopes().slice(offset, offset + size);
      assertAllClose(actual, expected[`${layer.name}/${name}`], { of, relative: 1e-3 });
      compared += size;
    }
  }
  assertEquals(compared, graph.weightCount);
  trainer.dispose();
  network.dispose();
}
