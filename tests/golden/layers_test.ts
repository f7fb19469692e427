import { assertEquals } from "@std/assert";
import { startBackend } from "../../engine/backend/mod.ts";
import { ResetAfterGru } from "../../engine/backend/tensor_kernels/reset_after_gru.ts";
import { layers, tf } from "../../engine/backend/tensors.ts";
import { assertAllClose } from "../engine/backend/assert_all_close.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";

interface Values {
  shape: number[];
  values: number[];
}

interface Case extends Record<string, unknown> {
  layer: "lstm" | "simple_rnn" | "gru" | "conv1d" | "conv2d";
  units: number;
  return_sequences: boolean;
  stride: number;
  padding_each_side: number;
}

/** float32 against float64. */
const RELATIVE = 5e-4;

testWithSharedData("layers and all their gradients agree with PyTorch", async () => {
  await startBackend();
  const { cases } = JSON.parse(await Deno.readTextFile(sharedFile("golden/layers.json")));
  assertEquals(cases.length, 17);
  (cases as Case[]).forEach((golden, i) =>
    compare(inKerasOrder(golden), `case ${i} (${golden.layer})`)
  );
});

/** PyTorch's GRU has its gates in the order reset, update, new; Keras' update, reset, new. */
function inKerasOrder(golden: Case): Case {
  if (golden.layer !== "gru") return golden;
  const { units } = golden;
  const swapped = Object.entries(golden).map(([key, value]) => {
    if (!/^(kernel|recurrent_kernel|bias)(_gradient)?$/.test(key)) return [key, value];
    const { values, shape } = value as Values;
    const from = (i: number) => i % (3 * units) < units ? i + units : i - units;
    const isNew = (i: number) => i % (3 * units) >= 2 * units;
    return [key, { shape, values: values.map((own, i) => isNew(i) ? own : values[from(i)]) }];
  });
  return Object.fromEntries(swapped);
}

function compare(golden: Case, name: string): void {
  const isRecurrent = !golden.layer.startsWith("conv");
  const inputs = isRecurrent
    ? ["x", "kernel", "recurrent_kernel", "bias"]
    : ["x", "kernel", "bias"];
  const run = isRecurrent ? recurrentLayer(golden) : convolution(golden);
  tf.tidy(() => {
    const tensors = inputs.map((input) => tensorOf(golden, input));
    const slope = tensorOf(golden, "output_gradient");
    const output = run(...tensors);
    assertValues(output, golden, { key: "output", name });
    const gradients = tf.grads(run)(tensors, slope);
    gradients.forEach((gradient, i) =>
      assertValues(gradient, golden, { key: `${inputs[i]}_gradient`, name })
    );
  });
}

/** The layer as a function of its input and weights, so that gradients reach them all. */
function recurrentLayer(golden: Case): (...tensors: tf.Tensor[]) => tf.Tensor {
  const options = {
    units: golden.units,
    returnSequences: golden.return_sequences,
    recurrentInitializer: "zeros" as const, // tfjs-core alone lacks what the usual one calls
  };
  const gated = { ...options, recurrentActivation: "sigmoid" } as const;
  const layer = {
    lstm: () => layers.layers.lstm(gated),
    gru: () => new ResetAfterGru({ ...gated, resetAfter: true }),
    simple_rnn: () => layers.layers.simpleRNN(options),
  }[golden.layer as "lstm" | "gru" | "simple_rnn"]();
  tf.tidy(() => void layer.apply(tensorOf(golden, "x"))); // makes its weights
  return (x, ...weights) => {
    layer.weights.forEach((weight, i) => {
      weight.read = () => weights[i] as ReturnType<typeof weight.read>;
    });
    return layer.apply(x) as tf.Tensor;
  };
}

function convolution(golden: Case): (...tensors: tf.Tensor[]) => tf.Tensor {
  const { stride, padding_each_side: pad } = golden;
  if (golden.layer === "conv2d") {
    return (x, kernel, bias) =>
      tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, stride, pad), bias);
  }
  return (x, kernel, bias) => {
    const padded = tf.pad(x, [[0, 0], [pad, pad], [0, 0]]) as tf.Tensor3D; // tf.conv1d pads wrong
    return tf.add(tf.conv1d(padded, kernel as tf.Tensor3D, stride, "valid"), bias);
  };
}

function tensorOf(golden: Case, key: string): tf.Tensor {
  const { values, shape } = golden[key] as Values;
  return tf.tensor(values, shape, "float32");
}

function assertValues(
  actual: tf.Tensor,
  golden: Case,
  { key, name }: { key: string; name: string },
): void {
  const expected = golden[key] as Values;
  assertEquals(actual.shape, expected.shape, `shape of ${key} of ${name}`);
  assertAllClose(actual.dataSync(), expected.values, {
    of: `${key} of ${name}`,
    relative: RELATIVE,
  });
}
