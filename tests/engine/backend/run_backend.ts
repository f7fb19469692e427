/**
 * Started by start_backend_test.ts in a process of its own: starts the backend on a number of
 * threads, trains one step and prints what ran; then ends as the second argument says.
 */
import { startBackend, stopBackend } from "../../../engine/backend/mod.ts";
import { layers, tf } from "../../../engine/backend/tensors.ts";
import { countWorkers, waitForWorkers } from "./count_workers.ts";

const [threads, ending] = Deno.args;
const before = globalThis.Worker;
const report = await startBackend({ threads: Number(threads) });
const digest = await digestOf(trainOneStep());
const isWorkerKept = globalThis.Worker === before;
const line = JSON.stringify({ report, digest, isWorkerKept }) + "\n";
Deno.stdout.writeSync(new TextEncoder().encode(line));
if (ending === "throw") throw new Error("on purpose");
if (ending === "reject") Promise.reject(new Error("on purpose"));
if (ending === "exit") Deno.exit(3);
if (ending === "stop") await watchThreadsEnd(report.threads - 1);
if (ending === "sleep") await new Promise((resolve) => setTimeout(resolve, 60_000));

/** The outputs and gradients of an LSTM, a convolution and products large enough for threads. */
function trainOneStep(): Float32Array[] {
  const { lstm, dense } = layers.layers;
  const cell = { recurrentActivation: "sigmoid", recurrentInitializer: "zeros" } as const;
  const network = layers.sequential({
    layers: [
      lstm({ ...cell, units: 50, returnSequences: true, inputShape: [10, 3], name: "first" }),
      lstm({ ...cell, units: 50, name: "second" }),
      dense({ units: 1, name: "head" }),
    ],
  });
  for (const layer of network.layers) {
    layer.setWeights(layer.weights.map((weight, i) => wave(weight.shape as number[], i + 1)));
  }
  return tf.tidy(() => {
    const x = wave([32, 10, 3], 4);
    const { value, grads } = tf.variableGrads(() =>
      tf.mean(tf.square(network.apply(x) as tf.Tensor)) as tf.Scalar
    );
    const product = tf.matMul(wave([301, 257], 5), wave([257, 199], 6));
    const maps = wave([8, 20, 20, 16], 7) as tf.Tensor4D;
    const slopes = tf.grads((image, filter) =>
      tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, "same")
    )([maps, wave([3, 3, 16, 24], 8)], wave([8, 20, 20, 24], 9));
    return [value, ...Object.values(grads), product, ...slopes].map((tensor) =>
      tensor.dataSync<"float32">()
    );
  });
}

function wave(shape: number[], start: number): tf.Tensor {
  const size = shape.reduce((count, length) => count * length, 1);
  const values = Array.from({ length: size }, (_, i) => Math.sin(start + i * 0.7) / 3);
  return tf.tensor(values, shape);
}

async function digestOf(parts: Float32Array[]): Promise<string> {
  const bytes = await new Blob(parts as Float32Array<ArrayBuffer>[]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function watchThreadsEnd(running: number): Promise<void> {
  if (countWorkers() !== running) throw new Error(`${countWorkers()} workers before the stop`);
  await stopBackend();
  await waitForWorkers(0);
}
