import type { EtasParameters } from "./etas_parameters.ts";

/** Start and bounds of each parameter. Source: lmizrahi/etas, inversion.py; SCIENCE.md 2.1. */
export const ETAS_FIT_RANGES: Readonly<
  Record<keyof EtasParameters, { start: number; lower: number; upper: number }>
> = {
  log10Mu: { start: -5.8, lower: -10, upper: 0 },
  log10K0: { start: -2.6, lower: -20, upper: 10 },
  a: { start: 1.8, lower: 0.01, upper: 20 },
  log10C: { start: -2.5, lower: -8, upper: 0 },
  omega: { start: -0.02, lower: -0.99, upper: 1 },
  log10Tau: { start: 3.5, lower: 0.01, upper: 12.26 },
  log10D: { start: -0.85, lower: -4, upper: 3 },
  gamma: { start: 1.3, lower: -1, upper: 5 },
  rho: { start: 0.66, lower: 0.01, upper: 5 },
};
