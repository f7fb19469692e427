import { InputError } from "../../domain/mod.ts";
import type { Onset } from "./akaike_onset.ts";
import {
  filterComponent,
  type FilteredComponent,
  findRecordedSpans,
  type RecordedSpan,
} from "./filter_component.ts";
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

/** Shortest stretch before a place that tells of the energy before it, seconds. */
const LEAST_BEFORE_SECONDS = 0.2;

/** A record on its way: its components in the bands of P and S. */
interface Scene {
  settings: ClassicalSettings;
  rate: number;
  findOnset: FindOnset;
  /** Components in the band of P: vertical, or what there is. */
  p: FilteredComponent[];
  /** Components in the band of S: horizontal, or what there is. */
  s: FilteredComponent[];
  /** Energy of S, summed up to each sample. [sample + 1] */
  sEnergy: Float64Array;
  /** The same of the vertical component; undefined unless all three components are there. */
  vertical?: Float64Array;
  /** The sample after the last that was recorded. */
  end: number;
}

/** What is laid before there is a trigger. */
interface PScene extends Pick<Scene, "settings" | "rate" | "findOnset" | "p"> {
  spans: RecordedSpan[][];
  /** Horizontal components that were recorded, and the vertical one. */
  level: number[];
  upright: number[];
  inBand(which: readonly number[], band: PickingBand): FilteredComponent[];
}

/** A trigger, and the span of recorded samples in which it stands. */
interface PlacedTrigger extends Trigger {
  span: RecordedSpan;
}

/**
 * The frame of both classical pickers: triggers of STA/LTA on the vertical component, the onset of P
 * around each, then S on the horizontals after it, then rest until the coda is over. A component
 * without any variance counts as missing; padding and gaps filled with a constant are passed over.
 * Linear time.
 *
 * Throws InputError unless the samples are whole rows of three and the rate is positive.
 */
export function pickClassically(
  samples: ArrayLike<number>,
  options: ClassicalPickOptions & { settings: ClassicalSettings; findOnset: FindOnset },
): PickedArrival[] {
  const upright = layPOf(samples, options);
  if (upright === undefined) return [];
  const triggers = findPTriggers(upright);
  if (triggers.length === 0) return []; // nothing else need be filtered
  const scene = layScene(upright);
  const { settings, rate } = scene;
  const picks: PickedArrival[] = [];
  let busyUntil = -1;
  for (const [i, trigger] of triggers.entries()) {
    if (trigger.on < busyUntil) continue;
    const sample = refine(scene, trigger.on, "P", trigger.span);
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

/** The band of P; undefined where nothing was recorded. */
function layPOf(
  samples: ArrayLike<number>,
  options: ClassicalPickOptions & { settings: ClassicalSettings; findOnset: FindOnset },
): PScene | undefined {
  const { settings, findOnset, samplingRateHz: rate } = options;
  if (samples.length % 3 !== 0 || !(rate > 0)) {
    throw new InputError("Cannot pick a record", {
      value: `${samples.length} numbers at ${rate} Hz`,
      expected: "rows of east, north and up, and a positive rate",
    });
  }
  const spans = [0, 1, 2].map((component) => findRecordedSpans(samples, component, rate));
  const level = [0, 1].filter((component) => spans[component].length > 0);
  const upright = spans[2].length > 0 ? [2] : [];
  if (level.length + upright.length === 0) return undefined;
  const inBand = (which: readonly number[], band: PickingBand) =>
    which.map((component) =>
      filterComponent(samples, {
        ...{ component, band, rate },
        spans: spans[component],
        order: settings.filterOrder,
      })
    );
  const p = inBand(upright.length > 0 ? upright : level, settings.pBand);
  return { settings, rate, findOnset, spans, level, upright, inBand, p };
}

/** All of it, from the band of P on. */
function layScene({ spans, level, upright, inBand, ...rest }: PScene): Scene {
  const { sBand } = rest.settings;
  const s = inBand(level.length > 0 ? level : upright, sBand);
  const whole = level.length + upright.length === 3;
  return {
    ...{ ...rest, s, sEnergy: sumEnergy(s) },
    vertical: whole ? sumEnergy(inBand([2], sBand)) : undefined,
    end: Math.max(...spans.flatMap((each) => each.slice(-1)).map(({ end }) => end)),
  };
}

function sumEnergy(components: readonly FilteredComponent[]): Float64Array {
  const sums = new Float64Array(components[0].values.length + 1);
  for (const { values } of components) {
    for (let i = 0; i < values.length; i++) sums[i + 1] += values[i] * values[i];
  }
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1];
  return sums;
}

/** Mean energy of a span, from its running sum. */
function meanEnergy(sums: Float64Array, from: number, to: number): number {
  return (sums[to] - sums[from]) / (to - from);
}

/** Triggers of each recorded span by itself: after a gap the averages start anew. */
function findPTriggers({ settings, rate, p }: PScene): PlacedTrigger[] {
  const lengths = {
    shortSamples: Math.max(1, Math.round(settings.pShortSeconds * rate)),
    longSamples: Math.max(2, Math.round(settings.pLongSeconds * rate)),
  };
  const thresholds = { on: settings.triggerOn, off: settings.triggerOff };
  return p[0].spans.flatMap((span) => {
    const energy = new Float64Array(span.end - span.start);
    for (const { values } of p) {
      for (let i = 0; i < energy.length; i++) {
        const value = values[span.start + i];
        energy[i] += value * value;
      }
    }
    const ratios = new ClassicStaLta(lengths).push(energy);
    return findTriggers(ratios, thresholds).map((trigger) => ({
      on: trigger.on + span.start,
      off: trigger.off + span.start,
      peakSample: trigger.peakSample + span.start,
      peak: trigger.peak,
      span,
    }));
  });
}

/** The onset around a trigger within a span; the trigger itself where none can be found. */
function refine(scene: Scene, trigger: number, phase: "P" | "S", span: RecordedSpan): number {
  const { settings, rate } = scene;
  const window = phase === "P" ? settings.pWindow : settings.sWindow;
  const from = Math.max(span.start, trigger - Math.round(window.beforeSeconds * rate));
  const to = Math.min(span.end, trigger + Math.round(window.afterSeconds * rate));
  const components = (phase === "P" ? scene.p : scene.s)
    .map(({ values }) => values.subarray(from, to));
  const onset = scene.findOnset(components, trigger - from, phase);
  return onset === undefined ? trigger : from + onset.sample;
}

/** Whether the motion at a sample is vertical enough for a P. */
function looksLikeP({ settings, rate, end, sEnergy, vertical }: Scene, sample: number): boolean {
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
  const span = { start: pSample + Math.round(0.1 * rate), end: scene.end };
  return { phase: "S", sample: refine(scene, best, "S", span), strength };
}
