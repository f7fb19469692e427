import { gaussLegendre } from "./gauss_legendre.ts";

/**
 * The tapered Omori law h(t) = e^(−t/τ) / (t + c)^(1 + ω), t in days: how aftershocks fade. τ may be
 * infinite.
 */
export interface TaperedOmori {
  /** c, days, above 0. */
  cDays: number;
  /** ω, the Omori exponent less 1; may be negative where τ is finite. */
  omega: number;
  /** τ, days, above 0. */
  tauDays: number;
}

/** After so many τ nothing is left of an integral: e^−45 is 3e-20. */
const LONGEST_TAPER = 45;

/** Widest panel in ln(t + c), and in τ: then a panel has its integral to a few units of 1e-16. */
const WIDEST_PANEL = 0.5;
const WIDEST_TAPER = 4;
const QUADRATURE = gaussLegendre(16);

/**
 * ∫ h(t) dt from `from` to `to`, days since the mainshock, 0 or more; `to` may be infinite.
 *
 * The integral is done in ln(t + c), where h is smooth, by Gauss–Legendre quadrature: to about 1e-14
 * of itself, also over an interval that is short or far out, where the difference of two incomplete
 * gamma functions would lose its digits; and without τ in closed form. Throws RangeError for a law or
 * times out of range, and where the integral is infinite.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { taperedOmoriIntegral } from "@quakecast/quakecast/mathematics";
 * const law = { cDays: 0.01, omega: 0.1, tauDays: Infinity };
 * const total = taperedOmoriIntegral(law, { from: 0, to: Infinity });
 * assert(Math.abs(total - 0.01 ** -0.1 / 0.1) < 1e-12);
 * ```
 */
export function taperedOmoriIntegral(
  law: TaperedOmori,
  { from, to }: { from: number; to: number },
): number {
  checkTaperedOmori(law);
  checkTimes(from, to);
  const { cDays: c, omega, tauDays: tau } = law;
  const start = from + c;
  if (tau === Infinity) return untaperedIntegral(start, { to: to + c, omega });
  // ln((to + c) / (from + c)), with its digits where the two are close.
  const width = Math.log1p((Math.min(to, from + LONGEST_TAPER * tau) - from) / start);
  let sum = 0;
  for (let left = 0; left < width;) {
    const taper = Math.log1p(WIDEST_TAPER * tau / (start * Math.exp(left)));
    const right = Math.min(width, left + Math.min(WIDEST_PANEL, taper));
    const [centre, half] = [(left + right) / 2, (right - left) / 2];
    let panel = 0;
    for (let i = 0; i < QUADRATURE.nodes.length; i++) {
      const along = centre + half * QUADRATURE.nodes[i];
      // h(t) (t + c), the factor of d ln(t + c)
      const t = from + start * Math.expm1(along);
      panel += QUADRATURE.weights[i] * Math.exp(-t / tau - omega * (Math.log(start) + along));
    }
    sum += panel * half;
    left = right;
  }
  return sum;
}

/** Throws RangeError for a law that is none. */
export function checkTaperedOmori({ cDays, omega, tauDays }: TaperedOmori): void {
  if (cDays > 0 && cDays < Infinity && tauDays > 0 && Number.isFinite(omega)) return;
  throw new RangeError(`Cannot use a tapered Omori law of c ${cDays}, ω ${omega}, τ ${tauDays}`);
}

function checkTimes(from: number, to: number): void {
  if (from >= 0 && from < Infinity && to >= from) return;
  throw new RangeError(`Cannot integrate a tapered Omori law from ${from} to ${to} days`);
}

/** ∫ u^−(1 + ω) du. */
function untaperedIntegral(
  from: number,
  { to, omega }: { to: number; omega: number },
): number {
  if (to === Infinity) {
    if (omega > 0) return from ** -omega / omega;
    throw new RangeError(`Cannot integrate Omori's law for ever without taper: ω is ${omega}`);
  }
  const width = Math.log1p((to - from) / from);
  if (omega === 0) return width;
  return from ** -omega * -Math.expm1(-omega * width) / omega;
}
