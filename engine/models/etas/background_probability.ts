import type { RunningKernels } from "../../backend/mod.ts";
import type { PointEvents, ReportProgress } from "../../domain/mod.ts";
import { etasLawOf } from "./etas_law.ts";
import { checkEtasParameters, type EtasParameters } from "./etas_parameters.ts";
import { sumEtasPairs } from "./sum_etas_pairs.ts";

/** What tells background from aftershocks. */
export interface BackgroundProbabilityOptions {
  /** Parameters of ETAS. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** Density of the background at each event over its mean; 1 unless given. [event] */
  background?: Float64Array;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/**
 * Probability of each event to be background, μ / λ at its time and place, by ETAS. At the most likely
 * parameters the probabilities of the explained events add up to the background that μ expects. [event]
 *
 * Throws EnvironmentError where the memory is full, InputError for parameters that make no intensity.
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, equation 12.
 */
export function backgroundProbability(
  events: PointEvents,
  { parameters, mc, background, kernels, onProgress }: BackgroundProbabilityOptions,
): Float64Array {
  checkEtasParameters(parameters, "the parameters of ETAS");
  const law = etasLawOf(parameters);
  const placeOf = Uint32Array.from({ length: events.size }, (_, i) => i);
  const targets = { law, mc, timesMs: events.timeMs, placeOf, kernels, onProgress };
  const triggered = events.size === 0 ? [] : sumEtasPairs(events, targets).rateHere;
  return Float64Array.from(triggered, (rate, i) => {
    const own = law.mu * (background?.[i] ?? 1);
    return own === 0 ? 0 : own / (own + rate);
  });
}
