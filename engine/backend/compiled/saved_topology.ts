import type { LayerConfig } from "./network_graph.ts";

/** A network's `model.json`, read. */
export interface SavedTopology {
  /** Layers and how they hang together. */
  modelTopology: object;
  /** Names and shapes of the weights, in the order of the numbers. */
  weights: readonly { name: string; shape: readonly number[] }[];
}

/** A layer as it was saved. */
export interface SavedLayer {
  name?: string;
  class_name: string;
  config: LayerConfig & { name?: string; batch_input_shape?: (number | null)[] };
  inbound_nodes?: unknown[];
}

/** A model as it was saved. */
export interface SavedModel {
  class_name: string;
  config: {
    name?: string;
    layers: SavedLayer[];
    input_layers?: unknown[];
    output_layers?: unknown[];
  };
}

/** The model of a `model.json`, which Keras puts one level deeper than tfjs. */
export function modelOf({ modelTopology }: SavedTopology): SavedModel {
  const topology = modelTopology as { model_config?: SavedModel } & SavedModel;
  return topology.model_config ?? topology;
}

/**
 * Layers of a model, of which a Sequential one is a chain; undefined where it lists none, or one has
 * neither class nor options.
 */
export function layersOf({ class_name, config }: SavedModel): SavedLayer[] | undefined {
  const listed = config?.layers;
  const isSound = ({ class_name, config }: Partial<SavedLayer>) =>
    typeof class_name === "string" && typeof config === "object" && config !== null;
  if (!Array.isArray(listed) || listed.length === 0) return undefined;
  if (!listed.every((layer) => isSound(layer ?? {}))) return undefined;
  return class_name === "Sequential" ? chainLayers(listed) : listed;
}

/** A chain of layers as a graph, with the input layer that a Sequential model may leave out. */
function chainLayers(layers: SavedLayer[]): SavedLayer[] {
  const named = layers.map((layer) => ({ ...layer, name: layer.name ?? layer.config.name }));
  if (named[0].class_name !== "InputLayer") {
    const { name, config: { batch_input_shape } } = named[0];
    named.unshift({
      name: `${name}_input`,
      class_name: "InputLayer",
      config: { batch_input_shape },
    });
  }
  return named.map((layer, i) => ({
    ...layer,
    inbound_nodes: i === 0 ? [] : [[[named[i - 1].name, 0, 0, {}]]],
  }));
}
