import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type layers, tf } from "../engine/backend/tensors.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import { openOnnxPeer } from "./onnx_peer.ts";
import { openOurNetwork } from "./our_network.ts";
import type { NetworkPair } from "./peer_networks.ts";
import { startBesideStock, withStockKernels } from "./stock_tfjs.ts";
import type { Target } from "./target_definition.ts";

/** What is run and beside which file of ../shared/peers. */
export interface NetworkInference {
  /** One sentence. */
  about: string;
  /** What is to be reached. */
  targets: readonly Target[];
  /** Makes the networks; the backend has been started. */
  makePair: () => NetworkPair | Promise<NetworkPair>;
  /** Examples in a call. */
  batch: number;
  /** The rival's network, of the same layers with weights of its own unless `sameWeights`. */
  onnx: string;
  /** Shape of the rival's input, the batch included. */
  onnxShape: readonly number[];
  /** Whether the rival takes [batch, channel, time], where tfjs takes [batch, time, channel]. */
  channelsFirst?: boolean;
  /** Whether the rival's network has the weights of ours, so that its numbers are compared too; outputs are as long as inputs. */
  sameWeights?: boolean;
  /** A rival with a program of its own. */
  outside?: OutsidePeers;
}

/** From numbers to numbers through a network: our path, stock tfjs, onnxruntime and PyTorch. */
export function inferenceBench(inference: NetworkInference): Bench {
  const { about, targets } = inference;
  return {
    about,
    targets,
    async *cases(): AsyncIterable<BenchCase> {
      const backend = await startBesideStock();
      yield await makeCase(inference, backend);
    },
  };
}

async function makeCase(inference: NetworkInference, backend: unknown): Promise<BenchCase> {
  const { batch, onnxShape } = inference;
  const { ours, stock, shape } = await inference.makePair();
  const stream = new RandomStream(2);
  const inputs = Float32Array.from({ length: batch * sizeOf(shape) }, () => stream.normal());
  const [rows, columns] = [shape[0], sizeOf(shape.slice(1))];
  const layout = { batch, rows, columns };
  const values = inference.channelsFirst ? swapAxes(inputs, layout) : inputs;
  const onnx = await openOnnxPeer(inference.onnx, { values, shape: onnxShape });
  const one = await openOurNetwork(ours, { batch, threads: 1 });
  if (typeof one === "string") throw new RangeError(`Cannot run ours: ${one}`);
  const two = await openOurNetwork(ours, { batch, threads: 2 });
  const runOurs = () => one.run(inputs);
  const runStock = withStockKernels(() => predictStock(stock, { inputs, shape, batch }));
  return {
    name: `batch ${batch}`,
    work: { amount: batch, unit: "examples" },
    ours: runOurs,
    oursTwo: typeof two === "string" ? two : () => two.run(inputs),
    peers: { tfjs_wasm: runStock, ...onnx.peers },
    outside: inference.outside,
    check: async () => {
      const expected = runOurs().slice();
      assertSame([expected, runStock()], 1e-5);
      if (typeof two !== "string") assertEquals(two.run(inputs).slice(), expected);
      if (!inference.sameWeights) return;
      for (const run of Object.values(onnx.peers)) {
        const theirs = swapAxes(await run(), { batch, rows: columns, columns: rows });
        assertSame([expected, theirs], 1e-4);
      }
    },
    absent: onnx.absent,
    facts: () => ({ build: one.build, stockBackend: backend }),
    // tfjs' many small functions are compiled only after hundreds of calls.
    options: { warmUpMs: 1_000 },
    close: async () => {
      await onnx.close();
      await one.close();
      if (typeof two !== "string") await two.close();
      ours.dispose();
      stock.dispose();
    },
  };
}

/** Stock tfjs, from numbers to numbers. */
export function predictStock(
  network: layers.LayersModel,
  { inputs, shape, batch }: { inputs: Float32Array; shape: readonly number[]; batch: number },
): Float32Array {
  return tf.tidy(() => {
    const input = tf.tensor(inputs, [batch, ...shape]);
    // In one pass: unless told, tfjs takes 32 examples at a time.
    const output = network.predict(input, { batchSize: batch }) as tf.Tensor;
    return output.dataSync<"float32">();
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
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
