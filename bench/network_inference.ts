import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import {
  compile,
  type layers,
  loadTensors,
  type NetworkArtifacts,
  networkToArtifacts,
} from "../engine/backend/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import { openOnnxPeer } from "./onnx_peer.ts";
import { openOurKernels } from "./open_our_kernels.ts";
import { assertStock, startStock } from "./start_stock.ts";
import type { Target } from "./target_definition.ts";

/** What is run and beside which file of ../shared/peers. */
export interface NetworkInference {
  /** One sentence. */
  about: string;
  /** What is to be reached. */
  targets: readonly Target[];
  /** Lays the network in stock tfjs; ours is compiled from what that saves. */
  makeNetwork: () => layers.LayersModel | Promise<layers.LayersModel>;
  /** Examples in a call. */
  batch: number;
  /** The rival's network, of the same layers with weights of its own unless `sameWeights`. */
  onnx: string;
  /** Shape of the rival's input, the batch included. */
  onnxShape: readonly number[];
  /** Whether the rival takes [batch, channel, time], where tfjs takes [batch, time, channel]. */
  channelsFirst?: boolean;
  /** Whether the rival has the weights of ours, so that its numbers, as many as inputs, are compared. */
  sameWeights?: boolean;
  /** A rival with a program of its own. */
  outside?: OutsidePeers;
}

/** From numbers to numbers through a network: ours, stock tfjs, onnxruntime and PyTorch. */
export function inferenceBench(inference: NetworkInference): Bench {
  const { about, targets } = inference;
  return {
    about,
    targets,
    async *cases(): AsyncIterable<BenchCase> {
      await startStock();
      await loadTensors();
      yield await makeCase(inference);
    },
  };
}

async function makeCase(inference: NetworkInference): Promise<BenchCase> {
  const { batch, onnxShape, channelsFirst, sameWeights, outside } = inference;
  const stock = await inference.makeNetwork();
  const artifacts = await networkToArtifacts(stock);
  const shape = stock.inputs[0].shape.slice(1) as number[];
  const size = shape.reduce((product, length) => product * length, 1);
  const stream = new RandomStream(2);
  const inputs = Float32Array.from({ length: batch * size }, () => stream.normal());
  const layout = { batch, rows: shape[0], columns: size / shape[0] };
  const values = channelsFirst ? swapAxes(inputs, layout) : inputs;
  const onnx = await openOnnxPeer(inference.onnx, { values, shape: onnxShape });
  const one = await openOurs(artifacts, { batch, threads: 1 });
  if (typeof one === "string") throw new RangeError(`Cannot run ours: ${one}`);
  const two = await openOurs(artifacts, { batch, threads: 2 });
  const runStock = () => predictStock(stock, inputs, { shape: [batch, ...shape] });
  return {
    name: `batch ${batch}`,
    work: { amount: batch, unit: "examples" },
    ours: () => one.predict(inputs),
    oursTwo: typeof two === "string" ? two : () => two.predict(inputs),
    peers: { tfjs_wasm: runStock, ...onnx.peers },
    absent: onnx.absent,
    outside,
    check: async () => {
      const expected = one.predict(inputs);
      assertSame([expected, runStock()], 1e-5);
      if (typeof two !== "string") assertEquals(two.predict(inputs), expected);
      for (const run of sameWeights ? Object.values(onnx.peers) : []) {
        const theirs = swapAxes(await run(), { batch, rows: layout.columns, columns: layout.rows });
        assertSame([expected, theirs], 1e-4);
      }
    },
    facts: () => {
      assertStock();
      return { kernels: one.build };
    },
    close: async () => {
      await onnx.close();
      if (typeof two !== "string") await two.stop();
      stock.dispose();
    },
    // tfjs' many small functions are compiled only after hundreds of calls; threads that slept need
    // some calls to be awake again.
    options: { warmUpMs: 1_000, leastRoundMs: 25 },
  };
}

/** Our way: a saved network, compiled. */
async function openOurs(
  artifacts: NetworkArtifacts,
  { batch, threads }: { batch: number; threads: 1 | 2 },
) {
  const kernels = await openOurKernels(threads);
  if (typeof kernels === "string") return kernels;
  const { predict } = compile(artifacts, { batch, engine: kernels });
  return { predict, build: kernels.build, stop: kernels.stop };
}

/** Stock tfjs, from numbers to numbers. */
function predictStock(
  network: layers.LayersModel,
  inputs: Float32Array,
  { shape }: { shape: number[] },
): Float32Array {
  return tf.tidy(() => {
    // In one pass: unless told, tfjs takes 32 examples at a time.
    const output = network.predict(tf.tensor(inputs, shape), { batchSize: shape[0] }) as tf.Tensor;
    return output.dataSync<"float32">();
  });
}

/** A transpose of each example. */
function swapAxes(
  values: Float32Array,
  { batch, rows, columns }: { batch: number; rows: number; columns: number },
): Float32Array {
  const size = rows * columns;
  const swapped = new Float32Array(values.length);
  for (let i = 0; i < batch * size; i++) {
    const [example, place] = [Math.floor(i / size), i % size];
    const [row, column] = [Math.floor(place / columns), place % columns];
    swapped[example * size + column * rows + row] = values[i];
  }
  return swapped;
}

function assertSame([ours, theirs]: [Float32Array, Float32Array], tolerance: number): void {
  assertEquals(ours.length, theirs.length);
  ours.forEach((value, i) => assertAlmostEquals(value, theirs[i], tolerance));
}
