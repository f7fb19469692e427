import type { RandomStream } from "../../mathematics/mod.ts";
import { GraphLayout } from "../graph_layout.ts";
import type { LaidNetwork } from "../laid_network.ts";
import { convolve, convolveBack, RARE_ARRIVALS } from "./convolution_blocks.ts";

/** Samples of a window: 30 s at 100 Hz. */
export const OWN_PICKER_SAMPLES = 3000;

/** Sizes of the own picker. */
export interface OwnPickerShape {
  /** Samples that the first convolution strides over, and the last goes back over. */
  firstStride: number;
  /** Filters behind the first convolution, and after each halving of its rate. */
  filters: readonly number[];
  /** Units of the LSTM of each direction, at the coarsest rate. */
  units: number;
  /** Part of the numbers that is dropped in training before and behind the LSTM. */
  dropout: number;
}

/** What is taken where nothing else is asked for. */
export const OWN_PICKER_SHAPE: OwnPickerShape = Object.freeze({
  firstStride: 2, // 50 steps a second: at 25 more P were off by a tenth of a second
  filters: [12, 16, 24, 40, 64], // narrow where there are many steps, which is where the work is
  units: 48, // over 94 steps of 0.32 s
  dropout: 0.2,
});

/**
 * Lays a picker of our own: strided convolutions down, a bidirectional LSTM over the whole window at
 * 3.1 steps a second, transposed convolutions up, to which the flow of each rate is added; logits of
 * noise, P and S for every sample. [3000, 3] -> [3000, 3]
 */
export function layOwnPicker(
  random: RandomStream,
  { firstStride, filters, units, dropout }: OwnPickerShape = OWN_PICKER_SHAPE,
): LaidNetwork {
  const layout = new GraphLayout(random);
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  const first = { name: "first", from: "waveform", channels: 3, filters: filters[0] };
  let flow = convolve(layout, { ...first, kernel: 4 * firstStride - 1, stride: firstStride });
  const joints = [{ name: flow, steps: OWN_PICKER_SAMPLES / firstStride }];
  filters.slice(1).forEach((width, i) => {
    const down = { name: `down_${i + 1}`, from: flow, channels: filters[i], filters: width };
    flow = convolve(layout, { ...down, stride: 2 });
    joints.push({ name: flow, steps: Math.ceil(joints[i].steps / 2) });
  });
  const last = filters.length - 1;
  flow = layMemory(layout, { from: flow, channels: filters[last], units, dropout });
  let channels = 2 * units;
  for (let i = last - 1; i >= 0; i--) {
    const surplus = 2 * joints[i + 1].steps - joints[i].steps;
    const up = { name: `up_${i + 1}`, from: flow, channels, filters: filters[i], stride: 2 };
    flow = convolveBack(layout, { ...up, surplus });
    channels = filters[i];
    const inputs = [joints[i].name, flow];
    flow = layout.lay({ name: `join_${i + 1}`, className: "Add", config: {}, inputs });
    const deep = { name: `deep_${i + 1}`, from: flow, channels, filters: channels };
    flow = convolve(layout, { ...deep, kernel: 5 });
  }
  layWideHead(layout, { from: flow, channels, stride: firstStride });
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

/** Back to the full rate and to logits of noise, P and S in one. */
function layWideHead(
  layout: GraphLayout,
  { from, channels, stride }: { from: string; channels: number; stride: number },
): void {
  const kernel = 3 * stride;
  const config = { filters: 3, kernel_size: [kernel], strides: [stride], padding: "same" };
  const head = {
    name: "head",
    className: "Conv1DTranspose",
    config,
    inputs: [from],
    bias: RARE_ARRIVALS,
  };
  layout.lay(head, { kernel: [kernel, 3, channels], bias: [3] });
}
