import type { GraphLayer, LayerConfig, NetworkGraph } from "./network_graph.ts";

/**
 * The same network, as it answers, for a pass that also goes back: nothing is dropped, batch
 * normalisations stand on their moving averages, and what only bends weights in training is left out.
 */
export function freezeGraph(graph: NetworkGraph): NetworkGraph {
  return { ...graph, layers: graph.layers.map(freezeLayer) };
}

function freezeLayer(layer: GraphLayer): GraphLayer {
  const { className, config } = layer;
  if (className === "BatchNormalization") {
    return { ...layer, config: { ...withoutForces(config), trainable: false } };
  }
  if (className === "Dropout" || className === "SpatialDropout1D") {
    return { ...layer, config: { ...config, rate: 0 } };
  }
  return { ...layer, config: withoutForces(config) };
}

/** Options without penalties, constraints and dropout between steps, in a wrapped layer too. */
function withoutForces(config: LayerConfig): LayerConfig {
  const kept = Object.entries(config).flatMap(([option, value]): [string, unknown][] => {
    if (/_(regularizer|constraint)$/.test(option)) return [];
    if (option === "dropout" || option === "recurrent_dropout") return [[option, 0]];
    if (option !== "layer") return [[option, value]];
    const inner = value as { config?: LayerConfig };
    return [[option, { ...inner, config: withoutForces(inner.config ?? {}) }]];
  });
  return Object.fromEntries(kept);
}
