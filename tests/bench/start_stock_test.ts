import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { loadTensors, startBackend } from "../../engine/backend/mod.ts";
import { makeTwoLayerLstm, makeWaveformCnn } from "../../bench/peer_networks.ts";
import { assertStock, startStock } from "../../bench/start_stock.ts";

/** The slope of a convolution, which tfjs cannot give by itself. */
function slope(): number[] {
  return tf.tidy(() => {
    const [x, filter] = [tf.ones([1, 8, 1]) as tf.Tensor3D, tf.ones([3, 1, 1])];
    const convolve = (weights: tf.Tensor) => tf.conv1d(x, weights as tf.Tensor3D, 1, "valid");
    return [...tf.grad(convolve)(filter).dataSync()];
  });
}

Deno.test("bench: the networks that are timed have as many weights as those of the peers", async () => {
  await startStock();
  await loadTensors();
  assertEquals(makeTwoLayerLstm().countParams(), 30_651);
  assertEquals(makeWaveformCnn().countParams(), 27_073);
});

Deno.test("bench: stock tfjs lacks our kernels, and is not taken for stock once it has them", async () => {
  await startStock();
  assertStock();
  assertThrows(slope, Error, "Conv2DBackpropFilter");
  await startBackend({ threads: 1 });
  assertEquals(slope(), [6, 6, 6]);
  assertThrows(assertStock, Error, "Cannot time stock tfjs");
});
