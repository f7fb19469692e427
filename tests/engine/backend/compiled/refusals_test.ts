import { assertStringIncludes, assertThrows } from "@std/assert";
import { compile } from "../../../../engine/backend/mod.ts";
import { compileTraining } from "../../../../engine/backend/compiled/compile_training.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";

import { InputError, ModelError } from "../../../../engine/domain/mod.ts";
import { openEngine } from "./open_engine.ts";
import { type SavedLayer, savedLayers } from "./saved_layers.ts";

const engine = await openEngine();

const lstm = { units: 2, activation: "tanh", recurrent_activation: "sigmoid", use_bias: false };
const gru = { ...lstm, reset_after: true };
const recurrentWeights = (gates: number) => ({
  kernel: [3, 2 * gates],
  recurrent_kernel: [2, 2 * gates],
});
const conv = { filters: 2, kernel_size: [2], strides: [1], use_bias: false };
const filters = { kernel: [2, 3, 2] };
const dense = { units: 2, use_bias: false };
const normal = { gamma: [3], beta: [3], moving_mean: [3], moving_variance: [3] };

/** Layers of an input [6, 3] (or as given) that cannot be run, and why. */
const REFUSED: readonly [SavedLayer, reason: string][] = [
  [{ className: "Embedding" }, "there is no kernel for it"],
  [{ className: "LeakyReLU" }, "there is no kernel for it"],
  [
    { className: "Dense", config: { ...dense, activation: "elu" }, weights: { kernel: [3, 2] } },
    `its activation "elu" has no kernel`,
  ],
  [
    { className: "Dense", config: { units: 2 }, weights: { kernel: [3, 2] } },
    `it has no weight "bias"`,
  ],
  [{ className: "Dense", config: dense, weights: { kernal: [3, 2] } }, `it has no weight "kernel"`],
  [
    { className: "Dense", config: dense, weights: { kernel: [2, 3] } },
    `its weight "kernel" has the shape [2,3], need [3,2]`,
  ],
  [
    { className: "ReLU", config: { max_value: 6 } },
    "its max_value is 6, and only null has a kernel",
  ],
  [{ className: "ReLU", config: { max_value: 0 } }, "its max_value is 0"],
  [
    { className: "ReLU", config: { negative_slope: 0.1 } },
    "its negative_slope is 0.1, and only 0 has a kernel",
  ],
  [
    { className: "Softmax", config: { axis: 1 } },
    "its axis is 1, and only the last one has a kernel",
  ],
  [
    { className: "Conv1D", config: { ...conv, padding: "causal" }, weights: filters },
    `its padding is "causal", need same or valid`,
  ],
  [
    { className: "Conv1D", config: { ...conv, dilation_rate: [2] }, weights: filters },
    "it is dilated",
  ],
  [{ className: "Conv1D", config: { ...conv, groups: 3 }, weights: filters }, "its groups is 3"],
  [
    { className: "Conv1D", config: { ...conv, data_format: "channels_first" }, weights: filters },
    `its data_format is "channels_first"`,
  ],
  [
    { className: "Conv1D", config: { ...conv, kernel_size: [7] }, weights: { kernel: [7, 3, 2] } },
    "its window does not fit its input of [6,3]",
  ],
  [
    { className: "Conv1D", config: { ...conv, kernel_size: [3] }, weights: filters },
    `need [3,3,2]`,
  ],
  [
    { className: "Conv1D", config: { ...conv, strides: [0] }, weights: filters },
    "Cannot use columnStride 0",
  ],
  [
    { className: "Conv2D", config: { ...conv, kernel_size: [2, 2] } },
    "its input has 2 axes, need 3",
  ],
  [
    { className: "Conv1DTranspose", config: { ...conv, output_padding: 1 } },
    "its output_padding is 1",
  ],
  [{ className: "Conv1DTranspose", config: { ...conv, dilation_rate: 2 } }, "it is dilated"],
  [{ className: "MaxPooling1D", config: { pool_size: [7] } }, "its window does not fit"],
  [{ className: "GlobalMaxPooling1D", config: { keepdims: true } }, "its keepdims is true"],
  [{ className: "Cropping1D", config: { cropping: [3, 3] } }, "it leaves nothing"],
  [{ className: "ZeroPadding2D", config: { padding: 1 } }, "its input has 2 axes, need 3"],
  [
    { className: "Reshape", config: { target_shape: [4, 5] } },
    "its 18 numbers do not fit into [4,5]",
  ],
  [
    { className: "Reshape", config: { target_shape: [4, -1] } },
    "its 18 numbers do not fit into [4,-1]",
  ],
  [{ className: "Flatten", config: { data_format: "channels_first" } }, "its data_format"],
  [
    { className: "Permute", shape: [2, 2, 2, 2], config: { dims: [4, 3, 2, 1] } },
    "it moves more than three axes",
  ],
  [
    { className: "BatchNormalization", config: { axis: [1] }, weights: normal },
    "its axis is 1, and only the last one has a kernel",
  ],
  [
    { className: "BatchNormalization", weights: { ...normal, moving_mean: [2] } },
    `has the shape [3], need [2]`,
  ],
  [
    { className: "BatchNormalization", weights: { gamma: [3], beta: [3], moving_mean: [3] } },
    `it has no weight "moving_variance"`,
  ],
  [
    { className: "BatchNormalization", weights: { ...normal, gamma: undefined } },
    `it has no weight "gamma"`,
  ],
  [{
    className: "LSTM",
    config: { ...lstm, recurrent_activation: "relu" },
    weights: recurrentWeights(4),
  }, `its recurrent_activation is "relu", and only "sigmoid" and "hard_sigmoid" have a kernel`],
  [
    { className: "LSTM", config: { ...lstm, stateful: true }, weights: recurrentWeights(4) },
    "its stateful is true",
  ],
  [
    { className: "LSTM", config: { ...lstm, return_state: true }, weights: recurrentWeights(4) },
    "its return_state is true",
  ],
  [
    { className: "LSTM", config: lstm, weights: recurrentWeights(3) },
    `its weight "kernel" has the shape [3,6], need [3,8]`,
  ],
  [{
    className: "SimpleRNN",
    config: { ...lstm, units: 1_001 },
    weights: { kernel: [3, 1_001], recurrent_kernel: [1_001, 1_001] },
  }, "1,000 units at most"],
  [
    { className: "LSTM", shape: [6], config: lstm, weights: recurrentWeights(4) },
    "its input has 1 axes, need 2",
  ],
  [{
    className: "SimpleRNN",
    config: { ...lstm, activation: "relu" },
    weights: recurrentWeights(1),
  }, `its activation is "relu"`],
  [
    { className: "GRU", config: { ...gru, reset_after: false }, weights: recurrentWeights(3) },
    "its reset gate comes before the product, which has no kernel",
  ],
  [{
    className: "GRU",
    config: { ...gru, reset_after: undefined, use_bias: true },
    weights: { ...recurrentWeights(3), bias: [6] },
  }, "its reset gate comes before the product"],
  [{
    className: "GRU",
    config: { ...gru, use_bias: true },
    weights: { ...recurrentWeights(3), bias: [6] },
  }, `its weight "bias" has the shape [6], need [2,6]`],
  [{
    className: "Bidirectional",
    config: { merge_mode: "sum", layer: { class_name: "LSTM", config: lstm } },
  }, `its merge_mode is "sum"`],
  [
    { className: "Bidirectional", config: { layer: { class_name: "LSTM", config: lstm } } },
    "it has no weights for its forward layer",
  ],
  [{
    className: "Bidirectional",
    config: { layer: { class_name: "LSTM", config: { ...lstm, go_backwards: true } } },
  }, "its inner layer goes backwards by itself"],
  [{
    className: "Bidirectional",
    config: { layer: { class_name: "Dense", config: lstm } },
    weights: { "forward_d/kernel": [3, 2], "backward_d/kernel": [3, 2] },
  }, "its Dense has no kernel"],
  [{ className: "Bidirectional" }, "it has no inner layer"],
  [{ className: "Permute" }, "its dims is undefined, need whole numbers"],
  [
    { className: "Permute", config: { dims: [1, 3] } },
    "its dims are [1,3], need each of 2 axes once",
  ],
  [{ className: "Reshape", config: { target_shape: [0, -1] } }, "do not fit into [0,-1]"],
  [
    { className: "Reshape", config: { target_shape: "18" } },
    `its target_shape is "18", need whole numbers`,
  ],
  [{ className: "Cropping1D", config: { cropping: [-1, 1] } }, "its cropping is less than 0"],
  [{ className: "ZeroPadding1D" }, "its padding is undefined, need whole numbers"],
  [
    { className: "Dense", config: { use_bias: false }, weights: { kernel: [3, 2] } },
    "need [3,NaN]",
  ],
  [{ className: "Add" }, "it has only one input"],
  [
    { className: "Add", with: { className: "Cropping1D", config: { cropping: [1, 0] } } },
    "its inputs [6,3], [5,3] are of different shapes",
  ],
  [
    { className: "Concatenate", with: { className: "Cropping1D", config: { cropping: [1, 0] } } },
    "its inputs [6,3], [5,3] do not fit along axis -1",
  ],
  [{ className: "Concatenate", config: { axis: 0 } }, "do not fit along axis 0"],
];

for (const [layer, reason] of REFUSED) {
  const options = JSON.stringify(layer.config ?? layer.weights ?? {});
  Deno.test(`${layer.className} ${options}: refused, with the layer and the reason`, () => {
    const refusal = refusalOf(() => compile(savedLayers([layer]), { engine }));
    assertStringIncludes(refusal, `Cannot compile layer "layer_0" (${layer.className}): `);
    assertStringIncludes(refusal, reason);
  });
}

/** Layers that predict but cannot be trained. */
const UNTRAINABLE: readonly [SavedLayer, reason: string][] = [
  [{ className: "LayerNormalization", weights: { gamma: [3], beta: [3] } }, "it cannot be trained"],
  [{ className: "SpatialDropout1D", config: { rate: 0.1 } }, "it cannot be trained"],
  [{ className: "UpSampling1D", config: { size: 2 } }, "it cannot be trained"],
  [{
    className: "LSTM",
    config: { ...lstm, recurrent_activation: "hard_sigmoid" },
    weights: recurrentWeights(4),
  }, "its hard_sigmoid cannot be trained"],
  [
    { className: "LSTM", config: { ...lstm, dropout: 0.1 }, weights: recurrentWeights(4) },
    "its dropout is 0.1, and only 0 has a kernel",
  ],
  [{
    className: "SimpleRNN",
    config: { ...lstm, recurrent_dropout: 0.1 },
    weights: recurrentWeights(1),
  }, "its recurrent_dropout is 0.1"],
  [
    { className: "Dropout", config: { rate: 0.2, noise_shape: [1, 3] } },
    "its noise_shape is [1,3]",
  ],
  [{ className: "Dropout", config: { rate: 1 } }, "Cannot drop a share of 1"],
  [{
    className: "Dense",
    config: { ...dense, kernel_regularizer: { class_name: "L1L2" } },
    weights: { kernel: [3, 2] },
  }, "its kernel_regularizer has no kernel in training"],
  [{
    className: "Dense",
    config: { ...dense, kernel_constraint: { class_name: "NonNeg" } },
    weights: { kernel: [3, 2] },
  }, "its kernel_constraint has no kernel in training"],
];

for (const [layer, reason] of UNTRAINABLE) {
  Deno.test(`${layer.className} ${JSON.stringify(layer.config ?? {})}: not trained`, () => {
    const saved = savedLayers([layer]);
    compile(saved, { engine }).dispose();
    const { graph } = readNetwork(saved);
    const refusal = refusalOf(() =>
      compileTraining(graph, { batch: 1, engine, drawSeed: () => 0 })
    );
    assertStringIncludes(refusal, `Cannot compile layer "layer_0" (${layer.className}): ${reason}`);
  });
}

Deno.test("a predictor refuses values that are no whole examples, or more than a batch", () => {
  const layer = { className: "Dense", config: dense, weights: { kernel: [3, 2] } };
  const { predict } = compile(savedLayers([layer]), { engine, batch: 2 });
  for (const length of [1, 17, 19, 54]) {
    assertThrows(
      () => predict(new Float32Array(length)),
      InputError,
      `Cannot predict: ${length} values, need up to 2 examples of 18.`,
    );
  }
});

function refusalOf(run: () => unknown): string {
  return assertThrows(run, ModelError).message;
}
