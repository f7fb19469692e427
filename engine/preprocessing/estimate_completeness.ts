import type { CompletenessMethod } from "../domain/mod.ts";
import {
  completenessBStability,
  completenessGoodnessOfFit,
  completenessKolmogorovSmirnov,
  completenessMaximumCurvature,
  RandomStream,
} from "../mathematics/mod.ts";

/** Bins of the frequency-magnitude distribution: the field's custom, whatever the rounding. */
const BIN_WIDTH = 0.1;

/** Simulated samples a magnitude: a probability of 0.1 is then known to 0.01. */
const REPLICATES = 1000;

/** One of these for each method; null where the catalogue gives none. */
type Estimator = (magnitudes: ArrayLike<number>) => number | null;

const ESTIMATORS: Readonly<Record<CompletenessMethod, Estimator>> = {
  "maximum-curvature": (magnitudes) =>
    completenessMaximumCurvature(magnitudes, { binWidth: BIN_WIDTH }),
  "goodness-of-fit-90": (magnitudes) =>
    completenessGoodnessOfFit(magnitudes, { binWidth: BIN_WIDTH, level: 90 }).completeness,
  "goodness-of-fit-95": (magnitudes) =>
    completenessGoodnessOfFit(magnitudes, { binWidth: BIN_WIDTH, level: 95 }).completeness,
  "b-stability": (magnitudes) =>
    completenessBStability(magnitudes, { binWidth: BIN_WIDTH }).completeness,
  "kolmogorov-smirnov": (magnitudes) =>
    completenessKolmogorovSmirnov(magnitudes, {
      binWidth: BIN_WIDTH,
      replicates: REPLICATES,
      random: new RandomStream("completeness"),
    }).completeness,
};

/**
 * Magnitude of completeness by a method of that name, in bins of 0.1; null where the magnitudes are
 * too few or fit no law. The same magnitudes give the same number.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { estimateCompleteness } from "@quakecast/quakecast/preprocessing";
 * assert(estimateCompleteness([4.9, 5, 5, 5, 5.1], "maximum-curvature") === 5.2);
 * ```
 */
export function estimateCompleteness(
  magnitudes: ArrayLike<number>,
  method: CompletenessMethod,
): number | null {
  return ESTIMATORS[method](magnitudes);
}
