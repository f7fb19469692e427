import { assertEquals, assertThrows } from "@std/assert";
import { readNetworkGraph } from "../../../../engine/backend/compiled/read_network_graph.ts";
import type { SavedTopology } from "../../../../engine/backend/compiled/saved_topology.ts";
import { ModelError } from "../../../../engine/domain/mod.ts";

const refuse = (reason: string) => new ModelError(`Cannot load network: ${reason}.`, "network");
const read = (saved: SavedTopology) => readNetworkGraph(saved, refuse);

const INPUT = layer("x", { className: "InputLayer", config: { batch_input_shape: [null, 6, 3] } });
const FLAT = layer("flat", { className: "Flatten", inputs: ["x"] });
const HEAD = layer("head", { className: "Dense", inputs: ["flat"] });
const WEIGHTS = [{ name: "head/kernel", shape: [18, 2] }, { name: "head/bias", shape: [2] }];

interface Written {
  name?: string;
  class_name: string;
  config: Record<string, unknown>;
  inbound_nodes: unknown[];
}

function layer(
  name: string,
  { className, inputs = [], config = {} }: {
    className: string;
    inputs?: string[];
    config?: Record<string, unknown>;
  },
): Written {
  const inbound = inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])];
  return { name, class_name: className, config: { name, ...config }, inbound_nodes: inbound };
}

function functional(
  layers: unknown[],
  { outputs = [["head", 0, 0]], weights = WEIGHTS }: {
    outputs?: unknown[];
    weights?: SavedTopology["weights"];
  } = {},
): SavedTopology {
  const config = { name: "net", layers, input_layers: [["x", 0, 0]], output_layers: outputs };
  return { modelTopology: { class_name: "Model", config }, weights };
}

Deno.test("a graph is read in an order in which each layer follows what it reads", () => {
  const graph = read(functional([HEAD, FLAT, INPUT]));
  assertEquals(graph.layers.map(({ name }) => name), ["x", "flat", "head"]);
  assertEquals(graph.layers[2].inputs, ["flat"]);
  assertEquals([graph.name, graph.input, graph.output], ["net", "x", "head"]);
  assertEquals([graph.inputShape, graph.weightCount], [[6, 3], 38]);
  assertEquals(
    graph.layers[2].weights,
    new Map([
      ["kernel", { shape: [18, 2], offset: 0, size: 36 }],
      ["bias", { shape: [2], offset: 36, size: 2 }],
    ]),
  );
});

Deno.test("a Sequential network is a chain, with or without an input layer, of tfjs or of Keras", () => {
  const bare = { ...FLAT.config, batch_input_shape: [null, 6, 3] };
  const layers = [
    { class_name: "Flatten", config: bare },
    { class_name: "Dense", config: HEAD.config },
  ];
  const model = { class_name: "Sequential", config: { layers } };
  const withInput = [{ class_name: "InputLayer", config: INPUT.config }, ...layers];
  for (
    const modelTopology of [
      model,
      { model_config: model },
      { class_name: "Sequential", config: { layers: withInput } },
    ]
  ) {
    const graph = read({ modelTopology, weights: WEIGHTS });
    assertEquals(graph.layers.map(({ className }) => className), [
      "InputLayer",
      "Flatten",
      "Dense",
    ]);
    assertEquals(graph.layers[1].inputs, [graph.input]);
    assertEquals([graph.output, graph.inputShape, graph.weightCount], ["head", [6, 3], 38]);
  }
});

Deno.test("weights go to the layer with the longest name that theirs begins with", () => {
  const inner = layer("flat/head", { className: "Dense", inputs: ["flat"] });
  const graph = read(functional([INPUT, FLAT, inner], {
    outputs: ["flat/head", 0, 0], // a single output may be written without a list around it
    weights: [{ name: "flat/head/kernel", shape: [18, 2] }],
  }));
  assertEquals(graph.layers.map(({ weights }) => [...weights.keys()]), [[], [], ["kernel"]]);
});

const twice = { ...HEAD, inbound_nodes: [[["flat", 0, 0, {}]], [["flat", 0, 0, {}]]] };
const ofKeras3 = { ...HEAD, inbound_nodes: [{ args: [], kwargs: {} }] };
const second = { ...INPUT, name: "y" };
const wide = layer("x", {
  className: "InputLayer",
  config: { batch_input_shape: [null, null, 3] },
});

for (
  const [reason, saved] of [
    ["it has no list of layers", { modelTopology: {}, weights: [] }],
    ["it has no list of layers", functional([])],
    ["with class and options", functional([INPUT, { name: "flat", class_name: "Flatten" }, HEAD])],
    ["with class and options", functional([INPUT, null, HEAD])],
    [
      "it has 2 inputs, need exactly 1",
      functional(
        [INPUT, second, FLAT, layer("head", { className: "Add", inputs: ["flat", "y"] })],
        { weights: [] },
      ),
    ],
    ["its input has the shape [null,3], need whole numbers", functional([wide, FLAT, HEAD])],
    [
      "it has 2 outputs, need exactly 1",
      functional([INPUT, FLAT, HEAD], { outputs: [["head", 0, 0], ["flat", 0, 0]] }),
    ],
    [
      `its output "tail" is none of its layers`,
      functional([INPUT, FLAT, HEAD], { outputs: [["tail", 0, 0]] }),
    ],
    [`its layer "head" is used 2 times`, functional([INPUT, FLAT, twice])],
    [`its layer "head" does not say which layers it reads`, functional([INPUT, FLAT, ofKeras3])],
    [
      `its layer "head" does not say which layers it reads`,
      functional([INPUT, FLAT, { ...HEAD, inbound_nodes: [] }]),
    ],
    [`its layer "head" reads a layer that does not exist`, functional([INPUT, HEAD])],
    [`it has two layers "flat"`, functional([INPUT, FLAT, FLAT, HEAD])],
    [
      `its layer "spare" is read by none`,
      functional([INPUT, FLAT, HEAD, layer("spare", { className: "Dense", inputs: ["flat"] })]),
    ],
    [
      `its weight "tail/kernel" belongs to no layer`,
      functional([INPUT, FLAT, HEAD], { weights: [{ name: "tail/kernel", shape: [1] }] }),
    ],
  ] as const
) {
  Deno.test(`a network that cannot be read is refused: ${reason}`, () => {
    assertThrows(() => read(saved), ModelError, reason);
  });
}
