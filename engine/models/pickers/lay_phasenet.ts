import type { RandomStream } from "../../mathematics/mod.ts";
import { GraphLayout } from "../graph_layout.ts";
import type { LaidNetwork } from "../laid_network.ts";
import { PHASENET_SAMPLES } from "../networks/phasenet.ts";
import { convolve, convolveBack, RARE_ARRIVALS } from "./convolution_blocks.ts";

/** Width of the convolutions of each depth, from the full rate to the coarsest. */
const FILTERS = [8, 16, 32, 64, 128] as const;
const STRIDE = 4;

/**
 * Lays PhaseNet with seeded weights, as data: to be trained from scratch. Logits of noise, P and S for
 * every sample; the softmax behind them is a picker's. [3000, 3] -> [3000, 3]
 *
 * Source: Zhu and Beroza (2019), PhaseNet, figure 2; layers of the code AI4EPS/PhaseNet.
 */
export function layPhasenet(random: RandomStream): LaidNetwork {
  const layout = new GraphLayout(random);
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  const [first] = FILTERS;
  const input = { name: "input_conv", from: "waveform", channels: 3, filters: first };
  let flow = convolve(layout, { ...input, hasBias: true });
  let [channels, steps]: [number, number] = [first, PHASENET_SAMPLES];
  const joints: { name: string; steps: number }[] = [];
  FILTERS.forEach((filters, depth) => {
    const place = depth + 1;
    flow = convolve(layout, { name: `down_conv1_${place}`, from: flow, channels, filters });
    channels = filters;
    joints.push({ name: flow, steps });
    if (place === FILTERS.length) return;
    const down = { name: `down_conv3_${place}`, from: flow, channels, filters, stride: STRIDE };
    flow = convolve(layout, down);
    steps = Math.ceil(steps / STRIDE);
  });
  for (let depth = FILTERS.length - 2; depth >= 0; depth--) {
    const [filters, place, joint] = [FILTERS[depth], depth + 1, joints[depth]];
    const surplus = steps * STRIDE - joint.steps;
    const up = { name: `up_conv0_${place}`, from: flow, channels, filters, stride: STRIDE };
    flow = convolveBack(layout, { ...up, surplus });
    const join = { name: `join_${place}`, className: "Concatenate", config: { axis: -1 } };
    flow = layout.lay({ ...join, inputs: [joint.name, flow] });
    const joined = { name: `up_conv1_${place}`, from: flow, channels: 2 * filters, filters };
    flow = convolve(layout, joined);
    [channels, steps] = [filters, joint.steps];
  }
  layHead(layout, { from: flow, channels });
  return layout.finish({ name: "phasenet", inputShape: [PHASENET_SAMPLES, 3] });
}

/** Lays logits of noise, P and S. */
export function layHead(
  layout: GraphLayout,
  { from, channels }: { from: string; channels: number },
): void {
  const config = { filters: 3, kernel_size: [1], strides: [1], padding: "same" };
  const head = {
    name: "output_conv",
    className: "Conv1D",
    config,
    inputs: [from],
    bias: RARE_ARRIVALS,
  };
  layout.lay(head, { kernel: [1, channels, 3], bias: [3] });
}
