import type { ModelError } from "../../domain/mod.ts";
import type { GraphLayer, NetworkGraph } from "./network_graph.ts";
import {
  layersOf,
  modelOf,
  type SavedLayer,
  type SavedModel,
  type SavedTopology,
} from "./saved_topology.ts";

/** Refuses a network with a reason. */
export type RefuseNetwork = (reason: string, cause?: unknown) => ModelError;

/**
 * Reads how a saved network hangs together: a Sequential one or a graph with one input and one
 * output. Throws ModelError for anything else.
 */
export function readNetworkGraph(saved: SavedTopology, refuse: RefuseNetwork): NetworkGraph {
  const model = modelOf(saved);
  const savedLayers = layersOf(model);
  if (savedLayers === undefined) throw refuse("it has no list of layers with class and options");
  const layers = orderLayers(savedLayers.map((layer) => readLayer(layer, refuse)), refuse);
  refuseDuplicates(layers, refuse);
  const weightCount = shareWeights(layers, saved.weights, refuse);
  const output = outputOf(model, layers, refuse);
  refuseDeadEnds(layers, { output, refuse });
  const inputs = savedLayers.filter(({ class_name }) => class_name === "InputLayer");
  if (inputs.length !== 1) throw refuse(`it has ${inputs.length} inputs, need exactly 1`);
  const shape = inputs[0].config.batch_input_shape?.slice(1) ?? [];
  if (shape.length === 0 || !shape.every((length) => Number.isInteger(length))) {
    throw refuse(`its input has the shape ${JSON.stringify(shape)}, need whole numbers`);
  }
  return {
    name: model.config.name ?? "network",
    layers,
    input: inputs[0].name!,
    inputShape: shape as number[],
    output,
    weightCount,
  };
}

function readLayer(layer: SavedLayer, refuse: RefuseNetwork): GraphLayer {
  const name = layer.name ?? layer.config.name!;
  const nodes = layer.inbound_nodes ?? [];
  if (nodes.length > 1) throw refuse(`its layer "${name}" is used ${nodes.length} times`);
  const inbound = (nodes[0] ?? []) as [string, number, number][];
  const isRead = Array.isArray(inbound) && inbound.every((from) => typeof from?.[0] === "string");
  if (!isRead || inbound.length === 0 !== (layer.class_name === "InputLayer")) {
    throw refuse(`its layer "${name}" does not say which layers it reads`);
  }
  return {
    name,
    className: layer.class_name,
    config: layer.config,
    inputs: inbound.map(([from]) => from),
    weights: new Map(),
  };
}

/** Each layer behind those that it reads. */
function orderLayers(layers: GraphLayer[], refuse: RefuseNetwork): GraphLayer[] {
  const ordered: GraphLayer[] = [];
  const done = new Set<string>();
  const waiting = [...layers];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ inputs }) => inputs.every((name) => done.has(name)));
    if (next < 0) throw refuse(`its layer "${waiting[0].name}" reads a layer that does not exist`);
    const [layer] = waiting.splice(next, 1);
    done.add(layer.name);
    ordered.push(layer);
  }
  return ordered;
}

/** Gives each layer its weights, which are named after it; returns how many numbers they have. */
function shareWeights(
  layers: readonly GraphLayer[],
  weights: SavedTopology["weights"],
  refuse: RefuseNetwork,
): number {
  let offset = 0;
  for (const { name, shape } of weights) {
    const owners = layers.filter((candidate) => name.startsWith(`${candidate.name}/`));
    const [layer] = owners.sort((a, b) => b.name.length - a.name.length); // "a/b" before "a"
    if (layer === undefined) throw refuse(`its weight "${name}" belongs to no layer`);
    const size = shape.reduce((product, length) => product * length, 1);
    layer.weights.set(name.slice(layer.name.length + 1), { shape: [...shape], offset, size });
    offset += size;
  }
  return offset;
}

function outputOf(
  { class_name, config }: SavedModel,
  layers: readonly GraphLayer[],
  refuse: RefuseNetwork,
): string {
  if (class_name === "Sequential") return layers[layers.length - 1].name;
  const outputs = (config.output_layers ?? []) as unknown[];
  const names = typeof outputs[0] === "string" ? [outputs] : outputs as [string, number, number][];
  if (names.length !== 1) throw refuse(`it has ${names.length} outputs, need exactly 1`);
  const name = String((names[0] as unknown[])[0]);
  if (layers.some((layer) => layer.name === name)) return name;
  throw refuse(`its output "${name}" is none of its layers`);
}

function refuseDuplicates(layers: readonly GraphLayer[], refuse: RefuseNetwork): void {
  const names = new Set<string>();
  for (const { name } of layers) {
    if (names.has(name)) throw refuse(`it has two layers "${name}"`);
    names.add(name);
  }
}

/** Refuses layers that nothing comes of: their weights would have no slopes. */
function refuseDeadEnds(
  layers: readonly GraphLayer[],
  { output, refuse }: { output: string; refuse: RefuseNetwork },
): void {
  const read = new Set([output, ...layers.flatMap(({ inputs }) => inputs)]);
  const dead = layers.find(({ name }) => !read.has(name));
  if (dead !== undefined) throw refuse(`its layer "${dead.name}" is read by none`);
}
