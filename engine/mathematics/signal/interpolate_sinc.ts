import { besselI0, kaiserWindow } from "./kaiser_window.ts";

/** Beta of the Kaiser window: side lobes 85 dB down. */
const BETA = 8.5;
/** Steps of the table of the window; it is read by straight lines, within 1e-7. */
const TABLE_STEPS = 8192;
/** Places are rounded to this part of a sample, so that ratios of whole numbers have few phases. */
const PHASES = 2 ** 24;
const MOST_KEPT_PHASES = 1024;

/** Where to read a signal. */
export interface SincPlaces {
  /** Place of the first value, in samples; 0 is the first sample. */
  readonly first: number;
  /** Samples from a value to the next; above 1 the signal is low-passed against aliasing. */
  readonly step: number;
  /** Values wanted. */
  readonly count: number;
  /** Zero crossings of the sinc on either side; more come nearer to Nyquist. */
  readonly crossings?: number;
  /** Values passed over: the first one is at `first + passedOver * step`; 0 where left out. */
  readonly passedOver?: number;
  /** Place of the first sample that is given, for a piece of a stream; 0 where left out. */
  readonly samplesFrom?: number;
}

/** Zero crossings on either side, unless others are asked for. */
export const SINC_CROSSINGS = 50;

/**
 * Reads an evenly sampled signal between its samples, by a sinc under a Kaiser window (beta 8.5) of
 * 50 crossings either side. A sinusoid below 0.94 of the Nyquist frequency comes out within 1e-4 of
 * its amplitude, 50 samples or more from the ends; beyond them the signal is held. [count]
 *
 * With `step` above 1 the sinc is stretched: frequencies below 0.94 of the new Nyquist pass, those
 * above 1.06 of it are 80 dB down.
 *
 * Throws RangeError where there is no sample, or `step` is not positive.
 *
 * Source: Smith & Gossett (1984), A flexible sampling-rate conversion method.
 */
export function interpolateSinc(signal: ArrayLike<number>, places: SincPlaces): Float64Array {
  const samples = signal instanceof Float64Array ? signal : new Float64Array(signal);
  const { first, step, count, crossings = SINC_CROSSINGS, passedOver = 0, samplesFrom = 0 } =
    places;
  if (samples.length === 0 || !(step > 0) || !Number.isFinite(first)) {
    throw new RangeError(
      `Cannot read ${samples.length} samples from place ${first} in steps of ${step}`,
    );
  }
  const stretch = Math.max(1, step);
  const reach = crossings * stretch;
  const phases = new Map<number, Float64Array>();
  const values = new Float64Array(count);
  let weights: Float64Array = new Float64Array(0);
  let phaseBefore = NaN;
  for (let i = 0; i < count; i++) {
    const place = first + (passedOver + i) * step;
    const from = Math.ceil(place - reach);
    const phase = Math.round((place - from) * PHASES);
    const start = from - samplesFrom;
    if (phase !== phaseBefore) {
      weights = phases.get(phase) ?? layWeights(phase / PHASES, stretch, reach);
      if (phases.size < MOST_KEPT_PHASES) phases.set(phase, weights);
      phaseBefore = phase;
    }
    values[i] = start >= 0 && start + weights.length <= samples.length
      ? sumInside(samples, weights, start)
      : sumHeld(samples, weights, start);
  }
  return values;
}

/** Products of weights and samples in four sums, so that none has to wait for the one before. */
function sumInside(samples: Float64Array, weights: Float64Array, from: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < weights.length; k += 4) {
    a += weights[k] * samples[from + k];
    b += weights[k + 1] * samples[from + k + 1];
    c += weights[k + 2] * samples[from + k + 2];
    d += weights[k + 3] * samples[from + k + 3];
  }
  for (; k < weights.length; k++) a += weights[k] * samples[from + k];
  return a + b + (c + d);
}

/** The same where weights reach beyond an end, whose sample is held. */
function sumHeld(samples: Float64Array, weights: Float64Array, from: number): number {
  const last = samples.length - 1;
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    sum += weights[k] * samples[Math.min(last, Math.max(0, from + k))];
  }
  return sum;
}

/**
 * Weights of the taps for a place `fraction` samples after the first tap, made to sum to 1 so that a
 * constant stays what it is. The sine is stepped by the law of the sum of two angles.
 */
function layWeights(fraction: number, stretch: number, reach: number): Float64Array {
  const table = layTable();
  const weights = new Float64Array(Math.floor(fraction + reach) + 1);
  const [turn, half] = [Math.PI / stretch, Math.PI / (2 * stretch)];
  const [stepDown, stepSine] = [-2 * Math.sin(half) ** 2, Math.sin(turn)];
  let [sine, cosine] = [Math.sin(-fraction * turn), Math.cos(fraction * turn)];
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    const distance = k - fraction;
    const wave = Math.abs(distance) < 1e-9 ? 1 : sine / (distance * turn);
    const spot = Math.min(1, Math.abs(distance) / reach) * TABLE_STEPS;
    const row = Math.min(TABLE_STEPS - 1, Math.floor(spot));
    weights[k] = wave * (table[row] + (spot - row) * (table[row + 1] - table[row]));
    sum += weights[k];
    const next = sine + stepDown * sine + stepSine * cosine;
    cosine += stepDown * cosine - stepSine * sine;
    sine = next;
  }
  for (let k = 0; k < weights.length; k++) weights[k] /= sum;
  return weights;
}

let keptTable: Float64Array | undefined;

function layTable(): Float64Array {
  keptTable ??= Float64Array.from(
    { length: TABLE_STEPS + 1 },
    (_, i) => i === TABLE_STEPS ? 1 / besselI0(BETA) : kaiserWindow(i / TABLE_STEPS, BETA),
  );
  return keptTable;
}
