import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictInBatches } from "../../engine/backend/mod.ts";
import { tf } from "../../engine/backend/tensors.ts";
import { makeTwoLayerLstm, makeWaveformCnn } from "../../bench/peer_networks.ts";
import { startBesideStock, withStockKernels } from "../../bench/stock_tfjs.ts";

Deno.test("bench: stock kernels lack ours, and ours are back after a run, also one that throws", async () => {
  await startBesideStock();
  const [x, kernel] = [tf.ones([1, 8, 1]), tf.ones([3, 1, 1])];
  const slope = () =>
    tf.tidy(() =>
      tf.grad((weights) => tf.conv1d(x as tf.Tensor3D, weights as tf.Tensor3D, 1, "valid"))(kernel)
        .dataSync()
    );
  assertEquals([...slope()], [6, 6, 6]);
  assertThrows(withStockKernels(slope), Error, "Conv2DBackpropFilter");
  assertEquals([...slope()], [6, 6, 6]);
  const name = withStockKernels(() => Promise.resolve().then(() => tf.getBackend()));
  assertEquals([await name(), tf.getBackend()], ["stock", "wasm"]);
});

Deno.test("bench: rivals have the same weights, and as many as the networks of the peers", async () => {
  await startBesideStock();
  for (
    const [makePair, count] of [[makeTwoLayerLstm, 30_651], [makeWaveformCnn, 27_073]] as const
  ) {
    const { ours, stock, shape } = makePair();
    assertEquals([ours.countParams(), stock.countParams()], [count, count]);
    const inputs = Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(i));
    const options = { inputs, shape, count: 1, batchSize: 1 };
    const theirs = withStockKernels(() => predictInBatches(stock, options))();
    assertAlmostEquals(predictInBatches(ours, options)[0], theirs[0], 1e-6);
  }
});
