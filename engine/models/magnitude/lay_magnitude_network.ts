import { MAGNITUDE_WINDOW } from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import { GraphLayout } from "../graph_layout.ts";
import type { LaidNetwork } from "../laid_network.ts";

/** Numbers that the network says of a window: a correction of the magnitude and of ln variance. */
export const MAGNITUDE_OUTPUTS_OF_WINDOW = 2;

/** Sizes of a magnitude network. */
export interface MagnitudeNetworkShape {
  /** Filters of the first convolution. */
  filters: number;
  /** Filters of the second. */
  laterFilters: number;
  /** Units of the LSTM in each direction. */
  units: number;
  /** Part that is dropped behind each convolution in training. */
  dropout: number;
}

/** Sizes for a few dozen recordings; MagNet itself has 64, 32 and 100, for hundreds of thousands. */
export const MAGNITUDE_NETWORK_SHAPE: MagnitudeNetworkShape = Object.freeze({
  filters: 16,
  laterFilters: 16,
  units: 16,
  dropout: 0.2, // as MagNet; off when it answers
});

const KERNEL = 3;
const POOL = 4;

/**
 * Lays a network of MagNet's kind: two convolutions, each with dropout and a pool of four, an LSTM in
 * both directions and a linear head whose weights start at 0, so that an untrained network corrects
 * nothing. [3000, 3] -> [2]
 *
 * Source: Mousavi & Beroza 2020, Geophys. Res. Lett. 47, figure 1; code smousavi05/MagNet.
 */
export function layMagnitudeNetwork(
  { filters, laterFilters, units, dropout }: MagnitudeNetworkShape,
  random: RandomStream,
): LaidNetwork {
  const layout = new GraphLayout(random);
  const { samples, components } = MAGNITUDE_WINDOW;
  const layBlock = (place: number, { from, to }: { from: number; to: number }) => {
    layout.lay({
      name: `convolution_${place}`,
      className: "Conv1D",
      config: { filters: to, kernel_size: [KERNEL], strides: [1], padding: "same" },
    }, { kernel: [KERNEL, from, to], bias: [to] });
    layout.lay({ name: `dropout_${place}`, className: "Dropout", config: { rate: dropout } });
    const config = { pool_size: [POOL], strides: [POOL], padding: "valid" };
    layout.lay({ name: `pool_${place}`, className: "MaxPooling1D", config });
  };
  layout.lay({ name: "input", className: "InputLayer", config: {} });
  layBlock(1, { from: components, to: filters });
  layBlock(2, { from: filters, to: laterFilters });
  const lstm = { units, activation: "tanh", recurrent_activation: "sigmoid" };
  const cell = { class_name: "LSTM", config: lstm };
  const weights = Object.fromEntries(
    ["forward_lstm", "backward_lstm"].flatMap((prefix) => [
      [`${prefix}/kernel`, [laterFilters, 4 * units]],
      [`${prefix}/recurrent_kernel`, [units, 4 * units]],
      [`${prefix}/bias`, [4 * units]],
    ]),
  );
  const both = { units, merge_mode: "concat", layer: cell };
  layout.lay({ name: "memory", className: "Bidirectional", config: both }, weights);
  const outputs = MAGNITUDE_OUTPUTS_OF_WINDOW;
  const config = { units: outputs, activation: "linear" };
  layout.lay({ name: "head", className: "Dense", config, scale: 0 }, {
    kernel: [2 * units, outputs],
    bias: [outputs],
  });
  return layout.finish({ name: "magnitude", inputShape: [samples, components] });
}
