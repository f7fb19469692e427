import { foldBatchNorm } from "../../kernels/mod.ts";
import { layerRefusal } from "./layer_refusal.ts";
import type { ValuedLayer, WeightValues } from "./valued_layer.ts";

/** Axis of the filters of a product's output, the batch counted; a dense layer's varies. */
const FILTER_AXES: Readonly<Record<string, number>> = {
  Conv1D: 2,
  Conv1DTranspose: 2,
  Conv2D: 3,
  Conv2DTranspose: 3,
};

/**
 * A product that does what it and the batch normalisation behind it did; undefined where the
 * normalisation is along another axis, or their weights do not fit. Throws ModelError where the
 * normalisation lacks a weight.
 */
export function foldNormInto(
  product: ValuedLayer,
  { norm, network }: { norm: ValuedLayer; network: string },
): ValuedLayer | undefined {
  const statistics = readStatistics(norm, network);
  const filters = statistics.mean.length;
  const [axis] = [norm.config.axis ?? -1].flat();
  if (axis !== -1 && axis !== FILTER_AXES[product.className]) return undefined;
  const isTransposed = product.className.endsWith("Transpose");
  const kernel = product.weights.get("kernel");
  if (kernel?.shape.at(isTransposed ? -2 : -1) !== filters) return undefined;
  const hasBias = product.config.use_bias !== false;
  const bias = hasBias ? product.weights.get("bias")?.values : undefined;
  if (hasBias && bias?.length !== filters) return undefined;
  const folded = foldBatchNorm({
    ...statistics,
    ...{ weights: kernel!.values, bias },
    channels: isTransposed ? kernel!.shape.at(-1) : 1,
  });
  const weights = new Map(product.weights)
    .set("kernel", { shape: kernel!.shape, values: folded.weights })
    .set("bias", { shape: [filters], values: folded.bias });
  return { ...product, weights, config: { ...product.config, use_bias: true } };
}

/** A batch normalisation by itself, as a factor and an addend: the folding into a product with 1. */
export function scaleAndShift(norm: ValuedLayer, network: string): ValuedLayer {
  const statistics = readStatistics(norm, network);
  const shape = [statistics.mean.length];
  const ones = new Float32Array(shape[0]).fill(1);
  const { weights: scale, bias: shift } = foldBatchNorm({ ...statistics, weights: ones });
  const weights = new Map<string, WeightValues>()
    .set("scale", { shape, values: scale })
    .set("shift", { shape, values: shift });
  return { ...norm, weights };
}

interface NormStatistics {
  gamma?: Float32Array;
  beta?: Float32Array;
  mean: Float32Array;
  variance: Float32Array;
  epsilon: number;
}

function readStatistics(norm: ValuedLayer, network: string): NormStatistics {
  const { scale, center, epsilon } = norm.config;
  const refuse = layerRefusal(norm, network);
  const read = (name: string): Float32Array => {
    const weight = norm.weights.get(name);
    if (weight === undefined) throw refuse(`it has no weight "${name}"`);
    const mean = norm.weights.get("moving_mean") ?? weight;
    if (weight.values.length === mean.values.length) return weight.values;
    throw refuse(`its weight "${name}" has the shape [${weight.shape}], need [${mean.shape}]`);
  };
  return {
    gamma: scale === false ? undefined : read("gamma"),
    beta: center === false ? undefined : read("beta"),
    mean: read("moving_mean"),
    variance: read("moving_variance"),
    epsilon: Number(epsilon ?? 1e-3), // Keras' and tfjs' own
  };
}
