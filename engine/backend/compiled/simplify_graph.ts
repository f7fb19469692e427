import { foldBatchNorm, type FoldedConvolution } from "../../kernels/mod.ts";
import type { GraphLayer, NetworkGraph } from "./network_graph.ts";

/** Numbers of a weight, with their shape. */
export interface WeightValues {
  /** Shape. */
  shape: readonly number[];
  /** Numbers. */
  values: Float32Array;
}

/** A layer with the numbers of its weights. */
export interface ValuedLayer extends Omit<GraphLayer, "weights"> {
  /** Weights by name. */
  weights: Map<string, WeightValues>;
}

/** A network that answers as another, with fewer layers. */
export interface SimplifiedNetwork {
  /** Layers in order. */
  layers: ValuedLayer[];
  /** Name of the layer whose output is the network's. */
  output: string;
}

/** Layers that are products with a bias, into which what follows can be drawn. */
const PRODUCTS = new Set(["Conv1D", "Conv2D", "Conv1DTranspose", "Conv2DTranspose", "Dense"]);
/** Activations that the kernels of products apply themselves. */
const FUSED = new Set(["relu", "tanh", "sigmoid"]);

/**
 * Draws batch normalisations and activations into the product before them, where nothing else reads
 * that product's own output; a batch normalisation that stays becomes a factor and an addend.
 * For inference alone: the statistics are those of training.
 */
export function simplifyGraph(graph: NetworkGraph, values: Float32Array): SimplifiedNetwork {
  const valued = graph.layers.map((layer) => valueLayer(layer, values));
  const readers = countReaders(graph);
  const kept = new Map<string, ValuedLayer>();
  const standIn = new Map<string, string>(); // who answers for a layer that was drawn in
  for (const layer of valued) {
    const inputs = layer.inputs.map((name) => standIn.get(name) ?? name);
    const before = kept.get(inputs[0]);
    // A layer that was drawn in is read by the one that stands here alone, as its own reader.
    const isAlone = before !== undefined && readers.get(layer.inputs[0]) === 1;
    const drawn = isAlone ? drawIn(before, layer) : undefined;
    if (drawn !== undefined) {
      kept.set(before!.name, drawn);
      standIn.set(layer.name, before!.name);
    } else {
      kept.set(layer.name, { ...toScaleShift(layer), inputs });
    }
  }
  return { layers: [...kept.values()], output: standIn.get(graph.output) ?? graph.output };
}

function valueLayer(layer: GraphLayer, values: Float32Array): ValuedLayer {
  const weights = new Map<string, WeightValues>();
  for (const [name, { shape, offset, size }] of layer.weights) {
    weights.set(name, { shape, values: values.subarray(offset, offset + size) });
  }
  return { ...layer, weights };
}

function countReaders({ layers, output }: NetworkGraph): Map<string, number> {
  const readers = new Map([[output, 1]]);
  for (const { inputs } of layers) {
    for (const name of inputs) readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  return readers;
}

/** A product with the layer behind it drawn in; undefined where that cannot be. */
function drawIn(product: ValuedLayer, layer: ValuedLayer): ValuedLayer | undefined {
  const isLinear = (product.config.activation ?? "linear") === "linear";
  if (!PRODUCTS.has(product.className) || !isLinear) return undefined;
  if (layer.className === "BatchNormalization") return foldInto(product, layer);
  const activation = activationOf(layer);
  if (activation === undefined) return undefined;
  return { ...product, config: { ...product.config, activation } };
}

function activationOf({ className, config }: ValuedLayer): string | undefined {
  const isPlain = !config.max_value && !config.negative_slope && !config.threshold;
  if (className === "ReLU" && isPlain) return "relu";
  const name = String(config.activation);
  return className === "Activation" && FUSED.has(name) ? name : undefined;
}

function foldInto(product: ValuedLayer, norm: ValuedLayer): ValuedLayer {
  const kernel = product.weights.get("kernel")!;
  const isTransposed = product.className.endsWith("Transpose");
  const folded = fold(norm, {
    weights: kernel.values,
    bias: product.weights.get("bias")?.values,
    channels: isTransposed ? kernel.shape[kernel.shape.length - 1] : 1,
  });
  const weights = new Map(product.weights);
  weights.set("kernel", { shape: kernel.shape, values: folded.weights });
  weights.set("bias", { shape: [folded.bias.length], values: folded.bias });
  return { ...product, weights, config: { ...product.config, use_bias: true } };
}

/** A batch normalisation by itself, as the folding of a product that changes nothing. */
function toScaleShift(layer: ValuedLayer): ValuedLayer {
  if (layer.className !== "BatchNormalization") return layer;
  const size = layer.weights.get("moving_mean")!.values.length;
  const { weights, bias } = fold(layer, { weights: new Float32Array(size).fill(1) });
  return {
    ...layer,
    className: "ScaleShift",
    weights: new Map([
      ["scale", { shape: [size], values: weights }],
      ["shift", { shape: [size], values: bias }],
    ]),
  };
}

function fold(
  { weights: norm, config }: ValuedLayer,
  product: { weights: Float32Array; bias?: Float32Array; channels?: number },
): FoldedConvolution {
  return foldBatchNorm({
    ...product,
    gamma: norm.get("gamma")?.values,
    beta: norm.get("beta")?.values,
    mean: norm.get("moving_mean")!.values,
    variance: norm.get("moving_variance")!.values,
    epsilon: Number(config.epsilon ?? 1e-3), // Keras' and tfjs' own
  });
}
