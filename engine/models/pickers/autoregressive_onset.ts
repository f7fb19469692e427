import type { Onset } from "./akaike_onset.ts";
import { fitAutoregression, predictionErrors } from "./autoregression.ts";

/** How an onset is looked for. */
export interface AutoregressiveOnsetOptions {
  /** Order of both predictions. */
  readonly order: number;
  /** Samples at the start of the window that are noise for sure. */
  readonly noiseSamples: number;
  /** Samples at the end of the window that are signal for sure. */
  readonly signalSamples: number;
}

/**
 * Where a window goes over from noise to signal: one prediction is fitted to its start, one to its
 * end, and the cut is the least of AIC(k) = (k − m) log s1²(k) + (n − m − k) log s2²(k), with the mean
 * squares that the first misses before the cut and the second after it, summed over components.
 * Undefined where a part is too short for the order or silent.
 *
 * Source: Sleeman & van Eck (1999), Robust automatic P-phase picking, equation 7; components summed
 * as in Leonard & Kennett (1999), Multi-component autoregressive techniques.
 */
export function autoregressiveOnset(
  components: readonly ArrayLike<number>[],
  options: AutoregressiveOnsetOptions,
): Onset | undefined {
  const { order, noiseSamples, signalSamples } = options;
  const count = components[0]?.length ?? 0;
  if (Math.min(noiseSamples, signalSamples) <= 2 * order || noiseSamples + signalSamples > count) {
    return undefined;
  }
  const criterion = new Float64Array(count);
  let single = 0;
  for (const component of components) {
    const samples = Float64Array.from(component);
    const noise = fitAutoregression(samples.subarray(0, noiseSamples), order);
    const signal = fitAutoregression(samples.subarray(count - signalSamples), order);
    if (!(noise.errorVariance > 0 && signal.errorVariance > 0)) return undefined;
    const before = squaredErrors(samples, noise);
    const after = squaredErrors(samples, signal);
    let [sumBefore, sumAfter] = [0, 0];
    for (let n = order; n < count; n++) sumAfter += after[n];
    single += (count - order) * Math.log(sumAfter / (count - order));
    for (let k = order; k < count - order; k++) {
      // Sums up to the cut, and from it on.
      const [left, right] = [k - order, count - k];
      if (left > 0) criterion[k] += left * Math.log(Math.max(sumBefore / left, Number.MIN_VALUE));
      criterion[k] += right * Math.log(Math.max(sumAfter / right, Number.MIN_VALUE));
      sumBefore += before[k];
      sumAfter -= after[k];
    }
  }
  const first = Math.max(2 * order, Math.floor(noiseSamples / 2));
  let best = first;
  for (let k = first; k < count - Math.floor(signalSamples / 2); k++) {
    if (criterion[k] < criterion[best]) best = k;
  }
  return { sample: best, gain: single - criterion[best] };
}

function squaredErrors(
  samples: Float64Array,
  prediction: ReturnType<typeof fitAutoregression>,
): Float64Array {
  return predictionErrors(samples, prediction).map((error) => error * error);
}
