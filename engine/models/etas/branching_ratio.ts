import { taperedOmoriIntegral } from "../../mathematics/mod.ts";
import { etasLawOf, planeIntegralOf } from "./etas_law.ts";
import type { EtasParameters } from "./etas_parameters.ts";

/**
 * Direct aftershocks expected of an event, for ever or within so many days, averaged over exponential magnitudes from half a step below
 * the smallest on; null where the mean is infinite, as large events trigger too much or too long.
 *
 * Source: SCIENCE.md 2.1, branching ratio, with the magnitudes' floor at mc − δm / 2.
 */
export function branchingRatioOf(
  parameters: EtasParameters,
  { beta, magnitudeStep, days = Infinity }: { beta: number; magnitudeStep: number; days?: number },
): number | null {
  const law = etasLawOf(parameters);
  const alpha = law.a - law.rho * law.gamma;
  const isEndless = law.tauDays === Infinity && law.omega <= 0 && days === Infinity;
  if (!(alpha < beta) || isEndless) return null;
  const lasting = taperedOmoriIntegral(law, { from: 0, to: days });
  const atFloor = Math.exp(-alpha * magnitudeStep / 2) * beta / (beta - alpha);
  return law.k0 * planeIntegralOf(law, law.d) * lasting * atFloor;
}
