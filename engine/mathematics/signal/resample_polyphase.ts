import { kaiserWindow, sinc } from "./kaiser_window.ts";

/** Zero crossings on either side, and the Kaiser beta, of SciPy's default filter. */
const CROSSINGS = 10;
const BETA = 5;

/** A ratio of two whole numbers. */
export interface WholeRatio {
  /** Samples out ... */
  readonly up: number;
  /** ... for samples in. */
  readonly down: number;
}

/**
 * The last convergent of the continued fraction of `ratio` with whole numbers up to `largest`:
 * 3.2 is 16 / 5, 100 / 99.99 is 10000 / 9999, pi is 355 / 113.
 *
 * Throws RangeError where the ratio is not positive and finite, or itself beyond `largest`.
 */
export function wholeRatio(ratio: number, largest = 50_000): WholeRatio {
  if (!(ratio > 0 && ratio <= largest && 1 / ratio <= largest)) {
    throw new RangeError(`Cannot write ${ratio} as a ratio of whole numbers up to ${largest}`);
  }
  let [up, down, beforeUp, beforeDown] = [1, 0, 0, 1];
  for (let rest = ratio;;) {
    const whole = Math.floor(rest);
    const [nextUp, nextDown] = [whole * up + beforeUp, whole * down + beforeDown];
    if (nextUp > largest || nextDown > largest) break;
    [up, down, beforeUp, beforeDown] = [nextUp, nextDown, up, down];
    if (Math.abs(up / down - ratio) <= 4 * Number.EPSILON * ratio) break;
    rest = 1 / (rest - whole);
  }
  // Below 1 the first convergent is 0 / 1; where nothing follows within reach, 1 / largest is.
  return up === 0 ? { up: 1, down: Math.round(1 / ratio) } : { up, down };
}

/**
 * Resamples by `up / down` with an anti-alias filter: a sinc of 10 crossings either side at the
 * lower of both Nyquist frequencies under a Kaiser window of beta 5. Linear time; the first sample
 * keeps its place; beyond the ends the signal is 0. Equal to SciPy's `resample_poly`.
 * [sample] to [ceil(samples * up / down)]
 *
 * Throws RangeError where `up` or `down` is not a positive integer.
 */
export function resamplePolyphase(
  signal: ArrayLike<number>,
  { up, down }: WholeRatio,
): Float64Array {
  if (![up, down].every((term) => Number.isInteger(term) && term >= 1)) {
    throw new RangeError(`Cannot resample by ${up} / ${down}`);
  }
  const divisor = greatestDivisor(up, down);
  const [rise, fall] = [up / divisor, down / divisor];
  const samples = new Float64Array(signal);
  if (rise === 1 && fall === 1) return samples;
  const taps = layTaps(rise, fall);
  const half = (taps.length - 1) / 2;
  const count = Math.ceil(samples.length * rise / fall);
  const resampled = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    const place = m * fall;
    const from = Math.max(0, Math.ceil((place - half) / rise));
    const to = Math.min(samples.length - 1, Math.floor((place + half) / rise));
    let sum = 0;
    for (let k = from; k <= to; k++) sum += samples[k] * taps[half + place - k * rise];
    resampled[m] = sum;
  }
  return resampled;
}

function layTaps(up: number, down: number): Float64Array {
  const widest = Math.max(up, down);
  const half = CROSSINGS * widest;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const place = i - half;
    return sinc(place / widest) * kaiserWindow(place / half, BETA);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap * up / sum);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
