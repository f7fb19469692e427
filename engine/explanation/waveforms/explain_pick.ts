import type { KernelEngine } from "../../backend/mod.ts";
import type { AttributionPart, Completeness, SilencedPart } from "../../domain/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { drawOrders, type ShapleyValues, shapleyValues } from "../shapley_values.ts";
import { layCells, mixCells, type WindowCell } from "./mix_cells.ts";
import { pickLogOdds, type PickQuestion, placeOfPhase } from "./pick_log_odds.ts";
import { type NoiseStretch, resampleNoise } from "./resample_noise.ts";
import {
  addComponents,
  type NamedStretch,
  shareByComponent,
  shareByTime,
  shareWithin,
  type WindowAttributions,
} from "./share_attributions.ts";
import { silenceWindow, type SilentPart } from "./silence_window.ts";

/** Seconds around a pick within which a picker that says it still says the same arrival. */
const SAME_PICK_SECONDS = 0.5;

/** Length of what is silent or not, seconds: attributions and occlusion ask about the same cells. */
export const CELL_SECONDS = 0.5;

/**
 * Orders that are drawn, each gone through both ways: with 16, half a second's part is known to about 0.1
 * log-odds. What sampling leaves counts as spread over the window, so fewer make shares too even.
 */
const PAIRS = 16;

/** The orders are always the same ones: the same input gives the same bytes. */
const SEED = 1;

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
  /** ln p / (1 − p) of the window, and of its noise going on, on average. */
  logOdds: { record: number; baseline: number };
  /** What each cell adds to the log-odds, spread evenly over its samples. [sample, component] */
  attributions: Float64Array;
  /** How far these add up. */
  completeness: Completeness;
  /** By component, vertical first. */
  components: AttributionPart[];
  /** By time after the pick. */
  times: AttributionPart[];
  /** Part of the absolute attributions within 2 s of the pick, all components of a half second together. */
  within2Seconds: number;
}

/** What is explained of a window, and how closely. */
export interface ExplainWindowOptions extends PickQuestion {
  /** Where the kernels run. */
  engine: KernelEngine;
  /** Orders of cells that are drawn, each gone through both ways; 16 unless given. */
  pairs?: number;
}

/**
 * Owen values of the log-odds of a phase at a pick against the record's own noise: what half a second of one
 * component adds when it takes the place of noise, on average over the orders in which half seconds can
 * come; the components of one, a movement of the ground, come together. Noise is made of pieces of what
 * the window holds before its first arrival, others on each order; against silence noise itself would
 * count, as it sets in. Cells begin at the pick and fade into each other. The window is normalised
 * already: by how much it is scaled is not explained.
 *
 * Integrated gradients ask about faint copies of the whole record, and go to and fro with every swing; these
 * values are made of what the picker says of the record with parts replaced.
 *
 * Throws ConfigurationError for a picker that is no network or does not know the phase.
 *
 * Source: Owen 1977, Values of games with a priori unions; Lundberg & Lee 2017, A unified approach to
 * interpreting model predictions, NeurIPS.
 */
export function explainPick(
  picker: Picker,
  window: Float32Array,
  { phase, sample: near, engine, pairs = PAIRS }: ExplainWindowOptions,
): WindowPickExplanation {
  const [{ sample, probability }] = likeliestNear(picker, window, { phase, sample: near });
  const { samplingRateHz, components: { length: components } } = picker;
  const width = Math.round(CELL_SECONDS * samplingRateHz);
  const cells = layCells(window, { components, sample, width });
  const question = pickLogOdds(picker, { phase, sample }, { engine });
  try {
    const mix = mixCells(window, cells, { components });
    const moments = Map.groupBy(cells.keys(), (cell) => cells[cell].from);
    const random = new RandomStream(SEED);
    const orders = drawOrders([...moments.values()], { pairs, random: random.fork("orders") });
    const stretch = noiseBefore(picker, window, sample);
    const noises = orders.map(() => resampleNoise(window, stretch, random));
    const found = shapleyValues({
      orders,
      value: (present, order) => question.value(mix(present, noises[order])),
    });
    const attributions = spread(found.amounts, cells, { size: window.length, components });
    const of: WindowAttributions = {
      ...{ attributions, sample, components: picker.components, samplingRateHz },
    };
    const together = { ...of, attributions: addComponents(of), components: ["all"] };
    return {
      ...{ sample, probability, attributions },
      logOdds: { record: found.value, baseline: found.baselineValue },
      completeness: completenessOf(found),
      components: shareByComponent(of),
      times: shareByTime(together, STRETCHES),
      within2Seconds: shareWithin(together, 2),
    };
  } finally {
    question.dispose();
  }
}

/** What is recorded until half a second before the first arrival that a picker sees in a window. */
function noiseBefore(picker: Picker, window: Float32Array, sample: number): NoiseStretch {
  const { components: { length: components }, classes, defaultThresholds } = picker;
  const said = picker.predict(window, 1);
  const isArrival = (at: number) =>
    classes.some((name, i) =>
      said[at * classes.length + i] >= (defaultThresholds[name] ?? Infinity)
    );
  let first = 0;
  while (first < sample && !isArrival(first)) first++;
  const from = Math.floor(window.findIndex((value) => value !== 0) / components);
  const to = first - Math.round(SAME_PICK_SECONDS * picker.samplingRateHz);
  return { from: Math.max(0, from), to, components };
}

/** Amounts of cells, spread evenly over their samples. [sample, component] */
function spread(
  amounts: Float64Array,
  cells: readonly WindowCell[],
  { size, components }: { size: number; components: number },
): Float64Array {
  const attributions = new Float64Array(size);
  cells.forEach(({ from, to, component }, cell) => {
    for (let at = from; at < to; at++) {
      attributions[at * components + component] = amounts[cell] / (to - from);
    }
  });
  return attributions;
}

/** The amounts add up on every order, but for rounding. */
function completenessOf(
  { amounts, value, baselineValue, evaluations }: ShapleyValues,
): Completeness {
  const [sum, difference] = [amounts.reduce((total, one) => total + one, 0), value - baselineValue];
  const off = Math.abs(sum - difference);
  const isAbsolute = Math.abs(difference) < 1e-3;
  const [error, tolerance] = isAbsolute ? [off, 1e-5] : [off / Math.abs(difference), 0.01];
  const isComplete = error <= tolerance;
  return { sum, difference, error, tolerance, isAbsolute, isComplete, slopes: evaluations };
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
  const width = Math.round(CELL_SECONDS * samplingRateHz);
  const before = Math.ceil(question.sample / width);
  const blocks = before + Math.ceil((windowSamples - question.sample) / width);
  const parts = Array.from({ length: blocks }, (_, block) => {
    const from = question.sample + (block - before) * width;
    return [{ from: Math.max(0, from), to: Math.min(windowSamples, from + width) }];
  });
  const said = silenceParts(picker, window, { ...question, parts });
  return {
    stepSeconds: CELL_SECONDS,
    fromSeconds: -before * CELL_SECONDS,
    probability: Array.from(said, (one) => Number(one.toPrecision(6))),
  };
}
