import { logErfc } from "../../mathematics/mod.ts";

/** Log-normal components of a law of waiting times, beside its exponential one. */
export const WAITING_COMPONENTS = 3;

/** Numbers of a law of waiting times: the exponential's, and three for each log-normal. */
export const WAITING_NUMBERS: number = 1 + 3 * WAITING_COMPONENTS;

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * A law of the time to the next event: a mixture of one exponential and WAITING_COMPONENTS log-normals.
 * The exponential keeps the density above 0 at waits of 0, and is all there is of a Poisson process.
 *
 * Numbers, end to end: ln of the exponential's rate, events a day; then for each log-normal ln of its
 * weight over the exponential's, ln of its median in days, and ln of its deviation.
 *
 * Source: Shchur, Biloš & Günnemann 2020, arXiv 1909.12127 (log-normal mixtures).
 */
export type WaitingTimeLaw = ArrayLike<number>;

/** ln of the density at a wait, per day, and optionally its slopes by the law's numbers. */
export function waitingLogDensity(
  law: WaitingTimeLaw,
  waitDays: number,
  slopes?: Float64Array,
): number {
  const { parts, shares } = SCRATCH;
  const rate = Math.exp(law[0]);
  const u = Math.log(waitDays);
  shares[0] = 0;
  parts[0] = law[0] - rate * waitDays;
  for (let k = 0; k < WAITING_COMPONENTS; k++) {
    const [weight, median, logDeviation] = [law[1 + 3 * k], law[2 + 3 * k], law[3 + 3 * k]];
    const z = (u - median) * Math.exp(-logDeviation);
    shares[1 + k] = weight;
    parts[1 + k] = weight - z * z / 2 - logDeviation - HALF_LOG_TWO_PI - u;
    if (waitDays === 0) parts[1 + k] = -Infinity;
  }
  const [inAll, whole] = [logSumExp(parts), logSumExp(shares)];
  if (slopes === undefined) return inAll - whole;
  slopes[0] = Math.exp(parts[0] - inAll) * (1 - rate * waitDays);
  for (let k = 0; k < WAITING_COMPONENTS; k++) {
    const share = Math.exp(parts[1 + k] - inAll);
    const inverse = Math.exp(-law[3 + 3 * k]);
    const z = share === 0 ? 0 : (u - law[2 + 3 * k]) * inverse;
    slopes[1 + 3 * k] = share - Math.exp(law[1 + 3 * k] - whole);
    slopes[2 + 3 * k] = share * z * inverse;
    slopes[3 + 3 * k] = share * (z * z - 1);
  }
  return inAll - whole;
}

/** ln of the chance that the next event takes longer than a wait. */
export function waitingLogSurvival(law: WaitingTimeLaw, waitDays: number): number {
  if (waitDays <= 0) return 0;
  const { parts, shares } = SCRATCH;
  for (let k = 0; k <= WAITING_COMPONENTS; k++) {
    shares[k] = k === 0 ? 0 : law[3 * k - 2];
    parts[k] = shares[k] + componentLogSurvival(law, k, waitDays);
  }
  return Math.min(0, logSumExp(parts) - logSumExp(shares));
}

/** ln of the chance that one component, 0 for the exponential, takes longer than a wait above 0. */
export function componentLogSurvival(
  law: WaitingTimeLaw,
  component: number,
  waitDays: number,
): number {
  if (component === 0) return -Math.exp(law[0]) * waitDays;
  const z = (Math.log(waitDays) - law[3 * component - 1]) * Math.exp(-law[3 * component]);
  return logErfc(z * Math.SQRT1_2) - Math.LN2;
}

/** Room that every call writes anew, as there are millions of them. */
const SCRATCH = {
  parts: new Float64Array(1 + WAITING_COMPONENTS),
  shares: new Float64Array(1 + WAITING_COMPONENTS),
};

function logSumExp(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
