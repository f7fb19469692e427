import { assertAlmostEquals, assertEquals } from "@std/assert";
import { predictInBatches } from "../engine/backend/mod.ts";
import { tf } from "../engine/backend/tensors.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { openOnnxPeer } from "./onnx_peer.ts";
import type { NetworkPair } from "./peer_networks.ts";
import { startBesideStock, withStockKernels } from "./stock_tfjs.ts";

/** What is run and beside which file of ../shared/peers. */
export interface NetworkInference {
  /** One sentence. */
  about: string;
  /** Makes the networks; the backend has been started. */
  makePair: () => NetworkPair;
  /** Examples in a call. */
  batch: number;
  /** The rival's network, of the same layers with weights of its own. */
  onnx: string;
  /** Shape of the rival's input, the batch included. */
  onnxShape: readonly number[];
}

/** From numbers to numbers through a network: our path, stock tfjs and onnxruntime-web. */
export function inferenceBench(inference: NetworkInference): Bench {
  return {
    about: inference.about,
    async *cases(): AsyncIterable<BenchCase> {
      const backend = await startBesideStock();
      const { batch } = inference;
      const { ours, stock, shape } = inference.makePair();
      const stream = new RandomStream(2);
      const inputs = Float32Array.from(
        { length: batch * shape[0] * shape[1] },
        () => stream.normal(),
      );
      const onnx = await openOnnxPeer(inference.onnx, {
        values: inputs,
        shape: inference.onnxShape,
      });
      const runOurs = () =>
        predictInBatches(ours, { inputs, shape, count: batch, batchSize: batch });
      const runStock = withStockKernels(() =>
        tf.tidy(() => {
          const input = tf.tensor(inputs, [batch, ...shape]);
          // In one pass: unless told, tfjs takes 32 examples at a time.
          const output = stock.predict(input, { batchSize: batch }) as tf.Tensor;
          return output.dataSync<"float32">();
        })
      );
      yield {
        name: `batch ${batch}`,
        work: { amount: batch, unit: "examples" },
        ours: runOurs,
        peers: { tfjs_wasm: runStock, ...onnx.peers },
        check: () => assertSame(runOurs(), runStock()),
        absent: onnx.absent,
        facts: () => ({ backend }),
        // tfjs' many small functions are compiled only after hundreds of calls.
        options: { warmUpMs: 1_000 },
        close: async () => {
          await onnx.close();
          ours.dispose();
          stock.dispose();
        },
      };
    },
  };
}

function assertSame(ours: Float32Array, theirs: Float32Array): void {
  assertEquals(ours.length, theirs.length);
  ours.forEach((value, i) => assertAlmostEquals(value, theirs[i], 1e-5));
}
