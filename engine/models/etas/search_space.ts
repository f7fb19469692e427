import { taperedOmoriSlopes } from "../../mathematics/mod.ts";
import { ETAS_KEYS } from "./etas_likelihood.ts";
import type { EtasParameters } from "./etas_parameters.ts";

/**
 * Where the search for ETAS parameters takes place: instead of k0 the aftershocks of the first year of
 * an event of the smallest magnitude (log10), instead of a the growth of their number with magnitude,
 * a − ργ. So what tells of time, and what of space, hardly depend on each other, and the search takes
 * half as long.
 */
export const YEAR_DAYS = 365;

const PLACE = Object.fromEntries(ETAS_KEYS.map((key, k) => [key, k])) as Record<
  keyof EtasParameters,
  number
>;

/** The point of the search for parameters. */
export function searchPointOf(parameters: EtasParameters): number[] {
  const point = ETAS_KEYS.map((key) => parameters[key]);
  const { rho, gamma, log10D } = parameters;
  point[PLACE.a] -= rho * gamma;
  point[PLACE.log10K0] += Math.log10(Math.PI / rho) - rho * log10D +
    Math.log10(yearOf(parameters).integral);
  return point;
}

/** The parameters of a point of the search. */
export function parametersOfPoint(point: readonly number[]): EtasParameters {
  const parameters = Object.fromEntries(
    ETAS_KEYS.map((key, k) => [key, point[k]]),
  ) as unknown as EtasParameters;
  const { rho, gamma, log10D } = parameters;
  parameters.a += rho * gamma;
  parameters.log10K0 += rho * log10D - Math.log10(Math.PI / rho) -
    Math.log10(yearOf(parameters).integral);
  return parameters;
}

/** The slopes by the point of the search, from those by the parameters. */
export function searchGradientOf(
  parameters: EtasParameters,
  gradient: ArrayLike<number>,
): Float64Array {
  const { rho, gamma, log10D } = parameters;
  const year = yearOf(parameters);
  const slopes = Float64Array.from(gradient);
  const [byK0, byA] = [gradient[PLACE.log10K0], gradient[PLACE.a]];
  slopes[PLACE.log10C] -= byK0 * 10 ** parameters.log10C * year.byC / year.integral;
  slopes[PLACE.omega] -= byK0 * year.byOmega / year.integral / Math.LN10;
  slopes[PLACE.log10Tau] -= byK0 * 10 ** parameters.log10Tau * year.byTau / year.integral;
  slopes[PLACE.log10D] += byK0 * rho;
  slopes[PLACE.gamma] += byA * rho;
  slopes[PLACE.rho] += byA * gamma + byK0 * (log10D + 1 / (rho * Math.LN10));
  return slopes;
}

/** The curvature by the point of the search, from that by the parameters, slopes aside. */
export function searchCurvatureOf(
  parameters: EtasParameters,
  curvature: readonly (readonly number[])[],
): number[][] {
  const half = curvature.map((row) => searchGradientOf(parameters, row));
  const turned = half.map((_, k) => searchGradientOf(parameters, half.map((row) => row[k])));
  return turned.map((_, k) => turned.map((row) => row[k]));
}

/** The temporal law over a year, and its slopes. */
function yearOf({ log10C, omega, log10Tau }: EtasParameters) {
  const law = { cDays: 10 ** log10C, omega, tauDays: 10 ** log10Tau };
  const { integral, byC, byOmega, byTau } = taperedOmoriSlopes(law, [YEAR_DAYS]);
  return { integral: integral[0], byC: byC[0], byOmega: byOmega[0], byTau: byTau[0] };
}
