import type { MagnitudeExplanation, PickExplanation } from "../domain/mod.ts";
import { drawWaveformAttribution } from "./draw_waveform_attribution.ts";

/** The numbers behind an explanation of waveforms. */
export interface ExplainedNumbers {
  /** The window. [sample, component] */
  window: Float32Array;
  /** Names of the components, in order. */
  components: readonly string[];
  /** Samples a second. */
  samplingRateHz: number;
  /** The sample of the arrival. */
  sample: number;
}

/** Why a picker says an arrival: each component with what it adds, and what silence does. */
export function drawPickExplanation(
  { explanation, ...numbers }: ExplainedNumbers & { explanation: PickExplanation },
): string {
  const { question, sentences, pick: { phase }, map, occlusion, windowProbability } = explanation;
  return drawWaveformAttribution({
    ...numbers,
    ...{ title: question, caption: sentences.join(" "), phase, map, unit: "log-odds" },
    occlusion: { ...occlusion, whole: windowProbability },
  });
}

/** Why a network says a magnitude: each component with what it adds. */
export function drawMagnitudeExplanation(
  { explanation, ...numbers }: ExplainedNumbers & { explanation: MagnitudeExplanation },
): string {
  const { question, sentences, map } = explanation;
  return drawWaveformAttribution({
    ...numbers,
    ...{ title: question, caption: sentences.join(" "), phase: "P", map, unit: "magnitude" },
  });
}
