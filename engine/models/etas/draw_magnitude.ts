import { type RandomStream, roundMagnitude } from "../../mathematics/mod.ts";

/** The law of simulated magnitudes. */
export interface DrawnMagnitudes {
  /** Smallest magnitude. */
  mc: number;
  /** β, per magnitude. */
  beta: number;
  /** Step to which magnitudes are rounded, the smallest drawn from half a step below; 0.1. */
  magnitudeStep?: number;
  /** Largest magnitude; 9.5 unless given. */
  maximumMagnitude?: number;
}

/** An exponential magnitude, cut at the largest and rounded. */
export function drawMagnitude(
  { mc, beta, magnitudeStep = 0.1, maximumMagnitude = 9.5 }: DrawnMagnitudes,
  stream: RandomStream,
): number {
  const floor = mc - magnitudeStep / 2;
  const share = -Math.expm1(-beta * (maximumMagnitude - floor));
  const magnitude = floor - Math.log1p(-stream.uniform() * share) / beta;
  return magnitudeStep === 0 ? magnitude : roundMagnitude(magnitude, magnitudeStep);
}

/** Share of the drawn magnitudes that are rounded to at least one. */
export function shareReaching(
  { mc, beta, magnitudeStep = 0.1, maximumMagnitude = 9.5 }: DrawnMagnitudes,
  magnitude: number,
): number {
  const least = magnitude - mc; // both lie half a step above what is rounded to them
  const whole = -Math.expm1(-beta * (maximumMagnitude - mc + magnitudeStep / 2));
  const reached = -Math.expm1(-beta * Math.max(0, least));
  return Math.max(0, 1 - reached / whole);
}
