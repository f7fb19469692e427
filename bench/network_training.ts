import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { type layers, loadTensors, Network, networkToArtifacts } from "../engine/backend/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import type { MeasureOptions } from "./measure.ts";
import { openOurKernels } from "./open_our_kernels.ts";
import { openOurTraining, type StepData } from "./open_our_training.ts";
import { assertStock, startStock } from "./start_stock.ts";
import type { Target } from "./target_definition.ts";

const LEARNING_RATE = 0.001;
const COMPARED_STEPS = 3;

/** What is trained. */
export interface NetworkTraining {
  /** One sentence. */
  about: string;
  /** What is to be reached. */
  targets: readonly Target[];
  /** Lays the network in stock tfjs; ours is trained from what that saves. */
  makeNetwork: () => layers.LayersModel;
  /** Examples in a step. */
  batch: number;
  /** A rival with a program of its own. */
  outside?: OutsidePeers;
  /** Rounds and times. */
  options?: MeasureOptions;
}

/** Forward, backward and Adam on one batch: our training's step and stock tfjs' trainOnBatch. */
export function trainingBench(training: NetworkTraining): Bench {
  const { about, targets } = training;
  return {
    about,
    targets,
    async *cases(): AsyncIterable<BenchCase> {
      await startStock();
      await loadTensors();
      yield await makeCase(training);
    },
  };
}

async function makeCase(training: NetworkTraining): Promise<BenchCase> {
  const { makeNetwork, batch, options, outside } = training;
  const stock = makeNetwork();
  const network = new Network(await networkToArtifacts(stock));
  const data = makeBatch(network, batch);
  const [one, two] = [await openOurKernels(1), await openOurKernels(2)];
  if (typeof one === "string") throw new RangeError(`Cannot train ours: ${one}`);
  const ours = openOurTraining(network, { data, engine: one });
  const oursTwo = typeof two === "string" ? two : openOurTraining(network, { data, engine: two });
  const runStock = makeStockStep(stock, { ...data, shape: network.graph.inputShape });
  // Stock tfjs is tried, not presumed to fail; the first losses are compared on the way.
  const failure = await compareLosses({ ours, two: oursTwo, stock: runStock });
  return {
    name: `batch ${batch}`,
    work: { amount: batch, unit: "examples" },
    ...{ ours, oursTwo, outside },
    peers: failure === undefined ? { tfjs_wasm: runStock } : {},
    absent: failure === undefined ? {} : { tfjs_wasm: failure },
    facts: () => {
      assertStock();
      return { kernels: one.build };
    },
    close: async () => {
      if (typeof two !== "string") await two.stop();
      stock.dispose();
    },
    options: { warmUpMs: 1_000, ...options },
  };
}

function makeBatch({ graph }: Network, batch: number): StepData {
  const stream = new RandomStream(2);
  const draw = (length: number) => Float32Array.from({ length }, () => stream.normal());
  const inputs = draw(graph.inputShape.reduce((product, length) => product * length, batch));
  return { inputs, targets: draw(batch), learningRate: LEARNING_RATE };
}

function makeStockStep(
  stock: layers.LayersModel,
  { inputs, targets, learningRate, shape }: StepData & { shape: readonly number[] },
): () => Promise<number> {
  stock.compile({ optimizer: tf.train.adam(learningRate), loss: "meanSquaredError" });
  return async () => {
    const input = tf.tensor(inputs, [targets.length, ...shape]);
    const outcome = tf.tensor(targets, [targets.length, 1]);
    try {
      return await stock.trainOnBatch(input, outcome) as number;
    } finally {
      tf.dispose([input, outcome]);
    }
  };
}

type Step = () => Promise<number>;

/** Why stock tfjs cannot train the network, if so; throws where its losses are not ours. */
async function compareLosses(
  { ours, two, stock }: { ours: Step; two: Step | string; stock: Step },
): Promise<string | undefined> {
  let failure: string | undefined;
  for (let step = 0; step < COMPARED_STEPS; step++) {
    const loss = await ours();
    if (typeof two !== "string") assertEquals(await two(), loss);
    if (failure !== undefined) continue;
    let other: number;
    try {
      other = await stock();
    } catch (error) {
      failure = (error as Error).message.split("\n")[0];
      continue;
    }
    assertAlmostEquals(loss, other, 1e-4 * Math.abs(other));
  }
  return failure;
}
