import type { Trace } from "../../domain/mod.ts";
import { removeMean, removeTrend, taperEnds } from "../../mathematics/mod.ts";

/** The trace less its mean. */
export function demeanTrace(trace: Trace): Trace {
  return { ...trace, samples: removeMean(trace.samples) };
}

/** The trace less its straight line of least squares. */
export function detrendTrace(trace: Trace): Trace {
  return { ...trace, samples: removeTrend(trace.samples) };
}

/**
 * The trace with both ends faded by half a cosine (Hann) over a `share` of its length, 0 to 0.5:
 * `share * (count - 1)` samples, as SciPy and ObsPy have it.
 */
export function taperTrace(trace: Trace, share = 0.05): Trace {
  const width = share * (trace.samples.length - 1);
  return { ...trace, samples: taperEnds(trace.samples, width) };
}
