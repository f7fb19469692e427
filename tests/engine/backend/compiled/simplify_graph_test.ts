import { assertEquals } from "@std/assert";
import { simplifyGraph } from "../../../../engine/backend/compiled/simplify_graph.ts";
import { readNetwork } from "../../../../engine/backend/read_network.ts";
import { type SavedLayer, savedLayers } from "./saved_layers.ts";

const CONV: SavedLayer = {
  className: "Conv1D",
  config: { filters: 4, kernel_size: [2], use_bias: false },
  weights: { kernel: [2, 3, 4] },
};
const TRANSPOSED: SavedLayer = {
  className: "Conv1DTranspose",
  config: { filters: 4, kernel_size: [2] },
  weights: { kernel: [2, 4, 3], bias: [4] },
};
const DENSE: SavedLayer = {
  className: "Dense",
  config: { units: 4 },
  weights: { kernel: [3, 4], bias: [4] },
};
const NORM: SavedLayer = {
  className: "BatchNormalization",
  config: { scale: false },
  weights: { beta: [4], moving_mean: [4], moving_variance: [4] },
};
const RELU: SavedLayer = { className: "ReLU" };
const TANH: SavedLayer = { className: "Activation", config: { activation: "tanh" } };

/** Classes of the layers that are left, with their activations. */
function simplified(layers: SavedLayer[]): string[] {
  const { graph, weights } = readNetwork(savedLayers(layers));
  const { layers: left, output } = simplifyGraph(graph, weights);
  assertEquals(output, left[left.length - 1].name);
  return left.slice(1).map(({ className, config }) =>
    [className, ...config.activation ? [config.activation] : []].join(" ")
  );
}

for (const product of [CONV, TRANSPOSED, DENSE]) {
  const { className } = product;
  Deno.test(`${className}: what follows is drawn in as far as it goes`, () => {
    assertEquals(simplified([product, NORM, RELU]), [`${className} relu`]);
    assertEquals(simplified([product, TANH]), [`${className} tanh`]);
    assertEquals(simplified([product, NORM]), [className]);
    assertEquals(simplified([product, NORM, NORM, TANH]), [`${className} tanh`]);
    const active = { ...product, config: { ...product.config, activation: "sigmoid" } };
    assertEquals(simplified([active, NORM, RELU]), [
      ...[`${className} sigmoid`, "BatchNormalization", "ReLU"],
    ]);
    assertEquals(simplified([product, TANH, NORM]), [`${className} tanh`, "BatchNormalization"]);
    const softmax = { className: "Activation", config: { activation: "softmax" } };
    assertEquals(simplified([product, softmax]), [className, "Activation softmax"]);
    const clipped = { className: "ReLU", config: { max_value: 0 } };
    assertEquals(simplified([product, clipped]), [className, "ReLU"]);
  });
}

Deno.test("what somebody else reads stays", () => {
  const sum = { className: "Add", with: TANH };
  assertEquals(simplified([DENSE, sum]), ["Dense", "Activation tanh", "Add"]);
});

Deno.test("a normalisation along another axis stays, to be refused", () => {
  const along = (axis: unknown) => ({ ...NORM, config: { ...NORM.config, axis } });
  assertEquals(simplified([CONV, along([2])]), ["Conv1D"]);
  assertEquals(simplified([CONV, along(-1)]), ["Conv1D"]);
  assertEquals(simplified([CONV, along([1])]), ["Conv1D", "BatchNormalization"]);
  assertEquals(simplified([DENSE, along([1])]), ["Dense", "BatchNormalization"]);
});

Deno.test("weights that do not fit are not folded, to be refused", () => {
  const wrong = { ...NORM, weights: { beta: [3], moving_mean: [3], moving_variance: [3] } };
  assertEquals(simplified([CONV, wrong]), ["Conv1D", "BatchNormalization"]);
  const noBias = { ...DENSE, weights: { kernel: [3, 4] } };
  assertEquals(simplified([noBias, NORM]), ["Dense", "BatchNormalization"]);
});
