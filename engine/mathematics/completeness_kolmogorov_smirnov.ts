import { binomialSample } from "./binomial.ts";
import {
  type CompletenessEstimate,
  type CompletenessTrial,
  LEAST_COMPLETE_EVENTS,
} from "./completeness_estimate.ts";
import { binCentre } from "./magnitude_bins.ts";
import { magnitudeHistogram, slopesOfHistogram } from "./magnitude_histogram.ts";
import type { RandomStream } from "./random_stream.ts";

/** Expected events beyond the last simulated bin: none of 10,000 samples misses one that counts. */
const NEGLIGIBLE_EVENTS = 1e-4;

/** How the Kolmogorov–Smirnov estimate is done. */
export interface KolmogorovSmirnovOptions {
  /** Source of random numbers for the simulated samples. */
  random: RandomStream;
  /** Width of the bins; 0.1 when left out. */
  binWidth?: number;
  /** Probability from which a magnitude passes; 0.1 when left out. */
  level?: number;
  /** Number of simulated samples a magnitude; 10,000 when left out. */
  replicates?: number;
}

/** A magnitude tried for whether a Gutenberg–Richter law can be told from the events above. */
export interface KolmogorovSmirnovTrial extends CompletenessTrial {
  /** Greatest distance of the cumulative distribution from the fitted law's, 0 to 1. */
  distance: number;
  /** Part of samples simulated from the fitted law that lie as far from it. */
  probability: number;
}

/**
 * Magnitude of completeness by the Kolmogorov–Smirnov distance: the lowest magnitude from which the
 * binned Gutenberg–Richter law fitted to the events above is as near to them as to one in ten
 * samples of its own. Null where there is none with at least 30 events; missing magnitudes (NaN)
 * are passed over. The law is not fitted anew to each simulated sample, as in the programs in use.
 *
 * A distance that Massart's bound gives less than a hundredth of the level is not simulated: its
 * probability is that bound.
 * Throws RangeError unless the bin width is positive and there is at least one replicate.
 * Source: Clauset, Shalizi & Newman 2009, SIAM Rev. 51; Mizrahi, Nandan & Wiemer 2021, SRL 92;
 * Massart 1990, Ann. Probab. 18.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { completenessKolmogorovSmirnov, RandomStream } from "@quakecast/quakecast/mathematics";
 * const random = new RandomStream(1);
 * const magnitudes = Array.from({ length: 500 }, () => 2.95 + random.exponential(2.3));
 * const { completeness } = completenessKolmogorovSmirnov(magnitudes, { random });
 * assert(completeness !== null && completeness < 3.2);
 * ```
 */
export function completenessKolmogorovSmirnov(
  magnitudes: ArrayLike<number>,
  options: KolmogorovSmirnovOptions,
): CompletenessEstimate<KolmogorovSmirnovTrial> {
  const { binWidth = 0.1, level = 0.1, replicates = 10_000, random } = options;
  if (!(replicates >= 1)) throw new RangeError(`Cannot simulate ${replicates} samples`);
  const trials: KolmogorovSmirnovTrial[] = [];
  const histogram = magnitudeHistogram(magnitudes, binWidth);
  if (histogram === null) return { completeness: null, trials };
  const slopes = slopesOfHistogram(histogram);
  for (let bin = 0; bin < slopes.length; bin++) {
    const here = slopes[bin];
    if (here === null || here.count < LEAST_COMPLETE_EVENTS) break;
    if (histogram.counts[bin] === 0) continue;
    const events = here.count;
    const decay = here.b * binWidth * Math.LN10;
    const distance = distanceOf(histogram.counts.subarray(bin), { events, decay });
    const bound = Math.min(1, 2 * Math.exp(-2 * events * distance * distance));
    const probability = bound < level / 100
      ? bound
      : chanceOf(distance, { events, decay, replicates, random });
    const magnitude = binCentre(histogram.first + bin, binWidth);
    trials.push({ magnitude, events, b: here.b, distance, probability });
    if (probability >= level) return { completeness: magnitude, trials };
  }
  return { completeness: null, trials };
}

interface BinnedLaw {
  events: number;
  /** b · ln 10 · bin width: from bin to bin the numbers fall by its exponential. */
  decay: number;
}

function distanceOf(counts: Float64Array, { events, decay }: BinnedLaw): number {
  let [seen, distance] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    seen += counts[bin];
    distance = Math.max(distance, Math.abs(seen / events + Math.expm1(-decay * (bin + 1))));
  }
  return distance;
}

function chanceOf(
  distance: number,
  law: BinnedLaw & { replicates: number; random: RandomStream },
): number {
  const { events, decay, replicates, random } = law;
  const counts = new Float64Array(Math.ceil(Math.log(events / NEGLIGIBLE_EVENTS) / decay));
  const probability = -Math.expm1(-decay);
  let reached = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    // The law has no memory: of the events not in the bins below, each bin takes the same part.
    let left = events;
    for (let bin = 0; bin < counts.length; bin++) {
      counts[bin] = left === 0 ? 0 : binomialSample({ trials: left, probability }, random);
      left -= counts[bin];
    }
    // Distances of a binned law tie often; rounding must not tell them apart.
    if (distanceOf(counts, law) >= distance - 1e-12) reached++;
  }
  return reached / replicates;
}
