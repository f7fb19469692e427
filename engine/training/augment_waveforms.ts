import type { LabelledTrace } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";
import type { LabelledWindow } from "./labelled_window.ts";
import { stretchWindow } from "./stretch_window.ts";

/** Components of a window: east, north and up. */
const COMPONENTS = 3;

/** Samples before P that are left out of noise, as an arrival is not read to the sample. */
const NOISE_MARGIN = 50;

/** How windows are made from labelled traces in training; chances are of 1. */
export interface AugmentationOptions {
  /** Chance that a window is cut where P is not in it, or is noise alone. */
  noiseWindow: number;
  /** Chance of another event over the first. */
  secondEvent: number;
  /** Chance of noise recorded before another trace's P. */
  recordedNoise: number;
  /** Chance of noise made by a random walk that fades: white to red. */
  madeNoise: number;
  /** Chance that components are silent: the horizontals, or any one or two. */
  droppedChannels: number;
  /** Chance of a gap of zeros. */
  gap: number;
  /** Chance that time is stretched or pressed, and most of it, as a factor. */
  stretch: { chance: number; most: number };
  /** Chance that the horizontals are turned by any angle. */
  turn: number;
  /** Chance that all signs are turned over. */
  flip: number;
  /** Chance that each component gets a factor of its own, within a factor of e^±1. */
  scale: number;
}

/** What is taken where nothing else is asked for. */
export const AUGMENTATION_DEFAULTS: AugmentationOptions = Object.freeze({
  noiseWindow: 0.1, // most samples of the others are noise already
  secondEvent: 0.15, // more makes a picker see second arrivals where there are none
  recordedNoise: 0.5, // the noise that stations really have is worth most
  madeNoise: 0.2,
  droppedChannels: 0.3, // more than a third of small networks' stations are vertical only
  gap: 0.1,
  stretch: { chance: 0.7, most: 1.3 },
  turn: 0.7,
  flip: 0.5,
  scale: 0.3,
});

/** Nothing but the window's place. */
export const SHIFT_ALONE: AugmentationOptions = Object.freeze({
  ...{ noiseWindow: 0, secondEvent: 0, recordedNoise: 0, madeNoise: 0, droppedChannels: 0 },
  ...{ gap: 0, stretch: { chance: 0, most: 1 }, turn: 0, flip: 0, scale: 0 },
});

/** What a window is drawn from. */
export interface DrawWindowOptions {
  /** All traces that may be used. */
  traces: readonly LabelledTrace[];
  /** Which of them the window is of. */
  index: number;
  /** Samples of the window. */
  windowSamples: number;
  /** What may be done to it. */
  augmentation: AugmentationOptions;
}

/**
 * A window of one trace, at a random place and changed at random: by shift, noise of other traces from
 * before their P, made noise, silent components, gaps, a second event, stretched time, turned
 * horizontals, signs and factors. What is drawn follows from the stream alone.
 */
export function drawWindow(options: DrawWindowOptions, stream: RandomStream): LabelledWindow {
  const { augmentation } = options;
  const happens = (chance: number) => stream.uniform() < chance;
  const window = drawEvent(options, stream);
  if (happens(augmentation.secondEvent)) addSecondEvent(window, options, stream);
  if (happens(augmentation.recordedNoise)) addRecordedNoise(window, options, stream);
  if (happens(augmentation.madeNoise)) addMadeNoise(window.samples, stream);
  if (happens(augmentation.flip)) scaleAll(window.samples, [-1, -1, -1]);
  if (happens(augmentation.scale)) {
    scaleAll(window.samples, [0, 1, 2].map(() => Math.exp(2 * stream.uniform() - 1)));
  }
  if (happens(augmentation.droppedChannels)) dropChannels(window.samples, stream);
  if (happens(augmentation.gap)) cutGap(window, stream);
  return window;
}

/** A window of one trace with its arrivals, stretched and turned. */
function drawEvent(options: DrawWindowOptions, stream: RandomStream): LabelledWindow {
  const { augmentation, windowSamples } = options;
  const trace = options.traces[options.index];
  const { chance, most } = augmentation.stretch;
  const factor = stream.uniform() < chance ? most ** (2 * stream.uniform() - 1) : 1;
  const unstretched = factor === 1 ? windowSamples : Math.ceil(windowSamples / factor) + 1;
  const cutting = { windowSamples: unstretched, stream };
  const isAnywhere = stream.uniform() < augmentation.noiseWindow;
  const start = isAnywhere ? anyStart(trace, cutting) : startBeforeP(trace, cutting);
  const cut = cutWindow(trace, { start, windowSamples: unstretched });
  const window = factor === 1 ? cut : stretchWindow(cut, { factor, windowSamples });
  if (stream.uniform() < augmentation.turn) turnHorizontals(window.samples, stream.uniform());
  return window;
}

/** What of a trace a window is cut from. */
export type Arrivals = Pick<LabelledTrace, "samples" | "pSample" | "sSample" | "unknown">;

/** A start with P in the window; where that is before the trace, what is missing is mirrored noise. */
function startBeforeP(
  trace: Arrivals,
  { windowSamples, stream }: { windowSamples: number; stream: RandomStream },
): number {
  if (Number.isNaN(trace.pSample)) return anyStart(trace, { windowSamples, stream });
  const last = trace.samples.length / COMPONENTS - windowSamples;
  const start = Math.floor(trace.pSample - stream.uniform() * windowSamples);
  return Math.min(start, Math.max(0, last));
}

function anyStart(
  trace: Arrivals,
  { windowSamples, stream }: { windowSamples: number; stream: RandomStream },
): number {
  const last = Math.max(0, trace.samples.length / COMPONENTS - windowSamples);
  return stream.integer(last + 1);
}

/**
 * A window of a trace from a sample on, and the arrivals in it. Samples before the first are the noise
 * before P, forth and back; those behind the last are 0.
 */
export function cutWindow(
  trace: Arrivals,
  { start, windowSamples }: { start: number; windowSamples: number },
): LabelledWindow {
  const total = trace.samples.length / COMPONENTS;
  const noise = Number.isNaN(trace.pSample) ? total : Math.floor(trace.pSample) - NOISE_MARGIN;
  const samples = new Float32Array(windowSamples * COMPONENTS);
  for (let i = 0; i < windowSamples; i++) {
    const at = start + i >= 0 ? start + i : mirror(start + i, noise);
    if (at < 0 || at >= total) continue;
    for (let c = 0; c < COMPONENTS; c++) {
      samples[i * COMPONENTS + c] = trace.samples[at * COMPONENTS + c];
    }
  }
  const within = (sample: number) => {
    const at = sample - start;
    return at >= 0 && at < windowSamples ? [at] : [];
  };
  const unknown = trace.unknown?.map(([from, to]) => [from - start, to - start] as const);
  const arrivals = { p: within(trace.pSample), s: within(trace.sSample) };
  return { samples, ...arrivals, ...(unknown !== undefined && { unknown }) };
}

/** The place forth and back in `length` samples of one that is before them; −1 where there are none. */
function mirror(before: number, length: number): number {
  if (length < 2) return -1;
  const period = 2 * (length - 1);
  const at = (-before) % period;
  return at < length ? at : period - at;
}

/** Another event of any size over the first, where both can be told apart. */
function addSecondEvent(
  window: LabelledWindow,
  options: DrawWindowOptions,
  stream: RandomStream,
): void {
  const { traces, augmentation } = options;
  const index = stream.integer(traces.length);
  const plain = { ...options, index, augmentation: { ...augmentation, noiseWindow: 0 } };
  const second = drawEvent(plain, stream);
  const factor = rootMeanSquare(window.samples) / rootMeanSquare(second.samples);
  if (!Number.isFinite(factor) || factor === 0) return;
  const size = factor * Math.exp(1.2 * (2 * stream.uniform() - 1)); // 0.3 to 3.3 times
  addInto(window.samples, second.samples, size);
  window.p.push(...second.p);
  window.s.push(...second.s);
  if (second.unknown !== undefined) window.unknown = [...window.unknown ?? [], ...second.unknown];
}

/** Noise that a station recorded before another P, from a hundredth of the window up to half of it. */
function addRecordedNoise(
  window: LabelledWindow,
  { traces, windowSamples }: DrawWindowOptions,
  stream: RandomStream,
): void {
  const trace = traces[stream.integer(traces.length)];
  const end = Math.floor(trace.pSample) - NOISE_MARGIN;
  if (!(end > 1) || trace.unknown !== undefined) return; // what nobody looked at may be no noise
  const start = end - windowSamples - stream.integer(end);
  const noise = cutWindow(trace, { start, windowSamples }).samples;
  addScaled(window.samples, noise, stream);
}

/** A random walk that forgets: its colour is drawn too, another on each component. */
function addMadeNoise(samples: Float32Array, stream: RandomStream): void {
  const noise = new Float32Array(samples.length);
  const memory = stream.uniform() ** 0.5;
  const last = [0, 0, 0];
  for (let i = 0; i < noise.length; i++) {
    const c = i % COMPONENTS;
    last[c] = memory * last[c] + 2 * stream.uniform() - 1;
    noise[i] = last[c];
  }
  addScaled(samples, noise, stream);
}

/** Adds noise, component by component as strong as drawn beside the window; silent ones stay silent. */
function addScaled(samples: Float32Array, noise: Float32Array, stream: RandomStream): void {
  const share = 0.5 * 0.02 ** stream.uniform(); // 0.01 to 0.5, evenly in its logarithm
  const factors = [0, 1, 2].map((c) => {
    const factor = share * rootMeanSquare(samples, c) / rootMeanSquare(noise, c);
    return Number.isFinite(factor) ? factor : 0;
  });
  for (let i = 0; i < samples.length; i++) samples[i] += factors[i % COMPONENTS] * noise[i];
}

function turnHorizontals(samples: Float32Array, turn: number): void {
  const [cosine, sine] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
  for (let i = 0; i < samples.length; i += COMPONENTS) {
    const [east, north] = [samples[i], samples[i + 1]];
    samples[i] = cosine * east - sine * north;
    samples[i + 1] = sine * east + cosine * north;
  }
}

/** Silences the horizontals, as at a station with a vertical alone, or any one or two components. */
function dropChannels(samples: Float32Array, stream: RandomStream): void {
  const kind = stream.uniform();
  const kept = stream.integer(COMPONENTS);
  const keeps = (c: number) => kind < 0.5 ? c === 2 : kind < 0.75 ? c !== kept : c === kept;
  const silent = [0, 1, 2].filter((c) => keeps(c)).every((c) => rootMeanSquare(samples, c) === 0);
  if (!silent) scaleAll(samples, [0, 1, 2].map((c) => keeps(c) ? 1 : 0));
}

/** Zeros for up to 5 s, with the arrivals in them gone. */
function cutGap(window: LabelledWindow, stream: RandomStream): void {
  const total = window.samples.length / COMPONENTS;
  const length = 1 + stream.integer(Math.floor(total / 6));
  const start = stream.integer(total - length);
  window.samples.fill(0, start * COMPONENTS, (start + length) * COMPONENTS);
  const stays = (sample: number) => sample < start || sample >= start + length;
  window.p = window.p.filter(stays);
  window.s = window.s.filter(stays);
}

function scaleAll(samples: Float32Array, factors: readonly number[]): void {
  for (let i = 0; i < samples.length; i++) samples[i] *= factors[i % COMPONENTS];
}

function addInto(samples: Float32Array, others: Float32Array, factor: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] += factor * others[i];
}

/** Root mean square about the mean, of one component or, without, of all. */
function rootMeanSquare(samples: Float32Array, component?: number): number {
  const [first, step] = component === undefined ? [0, 1] : [component, COMPONENTS];
  const count = samples.length / step;
  let [sum, squares] = [0, 0];
  for (let i = first; i < samples.length; i += step) {
    sum += samples[i];
    squares += samples[i] * samples[i];
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
