import type { KernelEngine } from "../../backend/mod.ts";
import {
  type AttributionPart,
  type Completeness,
  InputError,
  MAGNITUDE_WINDOW,
} from "../../domain/mod.ts";
import type { MagnitudeNetwork } from "../../models/mod.ts";
import { integratedGradients } from "../integrated_gradients.ts";
import { completenessOf } from "./completeness_of.ts";
import { magnitudeOfRecord, type MagnitudeTerms } from "./magnitude_of_record.ts";
import { shareByComponent, shareByTime } from "./share_attributions.ts";

/** Components of a window for a magnitude, in order. */
export const MAGNITUDE_COMPONENTS: readonly string[] = ["E", "N", "Z"];

/** Why a network reads a magnitude from one window. */
export interface WindowMagnitudeExplanation {
  /** The magnitude of the record, and of the noise before P going on. */
  magnitude: { record: number; baseline: number };
  /** What either is the sum of. */
  terms: { record: MagnitudeTerms; baseline: MagnitudeTerms };
  /** What each sample adds, magnitude units. [sample, 3] */
  attributions: Float64Array;
  /** How far these add up. */
  completeness: Completeness;
  /** By component, vertical first. */
  components: AttributionPart[];
  /** By second after P. */
  seconds: AttributionPart[];
}

/**
 * Integrated gradients of a magnitude by a window of ground motion, 1 s before P to 29 s after it, against the
 * station's own noise: the second before P, to and fro over the whole window. A silent window would not
 * do, as its magnitude is minus infinity; noise is what the station would have recorded without the
 * earthquake, it differs nowhere before P, and what is explained is by how much the earthquake stands above
 * what the model would say of nothing. [3000, 3]
 *
 * Throws InputError for a window without signal, and for one without noise before P.
 *
 * Source: Sundararajan, Taly & Yan 2017, Axiomatic attribution for deep networks, equation 1.
 */
export function explainMagnitude(
  model: MagnitudeNetwork,
  window: Float32Array,
  { engine }: { engine: KernelEngine },
): WindowMagnitudeExplanation {
  const baseline = noiseGoingOn(window);
  const magnitude = magnitudeOfRecord(model, { engine });
  try {
    const found = integratedGradients({
      ...{ input: window, baseline, value: magnitude.value, gradient: magnitude.gradient },
      batch: magnitude.batch,
    });
    const { attributions } = found;
    const { samplesBeforeP: sample, samplingRateHz, samples } = MAGNITUDE_WINDOW;
    const of = { attributions, components: MAGNITUDE_COMPONENTS, samplingRateHz, sample };
    const stretches = Array.from({ length: samples / samplingRateHz }, (_, i) => {
      const from = i - sample / samplingRateHz;
      return { part: `${from} to ${from + 1} s`, from, to: from + 1 };
    });
    return {
      magnitude: { record: found.value, baseline: found.baselineValue },
      terms: { record: magnitude.terms(window), baseline: magnitude.terms(baseline) },
      attributions,
      completeness: completenessOf(found, 0.01),
      components: shareByComponent(of),
      seconds: shareByTime(of, stretches),
    };
  } finally {
    magnitude.dispose();
  }
}

/** The noise before P, to and fro, so that it has no jumps. Throws InputError where there is none. */
export function noiseGoingOn(window: Float32Array): Float32Array {
  const { components, samplesBeforeP } = MAGNITUDE_WINDOW;
  const noise = window.subarray(0, samplesBeforeP * components);
  if (!noise.some((value) => value !== 0)) {
    throw new InputError("Cannot explain a magnitude", {
      value: "a record without noise before P",
      expected: "1 s of it, which is what the earthquake is compared with",
    });
  }
  const turn = 2 * (samplesBeforeP - 1);
  return window.map((_, i) => {
    const place = Math.floor(i / components) % turn;
    const sample = place < samplesBeforeP ? place : turn - place;
    return noise[sample * components + i % components];
  });
}
