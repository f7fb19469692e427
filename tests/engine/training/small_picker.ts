import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { GraphLayout, type LaidNetwork } from "../../../engine/models/mod.ts";
import { convolve, convolveBack } from "../../../engine/models/pickers/convolution_blocks.ts";
import { layHead } from "../../../engine/models/pickers/lay_phasenet.ts";

/** Samples of its window. */
export const SMALL_PICKER_WINDOW = 600;

/** A small picker: one stride down and back. */
export function laySmallPicker(seed: number): LaidNetwork {
  const layout = new GraphLayout(new RandomStream(seed));
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  const first = convolve(layout, { name: "first", from: "waveform", channels: 3, filters: 8 });
  const down = { name: "down", from: first, channels: 8, filters: 12, stride: 4 };
  const wide = { name: "wide", from: convolve(layout, down), channels: 12, filters: 12 };
  const up = { name: "up", from: convolve(layout, wide), channels: 12, filters: 8, stride: 4 };
  const back = convolveBack(layout, { ...up, surplus: 0 });
  const inputs = [first, back];
  const joined = layout.lay({ name: "join", className: "Add", config: {}, inputs });
  layHead(layout, {
    from: convolve(layout, { ...wide, name: "last", from: joined, channels: 8, filters: 8 }),
    channels: 8,
  });
  return layout.finish({ name: "small picker", inputShape: [SMALL_PICKER_WINDOW, 3] });
}
