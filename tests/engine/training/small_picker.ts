import { graphToArtifacts } from "../../../engine/backend/mod.ts";
import type { PickerCard } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  GraphLayout,
  type LaidNetwork,
  networkFiles,
  withSoftmax,
} from "../../../engine/models/mod.ts";
import { convolve, convolveBack } from "../../../engine/models/pickers/convolution_blocks.ts";
import { layHead } from "../../../engine/models/pickers/lay_phasenet.ts";
import type { PickerStart } from "../../../engine/training/mod.ts";

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

/** The files and the card of a small picker, as a model folder holds them. */
export function startFromSmallPicker({ graph, weights }: LaidNetwork, name: string): PickerStart {
  const card: PickerCard = {
    ...{ format: 1, kind: "picker", name, about: [], picker: "phasenet" },
    settings: {
      ...{ windowSamples: SMALL_PICKER_WINDOW, samplingRateHz: 100, components: ["E", "N", "Z"] },
      ...{ normalisation: "standard", classes: ["noise", "P", "S"] },
      defaultThresholds: { P: 0.3, S: 0.3 },
    },
    ...{ source: "made", licence: "none", trainedOn: "made traces", weights: weights.length },
    ...{ warnings: [], versions: {} },
  };
  return { files: networkFiles(graphToArtifacts(withSoftmax(graph), weights)), card };
}
