import { formatChannelCode, InputError, type Trace } from "../../domain/mod.ts";
import {
  interpolateSinc,
  resampleFourier,
  resamplePolyphase,
  wholeRatio,
} from "../../mathematics/mod.ts";

/** A ratio of rates this near to one of whole numbers is taken for it. */
const WHOLE_WITHIN = 1e-12;

/** How a trace is resampled. */
export interface ResampleTraceOptions {
  /** Samples a second wanted. */
  readonly samplingRateHz: number;
  /**
   * "filter" (default): an anti-alias filter in linear time; by phases for ratios of whole numbers up
   * to 50,000, else by a sinc read at any place. "fourier": by the spectrum of the whole trace.
   */
  readonly method?: "filter" | "fourier";
}

/**
 * The trace at another rate, its first sample where it was; frequencies above the new Nyquist are
 * filtered out. "fourier" rounds the count, and its answer has the rate of that count. Where samples
 * must fall on a common clock use `alignTrace`, which resamples as well. An equal rate gives the
 * trace itself.
 *
 * Throws InputError where a rate is not positive or the trace is empty.
 */
export function resampleTrace(trace: Trace, options: ResampleTraceOptions): Trace {
  const { samplingRateHz, method = "filter" } = options;
  const { samples } = trace;
  if (!(samplingRateHz > 0) || !(trace.samplingRateHz > 0) || samples.length === 0) {
    throw new InputError("Cannot resample a trace", {
      value: `${formatChannelCode(trace.code)}, ${samples.length} samples at ` +
        `${trace.samplingRateHz} Hz to ${samplingRateHz} Hz`,
      expected: "a sample or more and positive rates",
    });
  }
  if (samplingRateHz === trace.samplingRateHz) return trace;
  if (method === "fourier") {
    const count = Math.max(1, Math.round(samples.length * samplingRateHz / trace.samplingRateHz));
    return {
      ...trace,
      samplingRateHz: trace.samplingRateHz * count / samples.length,
      samples: resampleFourier(samples, count),
    };
  }
  return { ...trace, samplingRateHz, samples: resampleByFilter(trace, samplingRateHz) };
}

function resampleByFilter(trace: Trace, samplingRateHz: number): Float64Array {
  const ratio = samplingRateHz / trace.samplingRateHz;
  const { up, down } = wholeRatio(ratio);
  if (Math.abs(up / down / ratio - 1) < WHOLE_WITHIN) {
    return resamplePolyphase(trace.samples, { up, down });
  }
  const count = Math.ceil(trace.samples.length * ratio);
  return interpolateSinc(trace.samples, { first: 0, step: 1 / ratio, count });
}
