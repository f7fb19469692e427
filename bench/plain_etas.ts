import type { PointEvents, ScoredSpan } from "../engine/domain/mod.ts";
import { taperedOmoriSlopes } from "../engine/mathematics/mod.ts";
import type { EtasParameters } from "../engine/models/mod.ts";

const DAY_MS = 86_400_000;
const RADIUS_KM = 6378.1;
const RADIAN = Math.PI / 180;

/** What the plain likelihood is of. */
export interface PlainEtasTask {
  /** The parameters. */
  parameters: EtasParameters;
  /** Smallest magnitude. */
  mc: number;
  /** Area of the background, km². */
  areaKm2: number;
  /** The events that are explained. */
  span: ScoredSpan;
}

/** ETAS as its formula stands: what the likelihood of a span is made of, nats. */
export interface PlainEtas {
  /** Σ ln λ*(t), of the whole plane. */
  logRates: number;
  /** Σ ln λ(t, x). */
  logRatesHere: number;
  /** Events expected in the span. */
  expected: number;
  /** Slopes of the likelihood by log10 μ, log10 k0, a, log10 c, ω, log10 τ, log10 d, γ and ρ. */
  gradient: number[];
}

/**
 * The likelihood of ETAS in the plainest TypeScript: a loop over all pairs, with Math's functions, on
 * one thread. Source: the formula of SCIENCE.md 2.1; Ogata 1998 for the likelihood.
 */
export function plainEtas(events: PointEvents, task: PlainEtasTask): PlainEtas {
  const { parameters: p, mc, areaKm2, span } = task;
  const { timeMs, magnitude } = events;
  const [mu, k0, c, tau, d] = [p.log10Mu, p.log10K0, p.log10C, p.log10Tau, p.log10D].map((power) =>
    10 ** power
  );
  const gradient = new Array<number>(9).fill(0);
  let [logRates, logRatesHere] = [0, 0];
  for (let i = span.from; i < span.to; i++) {
    let [rate, here] = [areaKm2 * mu, mu];
    const slopes = [mu * Math.LN10, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let j = 0; j < i; j++) {
      const days = (timeMs[i] - timeMs[j]) / DAY_MS;
      if (!(days > 0)) continue;
      const excess = magnitude[j] - mc;
      const spread = d * Math.exp(p.gamma * excess);
      const inTime = k0 * Math.exp(p.a * excess) * Math.exp(-days / tau) *
        Math.pow(days + c, -(1 + p.omega));
      const distance = squaredKm(events, i, j) + spread;
      const g = inTime * Math.pow(distance, -(1 + p.rho));
      rate += inTime * Math.PI / (p.rho * Math.pow(spread, p.rho));
      here += g;
      slopes[1] += g * Math.LN10;
      slopes[2] += g * excess;
      slopes[3] -= g * Math.LN10 * c * (1 + p.omega) / (days + c);
      slopes[4] -= g * Math.log(days + c);
      slopes[5] += g * Math.LN10 * days / tau;
      slopes[6] -= g * Math.LN10 * (1 + p.rho) * spread / distance;
      slopes[7] -= g * (1 + p.rho) * excess * spread / distance;
      slopes[8] -= g * Math.log(distance);
    }
    logRates += Math.log(rate);
    logRatesHere += Math.log(here);
    slopes.forEach((slope, k) => gradient[k] += slope / here);
  }
  return {
    logRates,
    logRatesHere,
    expected: subtractExpected(events, { task, gradient }),
    gradient,
  };
}

/** Squared great-circle distance by the haversine relation; in a plane by Pythagoras. */
function squaredKm({ places }: PointEvents, i: number, j: number): number {
  if (places.kind === "plane") {
    return (places.eastKm[i] - places.eastKm[j]) ** 2 +
      (places.northKm[i] - places.northKm[j]) ** 2;
  }
  const { latitude, longitude } = places;
  const h = Math.sin((latitude[i] - latitude[j]) * RADIAN / 2) ** 2 +
    Math.cos(latitude[i] * RADIAN) * Math.cos(latitude[j] * RADIAN) *
      Math.sin((longitude[i] - longitude[j]) * RADIAN / 2) ** 2;
  return (2 * RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)))) ** 2;
}

/** The events expected, their slopes taken off the gradient. */
function subtractExpected(
  { timeMs, magnitude }: PointEvents,
  { task, gradient }: { task: PlainEtasTask; gradient: number[] },
): number {
  const { parameters: p, mc, areaKm2, span: { to, startMs, endMs } } = task;
  const [mu, k0, c, tau, d] = [p.log10Mu, p.log10K0, p.log10C, p.log10Tau, p.log10D].map((power) =>
    10 ** power
  );
  const background = mu * areaKm2 * (endMs - startMs) / DAY_MS;
  gradient[0] -= Math.LN10 * background;
  let expected = background;
  const law = { cDays: c, omega: p.omega, tauDays: tau };
  for (let j = 0; j < to; j++) {
    const ages = [startMs, endMs].map((ms) => Math.max(0, ms - timeMs[j]) / DAY_MS);
    const { integral, byC, byOmega, byTau } = taperedOmoriSlopes(law, ages);
    const excess = magnitude[j] - mc;
    const spread = d * Math.exp(p.gamma * excess);
    const scale = k0 * Math.exp(p.a * excess) * Math.PI / (p.rho * Math.pow(spread, p.rho));
    const triggered = scale * (integral[1] - integral[0]);
    expected += triggered;
    gradient[1] -= Math.LN10 * triggered;
    gradient[2] -= excess * triggered;
    gradient[3] -= Math.LN10 * c * scale * (byC[1] - byC[0]);
    gradient[4] -= scale * (byOmega[1] - byOmega[0]);
    gradient[5] -= Math.LN10 * tau * scale * (byTau[1] - byTau[0]);
    gradient[6] += Math.LN10 * p.rho * triggered;
    gradient[7] += p.rho * excess * triggered;
    gradient[8] += (1 / p.rho + Math.log(spread)) * triggered;
  }
  return expected;
}
