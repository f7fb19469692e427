import type { AssociationOptions } from "./association_options.ts";

/** Share of picks that are coarse, and how much larger their errors are. */
const COARSE = { share: 0.1, factor: 2.5 };

/** Residuals beyond this many standard deviations are no pick of the event. */
const FARTHEST = 5;

const NORMAL = 1 / Math.sqrt(2 * Math.PI);

/** Standard deviation of a residual: error of the pick (P is 0, S is 1) and of the velocity model, seconds. */
export function phaseErrorSeconds(
  phase: number,
  travelSeconds: number,
  { errorPSeconds, errorSSeconds, modelError }: AssociationOptions,
): number {
  const pick = phase === 0 ? errorPSeconds : errorSSeconds;
  const path = modelError * travelSeconds;
  return Math.sqrt(pick * pick + path * path); // many times faster than Math.hypot
}

/** Density of a residual of a pick that belongs, a second: a normal law, and a wider one for coarse picks. */
export function phaseDensity(residualSeconds: number, errorSeconds: number): number {
  const square = (residualSeconds / errorSeconds) ** 2;
  if (square > FARTHEST * FARTHEST) return 0;
  const { share, factor } = COARSE;
  const fine = (1 - share) * Math.exp(-square / 2);
  const coarse = share / factor * Math.exp(-square / (2 * factor * factor));
  return NORMAL / errorSeconds * (fine + coarse);
}
