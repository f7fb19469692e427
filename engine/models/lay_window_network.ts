import type { GraphLayer, LayerConfig, NetworkGraph } from "../backend/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import { firstValues } from "./initialise_weights.ts";

/** The LSTM that the kernels know, which is also that of Keras and PyTorch. */
const LSTM_CONFIG = { activation: "tanh", recurrent_activation: "sigmoid" };

/** Sizes of a network that reads windows of events. */
export interface WindowNetworkShape {
  /** Name, for messages. */
  name: string;
  /** Events in a window. */
  window: number;
  /** Numbers of an event. */
  features: number;
  /** Units of its LSTM. */
  units: number;
  /** Units of the dense layers between the LSTM and the head, with tanh. */
  denseUnits: readonly number[];
  /** Numbers that it says of a window. */
  outputs: number;
  /** Part of the LSTM's numbers that is dropped in training; none unless given. */
  dropout?: number;
  /** Whether the last row of the window goes beside the LSTM's numbers too; no unless given. */
  isLastJoined?: boolean;
}

/** A network as data: its layers and the numbers of its weights. */
export interface LaidNetwork {
  /** Layers, and where their weights are. */
  graph: NetworkGraph;
  /** All weights, end to end. */
  weights: Float32Array;
}

/**
 * Lays an LSTM over a window, dense layers and a linear head, with seeded weights; the head's are 0,
 * so that an untrained network says 0 of every window. [time, feature] -> [output]
 *
 * Its layers are written as data, as a saved network's are: no tensors are needed to train or run it.
 */
export function layWindowNetwork(shape: WindowNetworkShape, random: RandomStream): LaidNetwork {
  const { name, window, features, units, denseUnits, outputs } = shape;
  const { dropout = 0, isLastJoined = false } = shape;
  const layers: GraphLayer[] = [];
  const parts: Float32Array[] = [];
  let offset = 0;
  const lay = (
    layer: { name: string; className: string; config: LayerConfig; inputs?: string[] },
    weights: Readonly<Record<string, number[]>> = {},
  ) => {
    const shapes = Object.values(weights);
    const laid = Object.entries(weights).map(([weight, of], i) => {
      const stream = random.fork(`${layer.name} ${i}`);
      const scale = layer.name === "head" ? 0 : 1;
      const values = firstValues(weight, { shape: of, before: shapes[i - 1], scale, stream });
      parts.push(values);
      offset += values.length;
      const place = { shape: of, offset: offset - values.length, size: values.length };
      return [weight, place] as const;
    });
    const before = layers.at(-1);
    const inputs = before === undefined ? [] : [before.name];
    layers.push({ inputs, ...layer, weights: new Map(laid) });
  };
  lay({ name: "input", className: "InputLayer", config: {} });
  lay({ name: "memory", className: "LSTM", config: { ...LSTM_CONFIG, units } }, {
    kernel: [features, 4 * units],
    recurrent_kernel: [units, 4 * units],
    bias: [4 * units],
  });
  if (isLastJoined) {
    const cropping = [window - 1, 0];
    lay({ name: "last_row", className: "Cropping1D", config: { cropping }, inputs: ["input"] });
    lay({ name: "last", className: "Flatten", config: {} });
    const inputs = ["memory", "last"];
    lay({ name: "joined", className: "Concatenate", config: { axis: -1 }, inputs });
  }
  if (dropout > 0) lay({ name: "dropout", className: "Dropout", config: { rate: dropout } });
  const layDense = (layer: string, { from, to, activation }: DenseShape) =>
    lay({ name: layer, className: "Dense", config: { units: to, activation } }, {
      kernel: [from, to],
      bias: [to],
    });
  const widths = [units + (isLastJoined ? features : 0), ...denseUnits];
  denseUnits.forEach((to, i) =>
    layDense(`dense_${i + 1}`, { from: widths[i], to, activation: "tanh" })
  );
  layDense("head", { from: widths.at(-1)!, to: outputs, activation: "linear" });
  const weights = new Float32Array(offset);
  parts.reduce((at, values) => (weights.set(values, at), at + values.length), 0);
  const graph = { name, layers, input: "input", inputShape: [window, features], output: "head" };
  return { graph: { ...graph, weightCount: offset }, weights };
}

interface DenseShape {
  from: number;
  to: number;
  activation: string;
}
