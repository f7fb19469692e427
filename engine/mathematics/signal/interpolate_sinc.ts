import { besselI0, kaiserWindow } from "./kaiser_window.ts";

/** Beta of the Kaiser window: side lobes 100 dB down. */
const BETA = 10;
/** Steps of the table of the window; it is read by straight lines, within 1e-7. */
const TABLE_STEPS = 8192;

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
}

/**
 * Reads an evenly sampled signal between its samples, by a sinc under a Kaiser window (beta 10) of
 * 64 crossings either side. A sinusoid below 0.94 of the Nyquist frequency comes out within 1e-4 of
 * its amplitude, 64 samples or more from the ends; beyond them the signal is held. [count]
 *
 * With `step` above 1 the sinc is stretched: frequencies below 0.94 of the new Nyquist pass, those
 * above 1.06 of it are 100 dB down.
 *
 * Throws RangeError where there is no sample, or `step` is not positive.
 *
 * Source: Smith & Gossett (1984), A flexible sampling-rate conversion method.
 */
export function interpolateSinc(samples: ArrayLike<number>, places: SincPlaces): Float64Array {
  const { first, step, count, crossings = 64 } = places;
  if (samples.length === 0 || !(step > 0) || !Number.isFinite(first)) {
    throw new RangeError(
      `Cannot read ${samples.length} samples from place ${first} in steps of ${step}`,
    );
  }
  const stretch = Math.max(1, step);
  const reach = crossings * stretch;
  const weights = new Float64Array(2 * Math.ceil(reach) + 2);
  const table = layTable();
  const last = samples.length - 1;
  const values = new Float64Array(count);
  let keptFraction = NaN;
  for (let i = 0; i < count; i++) {
    const place = first + i * step;
    const from = Math.ceil(place - reach);
    const fraction = place - from;
    const taps = Math.floor(place + reach) - from + 1;
    if (fraction !== keptFraction) fillWeights(weights, { taps, fraction, stretch, reach, table });
    keptFraction = fraction;
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      sum += weights[k] * samples[Math.min(last, Math.max(0, from + k))];
    }
    values[i] = sum;
  }
  return values;
}

/** Weights of the taps, made to sum to 1 so that a constant stays what it is. Changes `weights`. */
function fillWeights(
  weights: Float64Array,
  tap: { taps: number; fraction: number; stretch: number; reach: number; table: Float64Array },
): void {
  let sum = 0;
  for (let k = 0; k < tap.taps; k++) {
    const distance = k - tap.fraction;
    const angle = Math.PI * distance / tap.stretch;
    const wave = Math.abs(angle) < 1e-12 ? 1 : Math.sin(angle) / angle;
    const spot = Math.min(1, Math.abs(distance) / tap.reach) * TABLE_STEPS;
    const row = Math.min(TABLE_STEPS - 1, Math.floor(spot));
    const window = tap.table[row] + (spot - row) * (tap.table[row + 1] - tap.table[row]);
    weights[k] = wave * window;
    sum += weights[k];
  }
  for (let k = 0; k < tap.taps; k++) weights[k] /= sum;
}

let keptTable: Float64Array | undefined;

function layTable(): Float64Array {
  keptTable ??= Float64Array.from(
    { length: TABLE_STEPS + 1 },
    (_, i) => i === TABLE_STEPS ? 1 / besselI0(BETA) : kaiserWindow(i / TABLE_STEPS, BETA),
  );
  return keptTable;
}
