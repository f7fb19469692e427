import type { LocationScores } from "../domain/mod.ts";

/** A hypocentre with errors: east, north, depth (km) and origin time (s). */
export interface ToldLocation {
  /** What is told. [4] */
  readonly mean: readonly number[];
  /** Its standard deviations. [4] */
  readonly sigma: readonly number[];
}

/** How far told hypocentres are from true ones, and how often they are as near as their errors tell. */
export function scoreLocations(
  told: readonly ToldLocation[],
  truths: readonly (readonly number[])[],
): LocationScores {
  const spread = (errorOf: (told: ToldLocation, truth: readonly number[]) => number) => {
    const errors = told.map((one, i) => errorOf(one, truths[i])).sort((a, b) => a - b);
    return { median: errors[errors.length >> 1], p90: errors[Math.floor(0.9 * errors.length)] };
  };
  return {
    events: told.length,
    epicentreKm: spread(({ mean }, truth) => Math.hypot(mean[0] - truth[0], mean[1] - truth[1])),
    depthKm: spread(({ mean }, truth) => Math.abs(mean[2] - truth[2])),
    timeSeconds: spread(({ mean }, truth) => Math.abs(mean[3] - truth[3])),
    withinOneSigma: [0, 1, 2, 3].map((k) =>
      told.filter(({ mean, sigma }, i) => Math.abs(mean[k] - truths[i][k]) < sigma[k]).length /
      told.length
    ),
  };
}
