import { InputError } from "../../domain/mod.ts";
import { designButterworth, SectionFilter } from "../../mathematics/mod.ts";
import type { Onset } from "./akaike_onset.ts";
import { findTriggers, type Trigger } from "./find_triggers.ts";
import type {
  ClassicalPickOptions,
  ClassicalSettings,
  PickedArrival,
  PickingBand,
} from "./picked_arrival.ts";
import { ClassicStaLta } from "./sta_lta.ts";

/** Finds the onset in the samples around a trigger, which begins at sample `trigger` of them. */
export type FindOnset = (
  components: readonly Float64Array[],
  trigger: number,
  phase: "P" | "S",
) => Onset | undefined;

/** Equal samples at an end, at least so many, are padding. */
const PADDING_SAMPLES = 10;
/** Shortest stretch before a place that tells of the energy before it, seconds. */
const LEAST_BEFORE_SECONDS = 0.2;

/** A record on its way: its components in the bands of P and S. */
interface Scene {
  settings: ClassicalSettings;
  rate: number;
  findOnset: FindOnset;
  /** First sample that was recorded, and the one after the last. */
  start: number;
  end: number;
  /** Components in the band of P: vertical, or what there is. */
  p: Float64Array[];
  /** Components in the band of S: horizontal, or what there is. */
  s: Float64Array[];
  /** Energy of P and of S, summed up to each sample. [sample + 1] */
  pEnergy: Float64Array;
  sEnergy: Float64Array;
  /** Vertical and horizontal energy in the band of S; undefined unless all three components are there. */
  vertical?: Float64Array;
}

/**
 * The frame of both classical pickers: triggers of STA/LTA on the vertical component, the onset of P
 * around each, then S on the horizontals after it, then rest until the coda is over. A component
 * without any variance counts as missing; padding at the ends is passed over. Linear time.
 *
 * Throws InputError unless the samples are whole rows of three and the rate is positive.
 */
export function pickClassically(
  samples: ArrayLike<number>,
  options: ClassicalPickOptions & { settings: ClassicalSettings; findOnset: FindOnset },
): PickedArrival[] {
  const scene = laySceneOf(samples, options);
  if (scene === undefined) return [];
  const { settings, rate } = scene;
  const triggers = findPTriggers(scene);
  const picks: PickedArrival[] = [];
  let busyUntil = -1;
  for (const [i, trigger] of triggers.entries()) {
    if (trigger.on < busyUntil) continue;
    const sample = refine(scene, trigger.on, "P");
    if (!looksLikeP(scene, sample)) continue;
    const s = findS(scene, sample);
    if (s !== undefined && givesWay(scene, { triggers, index: i, sSample: s.sample })) continue;
    picks.push({ phase: "P", sample, strength: trigger.peak });
    if (s !== undefined) picks.push(s);
    const coda = s === undefined ? 0 : s.sample + settings.codaFactor * (s.sample - sample);
    busyUntil = Math.max(trigger.off, sample + settings.restSeconds * rate, coda);
  }
  return picks;
}

function laySceneOf(
  samples: ArrayLike<number>,
  options: ClassicalPickOptions & { settings: ClassicalSettings; findOnset: FindOnset },
): Scene | undefined {
  const { settings, findOnset, samplingRateHz: rate } = options;
  if (samples.length % 3 !== 0 || !(rate > 0)) {
    throw new InputError("Cannot pick a record", {
      value: `${samples.length} numbers at ${rate} Hz`,
      expected: "rows of east, north and up, and a positive rate",
    });
  }
  const count = samples.length / 3;
  const components = [0, 1, 2].map((component) => {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = samples[3 * i + component];
    return { values, ...recordedSpan(values) };
  });
  const there = components.map(({ start, end }) => end - start > PADDING_SAMPLES);
  if (!there.includes(true)) return undefined;
  const level = [0, 1].filter((component) => there[component]);
  const inBand = (which: readonly number[], band: PickingBand) =>
    which.map((component) => filterSpan(components[component], { band, rate, settings }));
  const p = inBand(there[2] ? [2] : level, settings.pBand);
  const s = inBand(level.length > 0 ? level : [2], settings.sBand);
  const recorded = components.filter((_, component) => there[component]);
  return {
    ...{ settings, rate, findOnset, p, s },
    start: Math.min(...recorded.map(({ start }) => start)),
    end: Math.max(...recorded.map(({ end }) => end)),
    pEnergy: sumEnergy(p),
    sEnergy: sumEnergy(s),
    vertical: there.includes(false) ? undefined : sumEnergy(inBand([2], settings.sBand)),
  };
}

/** The span of a component without the equal samples that pad its ends. */
function recordedSpan(values: Float64Array): { start: number; end: number } {
  let [start, end] = [0, values.length];
  while (start < end && values[start] === values[0]) start++;
  while (end > start && values[end - 1] === values[values.length - 1]) end--;
  if (start < PADDING_SAMPLES) start = 0;
  if (values.length - end < PADDING_SAMPLES) end = values.length;
  return { start, end: Math.max(start, end) };
}

function filterSpan(
  { values, start, end }: { values: Float64Array; start: number; end: number },
  { band, rate, settings }: { band: PickingBand; rate: number; settings: ClassicalSettings },
): Float64Array {
  const highHz = Math.min(band.highHz, 0.45 * rate);
  const filter = new SectionFilter(designButterworth({
    lowHz: Math.min(band.lowHz, 0.5 * highHz),
    highHz,
    order: settings.filterOrder,
    samplingRateHz: rate,
  }));
  filter.settle(values[start]);
  const filtered = new Float64Array(values.length);
  filtered.set(filter.push(values.subarray(start, end)), start);
  return filtered;
}

function sumEnergy(components: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(components[0].length + 1);
  for (const values of components) {
    for (let i = 0; i < values.length; i++) sums[i + 1] += values[i] * values[i];
  }
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1];
  return sums;
}

/** Mean energy of a span, from its running sum. */
function meanEnergy(sums: Float64Array, from: number, to: number): number {
  return (sums[to] - sums[from]) / (to - from);
}

function findPTriggers({ settings, rate, p, start, end }: Scene): Trigger[] {
  const average = new ClassicStaLta({
    shortSamples: Math.max(1, Math.round(settings.pShortSeconds * rate)),
    longSamples: Math.max(2, Math.round(settings.pLongSeconds * rate)),
  });
  const energy = new Float64Array(end - start);
  for (const values of p) {
    for (let i = 0; i < energy.length; i++) energy[i] += values[start + i] * values[start + i];
  }
  const thresholds = { on: settings.triggerOn, off: settings.triggerOff };
  return findTriggers(average.push(energy), thresholds).map((trigger) => ({
    ...trigger,
    on: trigger.on + start,
    off: trigger.off + start,
    peakSample: trigger.peakSample + start,
  }));
}

/** The onset around a trigger; the trigger itself where none can be found. */
function refine(scene: Scene, trigger: number, phase: "P" | "S", earliest = scene.start): number {
  const { settings, rate, end } = scene;
  const window = phase === "P" ? settings.pWindow : settings.sWindow;
  const from = Math.max(earliest, trigger - Math.round(window.beforeSeconds * rate));
  const to = Math.min(end, trigger + Math.round(window.afterSeconds * rate));
  const components = (phase === "P" ? scene.p : scene.s).map((values) => values.subarray(from, to));
  const onset = scene.findOnset(components, trigger - from, phase);
  return onset === undefined ? trigger : from + onset.sample;
}

/** Whether energy rises at a sample and is vertical enough for a P. */
function looksLikeP(scene: Scene, sample: number): boolean {
  const { settings, rate, start, end, pEnergy, sEnergy, vertical } = scene;
  if (sample - start > 0.5 * rate) {
    const after = meanEnergy(pEnergy, sample, Math.min(end, sample + Math.round(rate)));
    const before = meanEnergy(pEnergy, Math.max(start, sample - Math.round(3 * rate)), sample);
    if (after < settings.leastGain * before) return false;
  }
  if (vertical === undefined) return true;
  const to = Math.min(end, sample + Math.round(0.5 * rate));
  const share = settings.leastVerticalShare * meanEnergy(sEnergy, sample, to);
  return meanEnergy(vertical, sample, to) >= share;
}

/** Whether a later trigger before S is so much stronger that the first can be no P. */
function givesWay(
  { settings, rate }: Scene,
  { triggers, index, sSample }: { triggers: readonly Trigger[]; index: number; sSample: number },
): boolean {
  const { off, peak } = triggers[index];
  if (!(settings.giveWayFactor > 0)) return false;
  for (let i = index + 1; i < triggers.length && triggers[i].on < sSample - 0.3 * rate; i++) {
    if (triggers[i].on > off && triggers[i].peak > settings.giveWayFactor * peak) return true;
  }
  return false;
}

function findS(scene: Scene, pSample: number): PickedArrival | undefined {
  const { settings, rate, sEnergy } = scene;
  const short = Math.round(settings.sShortSeconds * rate);
  const long = Math.round(settings.sLongSeconds * rate);
  const from = pSample + Math.round(settings.sLeastDelaySeconds * rate);
  const to = Math.min(scene.end, pSample + Math.round(settings.sLargestDelaySeconds * rate)) -
    short;
  let largest = 0;
  for (let i = from; i <= to; i++) largest = Math.max(largest, meanEnergy(sEnergy, i, i + short));
  if (!(largest > 0)) return undefined;
  let [best, strength, bestValue] = [-1, 0, 0];
  for (let i = from; i <= to; i++) {
    const since = Math.max(pSample, i - long);
    if (i - since < LEAST_BEFORE_SECONDS * rate) continue;
    const after = meanEnergy(sEnergy, i, i + short);
    const before = meanEnergy(sEnergy, since, i);
    const ratio = before > 0 ? after / before : 0;
    const value = ratio * (after / largest) ** settings.sAmplitudePower;
    if (ratio > settings.sLeastRatio && value > bestValue) {
      [best, strength, bestValue] = [i, ratio, value];
    }
  }
  if (best < 0) return undefined;
  const earliest = pSample + Math.round(0.1 * rate);
  return { phase: "S", sample: refine(scene, best, "S", earliest), strength };
}
