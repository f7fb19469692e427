import type { BValue } from "./b_value.ts";
import { magnitudeBin } from "./magnitude_bins.ts";

/** How many events have each magnitude. */
export interface MagnitudeHistogram {
  /** Width of a bin. */
  binWidth: number;
  /** Index of the lowest bin that holds an event; `binCentre` gives its magnitude. */
  first: number;
  /** Events in each bin from there up to the highest that holds one. [bin] */
  counts: Float64Array;
}

/**
 * Counts magnitudes in bins; null without any. Missing magnitudes (NaN) are passed over.
 *
 * Throws RangeError unless the bin width is positive.
 */
export function magnitudeHistogram(
  magnitudes: ArrayLike<number>,
  binWidth: number,
): MagnitudeHistogram | null {
  if (!(binWidth > 0)) throw new RangeError(`Cannot bin magnitudes by a width of ${binWidth}`);
  let [first, last] = [Infinity, -Infinity];
  for (let i = 0; i < magnitudes.length; i++) {
    if (!Number.isFinite(magnitudes[i])) continue;
    const bin = magnitudeBin(magnitudes[i], binWidth);
    first = Math.min(first, bin);
    last = Math.max(last, bin);
  }
  if (first > last) return null;
  const counts = new Float64Array(last - first + 1);
  for (let i = 0; i < magnitudes.length; i++) {
    if (Number.isFinite(magnitudes[i])) counts[magnitudeBin(magnitudes[i], binWidth) - first]++;
  }
  return { binWidth, first, counts };
}

/**
 * The b-value, with its error, of the events from each bin upwards: null below two events or where
 * all lie in one bin. [bin]
 *
 * Source: Tinti & Mulargia 1987, BSSA 77; error by Shi & Bolt 1982, BSSA 72, equation 5.
 */
export function slopesOfHistogram({ binWidth, counts }: MagnitudeHistogram): (BValue | null)[] {
  const slopes = new Array<BValue | null>(counts.length).fill(null);
  // Whole numbers throughout, so that the running sums are exact.
  let [events, sum, squares] = [0, 0, 0];
  for (let bin = counts.length - 1; bin >= 0; bin--) {
    // Bins are counted from the present one: a step down moves every event a bin further away.
    squares += 2 * sum + events;
    sum += events;
    events += counts[bin];
    const spread = squares - sum * sum / events;
    if (events < 2 || sum === 0 || !(spread > 0)) continue;
    const b = Math.log1p(events / sum) / (binWidth * Math.LN10);
    const deviation = binWidth * Math.sqrt(spread / (events * (events - 1)));
    slopes[bin] = { b, error: Math.LN10 * b * b * deviation, count: events };
  }
  return slopes;
}
