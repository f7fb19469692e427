import type { BValue } from "./b_value.ts";
import {
  type CompletenessEstimate,
  type CompletenessTrial,
  LEAST_COMPLETE_EVENTS,
} from "./completeness_estimate.ts";
import { binCentre } from "./magnitude_bins.ts";
import { magnitudeHistogram, slopesOfHistogram } from "./magnitude_histogram.ts";

/** A magnitude tried for the stability of the b-value above it. */
export interface BStabilityTrial extends CompletenessTrial {
  /** How far the mean b-value of the magnitudes above lies from b, in standard errors of b. */
  change: number;
}

/**
 * Magnitude of completeness by the stability of the b-value: the lowest magnitude whose b differs
 * from the mean of the b-values over the next half magnitude by no more than its standard error.
 * Null where none does with at least 30 events above it; missing magnitudes (NaN) are passed over.
 *
 * Throws RangeError unless the bin width is positive.
 * Source: Cao & Gao 2002, GRL 29; Woessner & Wiemer 2005, BSSA 95, equation 8.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { completenessBStability, RandomStream } from "@quakecast/quakecast/mathematics";
 * const random = new RandomStream(1);
 * const magnitudes = Array.from({ length: 500 }, () => 3 + random.exponential(2.3));
 * assert(completenessBStability(magnitudes).completeness! < 3.5);
 * ```
 */
export function completenessBStability(
  magnitudes: ArrayLike<number>,
  options: { binWidth?: number; range?: number } = {},
): CompletenessEstimate<BStabilityTrial> {
  const { binWidth = 0.1, range = 0.5 } = options;
  const trials: BStabilityTrial[] = [];
  const histogram = magnitudeHistogram(magnitudes, binWidth);
  if (histogram === null) return { completeness: null, trials };
  const slopes = slopesOfHistogram(histogram);
  const bins = Math.max(1, Math.round(range / binWidth));
  for (let bin = 0; bin + bins <= slopes.length; bin++) {
    const here = slopes[bin];
    if (here === null || here.count < LEAST_COMPLETE_EVENTS) break;
    if (histogram.counts[bin] === 0) continue;
    const mean = meanSlope(slopes.slice(bin, bin + bins));
    if (mean === null) break;
    const magnitude = binCentre(histogram.first + bin, binWidth);
    const change = Math.abs(mean - here.b) / here.error;
    trials.push({ magnitude, events: here.count, b: here.b, change });
    if (change <= 1) return { completeness: magnitude, trials };
  }
  return { completeness: null, trials };
}

function meanSlope(slopes: readonly (BValue | null)[]): number | null {
  let sum = 0;
  for (const slope of slopes) {
    if (slope === null) return null;
    sum += slope.b;
  }
  return sum / slopes.length;
}
