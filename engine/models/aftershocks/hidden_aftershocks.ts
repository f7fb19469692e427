import { completenessAfterEvent } from "../../mathematics/mod.ts";
import type { AftershockSequence } from "./aftershock_sequence.ts";
import type { AftershockEtas } from "./generic_etas.ts";

/**
 * How many times as productive as its magnitude says an aftershock counts, so that those below the
 * completeness of its time are made up for: each one above it stands for as many below as the law of
 * magnitudes has, which trigger too; one below it is among these, and counts 0. The mean is exact;
 * where and when the hidden ones were is told by those that are known.
 */
export function hiddenScale(
  { parameters: { a, gamma, rho }, beta, mc }: AftershockEtas,
  { magnitude: mainshock, catalogue, recovery: law }: AftershockSequence,
  { days, magnitude }: { days: number; magnitude: number },
): number {
  const least = completenessAfterEvent(mainshock, { days, catalogue, law });
  if (magnitude < least - 1e-9) return 0;
  const hidden = Math.max(0, least - mc);
  // Productivity grows by e^alpha a magnitude; this is over that of the smallest event.
  const alpha = a - rho * gamma;
  const slope = alpha - beta;
  const width = Math.abs(slope) < 1e-9 ? hidden : Math.expm1(slope * hidden) / slope;
  return 1 + beta * Math.exp(beta * hidden - alpha * (magnitude - mc)) * width;
}
