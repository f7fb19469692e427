import type { KernelEngine } from "../../backend/mod.ts";
import type { AttributionPart, Completeness, SilencedPart } from "../../domain/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { type IntegratedGradients, integratedGradients } from "../integrated_gradients.ts";
import { completenessOf } from "./completeness_of.ts";
import { type PickLogOdds, pickLogOdds, type PickQuestion, placeOfPhase } from "./pick_log_odds.ts";
import {
  type NamedStretch,
  shareByComponent,
  shareByTime,
  shareWithin,
  type WindowAttributions,
} from "./share_attributions.ts";
import { silenceWindow, type SilentPart } from "./silence_window.ts";

/** Seconds around a pick within which a picker that says it still says the same arrival. */
const SAME_PICK_SECONDS = 0.5;

/** Length of what occlusion silences at a time, seconds. */
const OCCLUDED_SECONDS = 0.5;

/** Stretches of time after an arrival, whose parts are told. */
const STRETCHES: readonly NamedStretch[] = [
  { part: "more than 2 s before", from: -Infinity, to: -2 },
  { part: "2 to 0 s before", from: -2, to: 0 },
  { part: "0 to 0.5 s after", from: 0, to: 0.5 },
  { part: "0.5 to 2 s after", from: 0.5, to: 2 },
  { part: "later", from: 2, to: Infinity },
];

/** Why a picker says an arrival in one window. */
export interface WindowPickExplanation {
  /** The sample of the largest probability of the phase within 0.5 s of the one asked for. */
  sample: number;
  /** That probability. */
  probability: number;
  /** ln p / (1 − p) of the window and of a silent one. */
  logOdds: { record: number; baseline: number };
  /** What each number of the window adds to the log-odds. [sample, component] */
  attributions: Float64Array;
  /** How far these add up. */
  completeness: Completeness;
  /** By component, vertical first. */
  components: AttributionPart[];
  /** By time after the pick. */
  times: AttributionPart[];
  /** Part of the absolute attributions within 2 s of the pick. */
  within2Seconds: number;
}

/** What is explained of a window, and how closely. */
export interface ExplainWindowOptions extends PickQuestion {
  /** Where the kernels run. */
  engine: KernelEngine;
  /** Part of the difference that the sum of attributions may be off by; 0.01 unless given. */
  tolerance?: number;
}

/**
 * Integrated gradients of the log-odds of a phase at a pick, by a window that is normalised already, from
 * a silent window on: all zeros, which is what a component's mean is scaled to. They tell which part of
 * which component, in the numbers that the network reads; by how much a window is scaled is not explained.
 * [sample, component]
 *
 * Throws ConfigurationError for a picker that is no network or does not know the phase, ModelError for
 * layers without a way back.
 *
 * Source: Sundararajan, Taly & Yan 2017, Axiomatic attribution for deep networks, equation 1.
 */
export function explainPick(
  picker: Picker,
  window: Float32Array,
  { phase, sample: near, engine, tolerance = 0.01 }: ExplainWindowOptions,
): WindowPickExplanation {
  const [{ sample, probability }] = likeliestNear(picker, window, { phase, sample: near });
  const question = pickLogOdds(picker, { phase, sample }, { engine });
  try {
    const found = integrate(question, { input: window, tolerance });
    const { attributions } = found;
    const of: WindowAttributions = {
      ...{ attributions, sample },
      ...{ components: picker.components, samplingRateHz: picker.samplingRateHz },
    };
    return {
      ...{ sample, probability, attributions },
      logOdds: { record: found.value, baseline: found.baselineValue },
      completeness: completenessOf(found, tolerance),
      components: shareByComponent(of),
      times: shareByTime(of, STRETCHES),
      within2Seconds: shareWithin(of, 2),
    };
  } finally {
    question.dispose();
  }
}

/**
 * A network of many kinks needs few slopes for a sum that is right to a per cent, as what panels miss goes
 * both ways, and ten times as many for no panel to miss: that is tried where less does not do.
 */
const COARSER = [4, 2.5, 1.6, 1];

function integrate(
  { value, gradient, batch }: PickLogOdds,
  { input, tolerance: wanted }: { input: Float32Array; tolerance: number },
): IntegratedGradients {
  const baseline = new Float32Array(input.length);
  let found: IntegratedGradients | undefined;
  for (const times of COARSER) {
    const tolerance = times * wanted;
    found = integratedGradients({ input, baseline, value, gradient, batch, tolerance });
    if (completenessOf(found, wanted).isComplete) break;
  }
  return found!;
}

/**
 * The sample within 0.5 s of one asked for at which each of some normalised windows has the phase's
 * largest probability. [window, sample, component]
 */
export function likeliestNear(
  picker: Picker,
  windows: Float32Array,
  { phase, sample }: PickQuestion,
): { sample: number; probability: number }[] {
  const { windowSamples, samplingRateHz, components, classes } = picker;
  const place = placeOfPhase(picker, phase);
  const reach = Math.round(SAME_PICK_SECONDS * samplingRateHz);
  const from = Math.max(0, sample - reach);
  const to = Math.min(windowSamples - 1, sample + reach);
  const count = windows.length / (windowSamples * components.length);
  const said = picker.predict(windows, count);
  return Array.from({ length: count }, (_, window) => {
    const start = window * windowSamples * classes.length;
    const at = (i: number) => said[start + i * classes.length + place];
    let best = from;
    for (let i = from + 1; i <= to; i++) if (at(i) > at(best)) best = i;
    return { sample: best, probability: at(best) };
  });
}

/** The largest probability of the phase near a pick once each of some parts in turn is silent. */
export function silenceParts(
  picker: Picker,
  window: Float32Array,
  { parts, ...question }: PickQuestion & { parts: readonly (readonly SilentPart[])[] },
): Float64Array {
  const { length: components } = picker.components;
  const probabilities = new Float64Array(parts.length);
  for (let from = 0; from < parts.length; from += 8) {
    const some = parts.slice(from, from + 8);
    const windows = new Float32Array(some.length * window.length);
    some.forEach((part, i) =>
      windows.set(silenceWindow(window, part, { components }), i * window.length)
    );
    likeliestNear(picker, windows, question).forEach(({ probability }, i) =>
      probabilities[from + i] = probability
    );
  }
  return probabilities;
}

/** What a picker says with one component silent, and with all but one. */
export function occludeComponents(
  picker: Picker,
  window: Float32Array,
  question: PickQuestion,
): SilencedPart[] {
  const whole = { from: 0, to: picker.windowSamples };
  const places = ["Z", "N", "E"].flatMap((name) => {
    const place = picker.components.indexOf(name as "Z" | "N" | "E");
    return place < 0 ? [] : [{ name, place }];
  });
  const one = places.map(({ name, place }) => ({ part: name, components: [place] }));
  const others = places.map(({ name, place }) => ({
    part: `all but ${name}`,
    components: places.map((other) => other.place).filter((other) => other !== place),
  }));
  const asked = [...one, ...others];
  const parts = asked.map(({ components }) => [{ ...whole, components }]);
  const said = silenceParts(picker, window, { ...question, parts });
  return asked.map(({ part }, i) => ({ part, probability: said[i] }));
}

/** What a picker says with half a second of all components silent, one after the other. */
export function occludeTime(
  picker: Picker,
  window: Float32Array,
  question: PickQuestion,
): { stepSeconds: number; fromSeconds: number; probability: number[] } {
  const { samplingRateHz, windowSamples } = picker;
  const width = Math.round(OCCLUDED_SECONDS * samplingRateHz);
  const before = Math.ceil(question.sample / width);
  const blocks = before + Math.ceil((windowSamples - question.sample) / width);
  const parts = Array.from({ length: blocks }, (_, block) => {
    const from = question.sample + (block - before) * width;
    return [{ from: Math.max(0, from), to: Math.min(windowSamples, from + width) }];
  });
  const said = silenceParts(picker, window, { ...question, parts });
  return {
    stepSeconds: OCCLUDED_SECONDS,
    fromSeconds: -before * OCCLUDED_SECONDS,
    probability: Array.from(said, (one) => Number(one.toPrecision(6))),
  };
}
