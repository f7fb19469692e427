import type { GraphLayer, NetworkGraph } from "../../backend/mod.ts";

/** Name of the softmax that is laid behind logits. */
const SOFTMAX = "probability";

/** A network of logits with a softmax behind them: what predicts. */
export function withSoftmax(graph: NetworkGraph): NetworkGraph {
  const softmax: GraphLayer = {
    ...{ name: SOFTMAX, className: "Softmax", config: { axis: -1 } },
    ...{ inputs: [graph.output], weights: new Map() },
  };
  return { ...graph, layers: [...graph.layers, softmax], output: SOFTMAX };
}

/** A network without the softmax at its end: what is trained. As it is where it has none. */
export function withoutSoftmax(graph: NetworkGraph): NetworkGraph {
  const last = graph.layers.find(({ name }) => name === graph.output)!;
  const isSoftmax = last.className === "Softmax" ||
    (last.className === "Activation" && last.config.activation === "softmax");
  if (!isSoftmax) return graph;
  const layers = graph.layers.filter((layer) => layer !== last);
  return { ...graph, layers, output: last.inputs[0] };
}

/** A network whose batch normalisations are not trained: their statistics stay those they have. */
export function withFrozenNorms(graph: NetworkGraph): NetworkGraph {
  const freeze = (layer: GraphLayer) =>
    layer.className === "BatchNormalization"
      ? { ...layer, config: { ...layer.config, trainable: false } }
      : layer;
  return { ...graph, layers: graph.layers.map(freeze) };
}
