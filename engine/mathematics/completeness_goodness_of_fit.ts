import {
  type CompletenessEstimate,
  type CompletenessTrial,
  LEAST_COMPLETE_EVENTS,
} from "./completeness_estimate.ts";
import { binCentre } from "./magnitude_bins.ts";
import { magnitudeHistogram, slopesOfHistogram } from "./magnitude_histogram.ts";

/** A magnitude tried for how well a Gutenberg–Richter law fits from there upwards. */
export interface GoodnessOfFitTrial extends CompletenessTrial {
  /** The fit R, per cent: 100 where every bin of the cumulative numbers is met. */
  fit: number;
}

/**
 * Magnitude of completeness by goodness of fit: the lowest magnitude from which the law fitted to
 * the events above explains at least `level` per cent (95 unless given; 90 is common too) of their
 * cumulative numbers. Null where none does with at least 30 events; missing magnitudes (NaN) are
 * passed over.
 *
 * Throws RangeError unless the bin width is positive and the level is above 0 and up to 100.
 * Source: Wiemer & Wyss 2000, BSSA 90, equation 2.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { completenessGoodnessOfFit, RandomStream } from "@quakecast/quakecast/mathematics";
 * const random = new RandomStream(1);
 * const magnitudes = Array.from({ length: 500 }, () => 3 + random.exponential(2.3));
 * assert(completenessGoodnessOfFit(magnitudes, { level: 90 }).completeness! <= 3.1);
 * ```
 */
export function completenessGoodnessOfFit(
  magnitudes: ArrayLike<number>,
  options: { binWidth?: number; level?: number } = {},
): CompletenessEstimate<GoodnessOfFitTrial> {
  const { binWidth = 0.1, level = 95 } = options;
  if (!(level > 0 && level <= 100)) throw new RangeError(`Cannot ask for a fit of ${level} %`);
  const trials: GoodnessOfFitTrial[] = [];
  const histogram = magnitudeHistogram(magnitudes, binWidth);
  if (histogram === null) return { completeness: null, trials };
  const cumulative = countFromEachBin(histogram.counts);
  const slopes = slopesOfHistogram(histogram);
  for (let bin = 0; bin < slopes.length; bin++) {
    const here = slopes[bin];
    if (here === null || here.count < LEAST_COMPLETE_EVENTS) break;
    if (histogram.counts[bin] === 0) continue;
    const fit = fitOf(cumulative.subarray(bin), here.b * binWidth);
    const magnitude = binCentre(histogram.first + bin, binWidth);
    trials.push({ magnitude, events: here.count, b: here.b, fit });
    if (fit >= level) return { completeness: magnitude, trials };
  }
  return { completeness: null, trials };
}

function countFromEachBin(counts: Float64Array): Float64Array {
  const cumulative = counts.slice();
  for (let bin = counts.length - 2; bin >= 0; bin--) cumulative[bin] += cumulative[bin + 1];
  return cumulative;
}

/** R of observed cumulative numbers and a law that loses `decadesPerBin` from bin to bin. */
function fitOf(observed: Float64Array, decadesPerBin: number): number {
  let [missed, sum] = [0, 0];
  for (let bin = 0; bin < observed.length; bin++) {
    missed += Math.abs(observed[bin] - observed[0] * 10 ** (-decadesPerBin * bin));
    sum += observed[bin];
  }
  return 100 * (1 - missed / sum);
}
