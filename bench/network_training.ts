import { assertAlmostEquals, assertEquals } from "@std/assert";
import { tf } from "../engine/backend/tensors.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import type { MeasureOptions } from "./measure.ts";
import type { NetworkPair } from "./peer_networks.ts";
import { startBesideStock, withStockKernels } from "./stock_tfjs.ts";
import type { Target } from "./target_definition.ts";
import { openOurTraining, type StepData } from "./training_step.ts";

const LEARNING_RATE = 0.001;
const COMPARED_STEPS = 3;

/** What is trained. */
export interface NetworkTraining {
  /** One sentence. */
  about: string;
  /** What is to be reached. */
  targets: readonly Target[];
  /** Makes the networks; the backend has been started. */
  makePair: () => NetworkPair;
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
      const backend = await startBesideStock();
      yield await makeCase(training, backend);
    },
  };
}

async function makeCase(training: NetworkTraining, backend: unknown): Promise<BenchCase> {
  const { makePair, batch, options, outside } = training;
  const [pair, other] = [makePair(), makePair()]; // the other's network is trained on two threads
  const data = makeBatch(pair, batch);
  const runOurs = openOurTraining(pair, { data, threads: 1 });
  if (typeof runOurs === "string") throw new RangeError(`Cannot train ours: ${runOurs}`);
  const runTwo = openOurTraining(other, { data, threads: 2 });
  const runStock = makeStockStep(pair, data);
  // Stock tfjs is tried, not presumed to fail; the first losses are compared on the way.
  const failure = await compareLosses({ ours: runOurs, two: runTwo, stock: runStock });
  return {
    name: `batch ${batch}`,
    work: { amount: batch, unit: "examples" },
    ours: runOurs,
    oursTwo: runTwo,
    peers: failure === undefined ? { tfjs_wasm: runStock } : {},
    absent: failure === undefined ? {} : { tfjs_wasm: failure },
    outside,
    facts: () => ({ backend }),
    close: () => {
      for (const { ours, stock } of [pair, other]) [ours, stock].forEach((one) => one.dispose());
    },
    options: { warmUpMs: 1_000, ...options },
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

type Step = () => number | Promise<number>;

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
