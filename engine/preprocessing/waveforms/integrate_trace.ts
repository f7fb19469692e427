import type { Trace } from "../../domain/mod.ts";
import {
  differentiateInFrequency,
  differentiateInTime,
  integrateInFrequency,
  integrateInTime,
} from "../../mathematics/mod.ts";

/** Where the calculus is done: sums and differences of samples, or factors of the spectrum. */
export type CalculusDomain = "time" | "frequency";

/**
 * The trace integrated once: by trapezia from 0 ("time", causal), or by its spectrum without the mean
 * ("frequency"; demean and taper first).
 */
export function integrateTrace(trace: Trace, domain: CalculusDomain = "time"): Trace {
  const integrate = domain === "time" ? integrateInTime : integrateInFrequency;
  return { ...trace, samples: integrate(trace.samples, trace.samplingRateHz) };
}

/** The trace differentiated once: by central differences ("time"), or by its spectrum ("frequency"). */
export function differentiateTrace(trace: Trace, domain: CalculusDomain = "time"): Trace {
  const differentiate = domain === "time" ? differentiateInTime : differentiateInFrequency;
  return { ...trace, samples: differentiate(trace.samples, trace.samplingRateHz) };
}
