import "@tensorflow/tfjs";
import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { startBackend } from "../../../engine/backend/mod.ts";
import { layers, tf } from "../../../engine/backend/tensors.ts";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import {
  chooseKernelBuild,
  convolution,
  matrixProduct,
  packColumns,
  packConvolution,
  packedBytes,
  packedConvolutionBytes,
} from "../../../engine/kernels/mod.ts";
import { openStage } from "../kernels/kernel_stage.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { onPlainTfjs } from "./on_plain_tfjs.ts";
import { waveValues } from "./wave_values.ts";

Deno.test("tensors get the bits that the kernels give elsewhere", async () => {
  await startBackend();
  const stage = await openStage(chooseKernelBuild());
  const [m, k, n] = [37, 50, 29];
  const [a, b] = [waveValues([m, k], 1), waveValues([k, n], 2)];
  const packed = stage.room(packedBytes({ n, k }) / 4);
  const c = stage.room(m * n);
  stage.run(packColumns({ packed, b: stage.put(b), n, k }));
  stage.run(matrixProduct({ c, a: stage.put(a), packed, rows: m, n, k }));
  const product = tf.matMul(tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n]));
  assertEquals(product.dataSync(), stage.read(c, m * n));

  const shape = { batch: 2, rows: 1, columns: 19, channels: 3, kernelRows: 1, kernelColumns: 4 };
  const [x, filter] = [waveValues([2, 19, 3], 3), waveValues([4, 3, 7], 4)];
  const sizes = { ...shape, filters: 7 };
  const filters = stage.room(packedConvolutionBytes(sizes) / 4);
  const out = stage.room(2 * 16 * 7);
  stage.run(packConvolution({ ...sizes, packed: filters, weights: stage.put(filter) }));
  stage.run(convolution({ ...sizes, out, x: stage.put(x), packed: filters }));
  const convolved = tf.conv1d(
    tf.tensor3d(x, [2, 19, 3]),
    tf.tensor3d(filter, [4, 3, 7]),
    1,
    "valid",
  );
  assertEquals(convolved.dataSync(), stage.read(out, 2 * 16 * 7));
});

Deno.test("fitting a network gives the losses of plain tfjs", async () => {
  await startBackend();
  const actual = await fitLosses();
  const expected = await onPlainTfjs(fitLosses);
  assertEquals(actual.length, 12);
  assertGreater(actual[0], actual[9]); // the first batch's, three epochs later
  assertAllClose(actual, expected, { of: "losses", relative: 1e-4, nearZero: 0 });
});

Deno.test("200 steps of fitting leave no tensors, bytes or larger heap behind", async () => {
  await startBackend();
  const network = makeNetwork();
  const [x, y] = examples(8 * 220);
  const states: string[] = [];
  await network.fit(x, y, {
    ...{ epochs: 1, batchSize: 8, shuffle: false, yieldEvery: "never", verbose: 0 },
    callbacks: {
      onBatchEnd: () => {
        const { numTensors, numBytes, numDataBuffers } = tf.memory();
        states.push(JSON.stringify({ numTensors, numBytes, numDataBuffers, heap: heapBytes() }));
        return Promise.resolve();
      },
    },
  });
  assertEquals(states.length, 220);
  assertEquals(states[219], states[20]);
});

Deno.test("addresses stay good when the heap grows between calls and within them", async () => {
  await startBackend();
  const [a, b] = [[40, 30], [30, 20]].map((shape, i) => tf.tensor(waveValues(shape, i), shape));
  const before = tf.matMul(a, b).dataSync();
  const bytes = heapBytes();
  const large = tf.zeros([bytes / 4 + 1]);
  assertGreater(heapBytes(), bytes);
  assertEquals(tf.matMul(a, b).dataSync(), before);
  large.dispose();
  const rest = heapBytes();
  const wide = Math.ceil(rest / 30 / 4 / 20); // the output alone is as large as the heap
  const [x, y] = [tf.tile(a, [wide, 1]), tf.tile(b, [1, 30])];
  const product = tf.matMul(x, y);
  assertGreater(heapBytes(), rest);
  const corner = tf.slice(product, [wide * 40 - 40, 580], [40, 20]);
  assertEquals(corner.dataSync(), before);
  tf.dispose([x, y, product]);
});

Deno.test("a heap that is full says so, and what was there is still there", async () => {
  await startBackend();
  const bytes = heapBytes();
  // One output leaves no room for the heap that is there; one is beyond all addresses.
  for (const size of [32_760, 70_000]) {
    const [a, b] = [tf.ones([size, 1]), tf.ones([1, size])];
    const { numTensors } = tf.memory();
    const message = `Cannot hold ${size * size * 4} bytes`;
    assertThrows(() => tf.matMul(a, b), EnvironmentError, message);
    assertEquals([tf.memory().numTensors, heapBytes()], [numTensors, bytes]);
    assertEquals(tf.sum(a).dataSync()[0], size);
  }
});

Deno.test("a network in the format of Keras loads, and predicts as on plain tfjs", async () => {
  await startBackend();
  const x = tf.tensor(waveValues([5, 12, 2], 1), [5, 12, 2]);
  const predict = async () => {
    const network = await layers.loadLayersModel(tf.io.fromMemory(kerasNetwork()));
    return (network.predict(x) as tf.Tensor).dataSync<"float32">();
  };
  const actual = await predict();
  const expected = await onPlainTfjs(predict);
  assertEquals(actual.length, 5);
  assertAllClose(actual, expected, { of: "prediction", relative: 1e-4 });
});

/** Convolution, pools, an LSTM in both directions and one alone: [batch, 12, 2] -> [batch, 1]. */
function makeNetwork(): layers.Sequential {
  const { conv1d, maxPooling1d, bidirectional, lstm, dense } = layers.layers;
  const cell = { recurrentActivation: "sigmoid", recurrentInitializer: "zeros" } as const;
  const network = layers.sequential({
    layers: [
      conv1d({
        filters: 6,
        kernelSize: 3,
        padding: "same",
        activation: "relu",
        inputShape: [12, 2],
      }),
      maxPooling1d({ poolSize: 2 }),
      bidirectional({
        layer: lstm({ ...cell, units: 5, returnSequences: true }) as layers.RNN,
        mergeMode: "concat",
      }),
      lstm({ ...cell, units: 7 }),
      dense({ units: 1 }),
    ],
  });
  for (const layer of network.layers) {
    layer.setWeights(layer.weights.map(({ shape }, i) => {
      const values = waveValues(shape as number[], i + 1).map((value) => value / 2);
      return tf.tensor(values, shape as number[]);
    }));
  }
  network.compile({ optimizer: tf.train.adam(0.01), loss: "meanSquaredError" });
  return network;
}

function examples(count: number): [tf.Tensor, tf.Tensor] {
  const x = tf.tensor3d(waveValues([count, 12, 2], 5), [count, 12, 2]);
  return [x, tf.tidy(() => tf.sum(tf.slice(x, [0, 4, 0], [count, 4, 1]), 1))];
}

async function fitLosses(): Promise<number[]> {
  const network = makeNetwork();
  const [x, y] = examples(40);
  const losses: number[] = [];
  await network.fit(x, y, {
    ...{ epochs: 4, batchSize: 16, shuffle: false, yieldEvery: "never", verbose: 0 },
    callbacks: {
      onBatchEnd: (_, logs) => {
        losses.push(logs!.loss as number);
        return Promise.resolve();
      },
    },
  });
  return losses;
}

/** A network as Keras' own converter writes it. */
function kerasNetwork(): tf.io.ModelArtifacts {
  const shapes: Record<string, number[]> = {
    "conv1d/kernel": [3, 2, 4],
    "conv1d/bias": [4],
    "lstm/lstm_cell/kernel": [4, 24],
    "lstm/lstm_cell/recurrent_kernel": [6, 24],
    "lstm/lstm_cell/bias": [24],
    "dense/kernel": [6, 1],
    "dense/bias": [1],
  };
  const conv1d = {
    ...{ name: "conv1d", trainable: true, batch_input_shape: [null, 12, 2], dtype: "float32" },
    ...{ filters: 4, kernel_size: [3], strides: [2], padding: "same", dilation_rate: [1] },
    ...{ data_format: "channels_last", activation: "relu", use_bias: true },
  };
  const lstm = {
    ...{ name: "lstm", trainable: true, units: 6, return_sequences: false, return_state: false },
    ...{ go_backwards: false, stateful: false, unroll: false, activation: "tanh" },
    ...{ recurrent_activation: "sigmoid", use_bias: true, unit_forget_bias: true },
    ...{ dropout: 0, recurrent_dropout: 0, implementation: 2 },
  };
  const dense = { name: "dense", trainable: true, units: 1, activation: "linear", use_bias: true };
  const values = Object.values(shapes).flatMap((shape, i) => waveValues(shape, i + 1));
  return {
    format: "layers-model",
    modelTopology: {
      keras_version: "2.11.0",
      backend: "tensorflow",
      model_config: {
        class_name: "Sequential",
        config: {
          name: "sequential",
          layers: [
            { class_name: "Conv1D", config: conv1d },
            { class_name: "LSTM", config: lstm },
            { class_name: "Dense", config: dense },
          ],
        },
      },
    },
    weightSpecs: Object.entries(shapes).map(([name, shape]) => ({
      ...{ name, shape, dtype: "float32" as const },
    })),
    weightData: Float32Array.from(values).buffer,
  };
}

function heapBytes(): number {
  const { wasm } = tf.backend() as unknown as {
    wasm: { wasmMemory?: WebAssembly.Memory; asm?: { memory: WebAssembly.Memory } };
  };
  return (wasm.wasmMemory ?? wasm.asm!.memory).buffer.byteLength;
}
