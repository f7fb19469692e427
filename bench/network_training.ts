import { assertAlmostEquals } from "@std/assert";
import { tf } from "../engine/backend/tensors.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import type { MeasureOptions } from "./measure.ts";
import type { NetworkPair } from "./peer_networks.ts";
import { startBesideStock, withStockKernels } from "./stock_tfjs.ts";
import { makeTrainingStep, type StepData } from "./training_step.ts";

const LEARNING_RATE = 0.001;
const COMPARED_STEPS = 3;

/** What is trained. */
export interface NetworkTraining {
  /** One sentence. */
  about: string;
  /** Makes the networks; the backend has been started. */
  makePair: () => NetworkPair;
  /** Examples in a step. */
  batch: number;
  /** Rounds and times. */
  options?: MeasureOptions;
}

/** Forward, backward and Adam on one batch: our training's step and stock tfjs' trainOnBatch. */
export function trainingBench({ about, makePair, batch, options }: NetworkTraining): Bench {
  return {
    about,
    async *cases(): AsyncIterable<BenchCase> {
      const backend = await startBesideStock();
      const pair = makePair();
      const data = makeBatch(pair, batch);
      const runOurs = makeTrainingStep(pair, data);
      const runStock = makeStockStep(pair, data);
      // Stock tfjs is tried, not presumed to fail; the first losses are compared on the way.
      const failure = await compareLosses(runOurs, runStock);
      yield {
        name: `batch ${batch}`,
        work: { amount: batch, unit: "examples" },
        ours: runOurs,
        peers: failure === undefined ? { tfjs_wasm: runStock } : {},
        absent: failure === undefined ? {} : { tfjs_wasm: failure },
        facts: () => ({ backend }),
        close: () => {
          pair.ours.dispose();
          pair.stock.dispose();
        },
        options: { warmUpMs: 1_000, ...options },
      };
    },
  };
}

function makeBatch({ shape: [time, feature] }: NetworkPair, batch: number): StepData {
  const stream = new RandomStream(2);
  const draw = (length: number) => Float32Array.from({ length }, () => stream.normal());
  return {
    inputs: draw(batch * time * feature),
    targets: draw(batch),
    learningRate: LEARNING_RATE,
  };
}

function makeStockStep(
  { stock, shape }: NetworkPair,
  { inputs, targets, learningRate }: StepData,
): () => Promise<number> {
  stock.compile({ optimizer: tf.train.adam(learningRate), loss: "meanSquaredError" });
  return withStockKernels(async () => {
    const input = tf.tensor(inputs, [targets.length, ...shape]);
    const outcome = tf.tensor(targets, [targets.length, 1]);
    try {
      return await stock.trainOnBatch(input, outcome) as number;
    } finally {
      tf.dispose([input, outcome]);
    }
  });
}

/** Why stock tfjs cannot train the network, if so; throws where its losses are not ours. */
async function compareLosses(
  ours: () => Promise<number>,
  stock: () => Promise<number>,
): Promise<string | undefined> {
  for (let step = 0; step < COMPARED_STEPS; step++) {
    const loss = await ours();
    let other: number;
    try {
      other = await stock();
    } catch (error) {
      return (error as Error).message.split("\n")[0];
    }
    assertAlmostEquals(loss, other, 1e-4 * Math.abs(other));
  }
}
