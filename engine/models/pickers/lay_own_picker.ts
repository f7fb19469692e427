import type { RandomStream } from "../../mathematics/mod.ts";
import { GraphLayout } from "../graph_layout.ts";
import type { LaidNetwork } from "../lay_window_network.ts";
import { convolve, convolveBack } from "./convolution_blocks.ts";

/** Samples of a window: 30 s at 100 Hz. */
export const OWN_PICKER_SAMPLES = 3000;

/** Sizes of the own picker. */
export interface OwnPickerShape {
  /** Filters at the full rate and after each stride. */
  filters: readonly number[];
  /** What the rate is divided by on the way down, stride by stride. */
  strides: readonly number[];
  /** Units of the LSTM of each direction, at the coarsest rate. */
  units: number;
  /** Part of the numbers that is dropped in training before and behind the LSTM. */
  dropout: number;
}

/** What is taken where nothing else is asked for; about 0.8 of PhaseNet's 269,675 numbers or fewer. */
export const OWN_PICKER_SHAPE: OwnPickerShape = Object.freeze({
  filters: [8, 16, 32, 48], // the full rate is where the work is: few filters there
  strides: [4, 4, 2], // 3.1 samples a second at the coarsest: 94 steps of the LSTM
  units: 48,
  dropout: 0.2,
});

/**
 * Lays a picker of our own: strided convolutions down, a bidirectional LSTM over the whole window at
 * the coarsest rate, transposed convolutions up, joined with the flow of each rate; logits of noise,
 * P and S for every sample. [3000, 3] -> [3000, 3]
 */
export function layOwnPicker(
  random: RandomStream,
  shape: OwnPickerShape = OWN_PICKER_SHAPE,
): LaidNetwork {
  const { filters, strides, units, dropout } = shape;
  const layout = new GraphLayout(random);
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  let flow = convolve(layout, {
    name: "first",
    from: "waveform",
    channels: 3,
    filters: filters[0],
  });
  const joints: { name: string; steps: number }[] = [];
  let steps = OWN_PICKER_SAMPLES;
  strides.forEach((stride, i) => {
    const [channels, next] = [filters[i], filters[i + 1]];
    joints.push({ name: flow, steps });
    const down = { name: `down_${i + 1}`, from: flow, channels, filters: next, stride };
    flow = convolve(layout, down);
    steps = Math.ceil(steps / stride);
    flow = convolve(layout, { name: `deep_${i + 1}`, from: flow, channels: next, filters: next });
  });
  const widest = filters[filters.length - 1];
  flow = layMemory(layout, { from: flow, channels: widest, units, dropout });
  let channels = 2 * units;
  for (let i = strides.length - 1; i >= 0; i--) {
    const joint = joints[i];
    const surplus = steps * strides[i] - joint.steps;
    const up = { name: `up_${i + 1}`, from: flow, channels, filters: filters[i] };
    flow = convolveBack(layout, { ...up, stride: strides[i], surplus });
    steps = joint.steps;
    flow = layout.lay({
      ...{ name: `join_${i + 1}`, className: "Concatenate", config: { axis: -1 } },
      inputs: [joint.name, flow],
    });
    const joined = { name: `shape_${i + 1}`, from: flow, channels: 2 * filters[i] };
    flow = convolve(layout, { ...joined, filters: filters[i] });
    channels = filters[i];
  }
  const config = { filters: 3, kernel_size: [1], strides: [1], padding: "same" };
  const head = { name: "head", className: "Conv1D", config, inputs: [flow], scale: 0 };
  layout.lay(head, { kernel: [1, channels, 3], bias: [3] });
  return layout.finish({ name: "own picker", inputShape: [OWN_PICKER_SAMPLES, 3] });
}

/** The LSTM in both directions, with dropout on both sides. */
function layMemory(
  layout: GraphLayout,
  { from, channels, units, dropout }: {
    from: string;
    channels: number;
    units: number;
    dropout: number;
  },
): string {
  const lstm = {
    ...{ units, return_sequences: true, activation: "tanh", recurrent_activation: "sigmoid" },
  };
  const config = { merge_mode: "concat", layer: { class_name: "LSTM", config: lstm } };
  const drop = (name: string, input: string) =>
    dropout === 0 ? input : layout.lay({
      ...{ name, className: "Dropout", config: { rate: dropout }, inputs: [input] },
    });
  const inputs = [drop("forget", from)];
  const weights = ["forward", "backward"].flatMap((direction) => [
    [`${direction}/kernel`, [channels, 4 * units]] as const,
    [`${direction}/recurrent_kernel`, [units, 4 * units]] as const,
    [`${direction}/bias`, [4 * units]] as const,
  ]);
  const memory = layout.lay(
    { name: "memory", className: "Bidirectional", config, inputs },
    Object.fromEntries(weights),
  );
  return drop("forget_again", memory);
}
