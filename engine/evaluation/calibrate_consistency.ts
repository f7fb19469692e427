import { kolmogorovSmirnovUniform, type RandomStream } from "../mathematics/mod.ts";
import type { ConsistencyResult } from "./consistency_result.ts";

/** Whether the quantiles of many windows are uniform, as those of a right forecast are. */
export interface ConsistencyCalibration {
  /** The quantiles, ties randomised, of the windows that are valid. [window] */
  quantiles: Float64Array;
  /** Greatest distance from the uniform distribution; null without a valid window. */
  distance: number | null;
  /** Chance of as great a distance for a right forecast; null without a valid window. */
  probability: number | null;
  /** Mean quantile, a half for a right forecast; null without a valid window. */
  mean: number | null;
  /** Windows without a quantile, such as those without events. */
  invalid: number;
}

/**
 * The quantile of a statistic, where equal ones are put in random order; null where not valid. It is
 * uniform where what happened is one more draw from the forecast.
 */
export function randomisedQuantile(
  result: ConsistencyResult,
  { random }: { random: RandomStream },
): number | null {
  const { atMost, equal, simulations } = result;
  if (atMost === null || equal === null) return null;
  const below = atMost - equal;
  if (simulations === null) return clip(below + random.uniform() * equal);
  // What happened is itself one of the simulations + 1 equal draws.
  const ties = equal * simulations + 1;
  return clip((below * simulations + random.uniform() * ties) / (simulations + 1));
}

/**
 * Tests whether one test's quantiles over many windows are uniform. With the forecast of each window
 * independent of the others'.
 *
 * Source: Savran et al. 2020, BSSA 110 (calibration by Kolmogorov–Smirnov); ties by Czado, Gneiting
 * & Held 2009.
 */
export function calibrateConsistency(
  results: readonly ConsistencyResult[],
  { random }: { random: RandomStream },
): ConsistencyCalibration {
  const quantiles = Float64Array.from(
    results.map((result) => randomisedQuantile(result, { random })).filter((q) => q !== null),
  );
  const test = kolmogorovSmirnovUniform(quantiles);
  const sum = quantiles.reduce((total, quantile) => total + quantile, 0);
  return {
    quantiles,
    distance: test?.distance ?? null,
    probability: test?.probability ?? null,
    mean: quantiles.length === 0 ? null : sum / quantiles.length,
    invalid: results.length - quantiles.length,
  };
}

function clip(quantile: number): number {
  return Math.min(1, Math.max(0, quantile));
}
