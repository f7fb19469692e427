import "@tensorflow/tfjs";
import { assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import { startBackend } from "../../../engine/backend/mod.ts";
import { ResetAfterGru } from "../../../engine/backend/tensor_kernels/reset_after_gru.ts";
import { layers, tf } from "../../../engine/backend/tensors.ts";
import { assertAllClose } from "./assert_all_close.ts";
import { kernelsUsed } from "./kernels_used.ts";
import { onPlainTfjs } from "./on_plain_tfjs.ts";
import { waveValues } from "./wave_values.ts";

interface Recurrence {
  kind: "lstm" | "simpleRNN" | "gru";
  sizes: { batch: number; steps: number; inputs: number; units: number };
  returnSequences: boolean;
  goBackwards: boolean;
  useBias: boolean;
}

const recurrences: fc.Arbitrary<Recurrence> = fc.record({
  kind: fc.constantFrom("lstm", "simpleRNN", "gru"),
  sizes: fc.record({
    batch: fc.integer({ min: 1, max: 9 }),
    steps: fc.integer({ min: 2, max: 7 }), // plain tfjs has no slopes of a single step
    inputs: fc.integer({ min: 1, max: 9 }),
    units: fc.integer({ min: 1, max: 19 }),
  }),
  returnSequences: fc.boolean(),
  goBackwards: fc.boolean(),
  useBias: fc.boolean(),
});

/** A layer with made-up weights, not yet applied to anything. */
function makeLayer(
  { kind, sizes, returnSequences, goBackwards, useBias }: Recurrence,
  options: object = {},
): layers.RNN {
  const all = {
    ...{ units: sizes.units, returnSequences, goBackwards, useBias },
    ...{ recurrentActivation: "sigmoid" as const, resetAfter: true },
    ...{ kernelInitializer: "zeros" as const, recurrentInitializer: "zeros" as const, ...options },
  };
  const layer = kind === "gru" ? new ResetAfterGru(all) : layers.layers[kind](all) as layers.RNN;
  layer.build([null, null, sizes.inputs]);
  layer.built = true;
  layer.setWeights(layer.weights.map(({ shape }, i) => wave(shape as number[], i + 1)));
  return layer;
}

/** Output, and slopes by input and weights. */
function evaluate(recurrence: Recurrence, options: object = {}): Float32Array[] {
  const { batch, steps, inputs } = recurrence.sizes;
  return tf.tidy(() => {
    const layer = makeLayer(recurrence, options);
    const x = wave([batch, steps, inputs], 8);
    const apply = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
    const output = apply(x);
    const slope = wave(output.shape, 9);
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { grads } = tf.variableGrads(
      () => tf.sum(tf.mul(apply(x), slope)) as tf.Scalar,
      weights,
    );
    const tensors = [output, tf.grad(apply)(x, slope), ...weights.map(({ name }) => grads[name])];
    return tensors.map((tensor) => tensor.dataSync<"float32">());
  });
}

function assertSameSlopes(actual: Float32Array[], expected: Float32Array[], of: string): void {
  assertEquals(actual.length, expected.length);
  const names = ["output", "input", "kernel", "recurrent kernel", "bias"];
  actual.forEach((values, i) =>
    assertAllClose(values, expected[i], { of: `${of}: ${names[i]}`, relative: 1e-3 })
  );
}

Deno.test("recurrent layers: output and slopes equal those of plain tfjs", async () => {
  await startBackend();
  const samples = fc.sample(recurrences, { seed: 11, numRuns: 60 });
  const actual = samples.map((sample) => evaluate(sample));
  const expected = await onPlainTfjs(() => samples.map((sample) => evaluate(sample)));
  samples.forEach((sample, i) => assertSameSlopes(actual[i], expected[i], JSON.stringify(sample)));
});

const plain: Recurrence = {
  kind: "lstm",
  sizes: { batch: 3, steps: 4, inputs: 2, units: 5 },
  returnSequences: true,
  goBackwards: false,
  useBias: true,
};

for (
  const [what, options] of [
    ["another activation", { activation: "relu" }],
    ["another activation of the gates", { recurrentActivation: "hardSigmoid" }],
  ] as const
) {
  Deno.test(`recurrent layers: ${what} goes step by step`, async () => {
    await startBackend();
    assertEquals(await kernelsUsed(() => evaluate(plain, options), /^Quakecast/), []);
    const actual = evaluate(plain, options);
    assertSameSlopes(actual, await onPlainTfjs(() => evaluate(plain, options)), what);
  });
}

Deno.test("recurrent layers: masks, states and slopes of slopes go step by step", async () => {
  await startBackend();
  const { batch, steps, inputs, units } = plain.sizes;
  const calls: Record<string, () => tf.Tensor> = {
    mask: () => {
      const mask = tf.tensor2d([[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]], undefined, "bool");
      return makeLayer(plain).apply(wave([batch, steps, inputs], 8), { mask }) as tf.Tensor;
    },
    state: () => {
      const initialState = [wave([batch, units], 3), wave([batch, units], 4)];
      return makeLayer(plain).apply(wave([batch, steps, inputs], 8), { initialState }) as tf.Tensor;
    },
    "kept state": () =>
      (makeLayer(plain, { returnState: true }).apply(
        wave([batch, steps, inputs], 8),
      ) as tf.Tensor[])[2],
    "slope of the slope": () => {
      const layer = makeLayer(plain);
      const slope = (x: tf.Tensor) =>
        tf.grad((x) => tf.sum(tf.square(layer.apply(x) as tf.Tensor)))(x);
      return tf.grad((x) => tf.sum(tf.square(slope(x))))(wave([batch, steps, inputs], 8));
    },
  };
  for (const [of, call] of Object.entries(calls)) {
    assertEquals(await kernelsUsed(call, /^Quakecast/), [], of);
    const actual = call().dataSync();
    const expected = await onPlainTfjs(() => call().dataSync());
    assertAllClose(actual, expected, { of, relative: 1e-3 });
  }
});

Deno.test("recurrent layers: built, in both directions or loaded, all use the kernels", async () => {
  await startBackend();
  const lstm = layers.layers.lstm({
    ...{ units: 4, recurrentActivation: "sigmoid", recurrentInitializer: "zeros" },
    inputShape: [5, 2],
  }) as layers.RNN;
  const built = layers.sequential({ layers: [lstm] });
  const both = layers.sequential({
    layers: [layers.layers.bidirectional({
      ...{ layer: lstm, mergeMode: "concat", inputShape: [5, 2] },
    })],
  });
  const loaded = await layers.models.modelFromJSON(JSON.parse(both.toJSON() as string));
  loaded.setWeights(both.getWeights());
  const x = wave([3, 5, 2], 1);
  for (const [network, count] of [[built, 1], [both, 2], [loaded, 2]] as const) {
    const used = await kernelsUsed(() => network.predict(x) as tf.Tensor, /^Quakecast/);
    assertEquals(used, new Array(count).fill("QuakecastLSTM"));
  }
  assertEquals(
    (loaded.predict(x) as tf.Tensor).dataSync(),
    (both.predict(x) as tf.Tensor).dataSync(),
  );
});

Deno.test("recurrent layers: a GRU that resets after the product loads as Keras saves it", async () => {
  await startBackend();
  const gru = (reset_after: boolean) => ({
    class_name: "Sequential",
    config: {
      name: "saved",
      layers: [{
        class_name: "GRU",
        config: {
          ...{ name: "gru", batch_input_shape: [null, 5, 2], units: 4, return_sequences: true },
          ...{ activation: "tanh", recurrent_activation: "sigmoid", use_bias: true, reset_after },
        },
      }],
    },
  });
  const load = (reset_after: boolean) =>
    layers.models.modelFromJSON(
      gru(reset_after) as unknown as Parameters<typeof layers.models.modelFromJSON>[0],
    );
  const [after, before] = [await load(true), await load(false)];
  assertEquals([after, before].map(({ weights }) => weights[2].shape), [[2, 12], [12]]);
  const again = await layers.models.modelFromJSON(JSON.parse(after.toJSON() as string));
  again.setWeights(after.getWeights());
  const x = wave([3, 5, 2], 1);
  const predict = (network: layers.LayersModel) => () => network.predict(x) as tf.Tensor;
  assertEquals(await kernelsUsed(predict(after), /^Quakecast/), ["QuakecastGRU"]);
  assertEquals(await kernelsUsed(predict(before), /^Quakecast/), []);
  assertEquals(predict(again)().dataSync(), predict(after)().dataSync());
});

Deno.test("recurrent layers: dropout goes step by step in training alone", async () => {
  await startBackend();
  const layer = makeLayer(plain, { dropout: 0.5 });
  const x = wave([3, 4, 2], 8);
  const apply = (training: boolean) => () => layer.apply(x, { training }) as tf.Tensor;
  assertEquals(await kernelsUsed(apply(true), /^Quakecast/), []);
  assertEquals(await kernelsUsed(apply(false), /^Quakecast/), ["QuakecastLSTM"]);
  const dropped = apply(true)().dataSync();
  const whole = apply(false)().dataSync();
  assertGreater(Math.max(...dropped.map((value, i) => Math.abs(value - whole[i]))), 1e-3);
});

function wave(shape: number[], start: number): tf.Tensor {
  return tf.tensor(waveValues(shape, start), shape, "float32");
}
