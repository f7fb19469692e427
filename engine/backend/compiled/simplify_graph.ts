import { ACTIVATIONS } from "../../kernels/mod.ts";
import { foldNormInto, scaleAndShift } from "./fold_norm.ts";
import type { NetworkGraph } from "./network_graph.ts";
import { type ValuedLayer, valueLayer } from "./valued_layer.ts";

/** A network that answers as another, with fewer layers. */
export interface SimplifiedNetwork {
  /** Layers in order. */
  layers: ValuedLayer[];
  /** Name of the layer whose output is the network's. */
  output: string;
}

/** Layers that are products with a bias, into which what follows can be drawn. */
const PRODUCTS = new Set(["Conv1D", "Conv2D", "Conv1DTranspose", "Conv2DTranspose", "Dense"]);

/**
 * Draws batch normalisations and activations into the product before them, where nothing else reads
 * that product's own output; a batch normalisation that stays becomes a factor and an addend.
 * For inference alone: the statistics are those of training. Throws ModelError where a batch
 * normalisation lacks a weight.
 */
export function simplifyGraph(graph: NetworkGraph, values: Float32Array): SimplifiedNetwork {
  const network = graph.name;
  const readers = countReaders(graph);
  const kept = new Map<string, ValuedLayer>();
  const standIn = new Map<string, string>(); // who answers for a layer that was drawn in
  for (const layer of graph.layers.map((layer) => valueLayer(layer, values))) {
    const inputs = layer.inputs.map((name) => standIn.get(name) ?? name);
    const before = kept.get(inputs[0]);
    // A layer that was drawn in is read by the one that stands here alone, as its own reader.
    const isAlone = before !== undefined && readers.get(layer.inputs[0]) === 1;
    const drawn = isAlone ? drawIn(before, { layer, network }) : undefined;
    if (drawn !== undefined) {
      kept.set(before!.name, drawn);
      standIn.set(layer.name, before!.name);
    } else {
      const isNorm = layer.className === "BatchNormalization";
      kept.set(layer.name, { ...(isNorm ? scaleAndShift(layer, network) : layer), inputs });
    }
  }
  return { layers: [...kept.values()], output: standIn.get(graph.output) ?? graph.output };
}

function countReaders({ layers, output }: NetworkGraph): Map<string, number> {
  const readers = new Map([[output, 1]]);
  for (const { inputs } of layers) {
    for (const name of inputs) readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  return readers;
}

/** A product with the layer behind it drawn in; undefined where that cannot be. */
function drawIn(
  product: ValuedLayer,
  { layer, network }: { layer: ValuedLayer; network: string },
): ValuedLayer | undefined {
  const isLinear = (product.config.activation ?? "linear") === "linear";
  if (!PRODUCTS.has(product.className) || !isLinear) return undefined;
  if (layer.className === "BatchNormalization") {
    return foldNormInto(product, { norm: layer, network });
  }
  const activation = activationOf(layer);
  if (activation === undefined) return undefined;
  return { ...product, config: { ...product.config, activation } };
}

/** The activation that a layer is, if kernels of products apply it themselves. */
function activationOf({ className, config }: ValuedLayer): string | undefined {
  if (className === "ReLU") {
    const isPlain = (config.max_value ?? null) === null && !config.negative_slope &&
      !config.threshold;
    return isPlain ? "relu" : undefined;
  }
  return className === "Activation"
    ? ACTIVATIONS.find((activation) => activation === config.activation)
    : undefined;
}
