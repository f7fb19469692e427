import type { RandomStream } from "../mathematics/mod.ts";
import { GraphLayout } from "./graph_layout.ts";
import type { LaidNetwork } from "./laid_network.ts";

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

/**
 * Lays an LSTM over a window, dense layers and a linear head, with seeded weights; the head's are 0,
 * so that an untrained network says 0 of every window. [time, feature] -> [output]
 *
 * Its layers are written as data, as a saved network's are: no tensors are needed to train or run it.
 */
export function layWindowNetwork(shape: WindowNetworkShape, random: RandomStream): LaidNetwork {
  const { name, window, features, units, denseUnits, outputs } = shape;
  const { dropout = 0, isLastJoined = false } = shape;
  const layout = new GraphLayout(random);
  const lay = layout.lay.bind(layout);
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
  const layDense = (layer: string, { from, to, activation, scale }: DenseShape) =>
    lay({ name: layer, className: "Dense", config: { units: to, activation }, scale }, {
      kernel: [from, to],
      bias: [to],
    });
  const widths = [units + (isLastJoined ? features : 0), ...denseUnits];
  denseUnits.forEach((to, i) =>
    layDense(`dense_${i + 1}`, { from: widths[i], to, activation: "tanh" })
  );
  layDense("head", { from: widths.at(-1)!, to: outputs, activation: "linear", scale: 0 });
  return layout.finish({ name, inputShape: [window, features] });
}

interface DenseShape {
  from: number;
  to: number;
  activation: string;
  scale?: number;
}
