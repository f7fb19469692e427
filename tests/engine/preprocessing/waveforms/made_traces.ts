import type { Trace } from "@quakecast/quakecast/domain";

/** What a made trace is like. */
export interface MadeTrace {
  /** Channel code; "BHZ" where left out. */
  channel?: string;
  /** UTC epoch milliseconds; 0 where left out. */
  startTimeMs?: number;
  /** Samples a second; 100 where left out. */
  samplingRateHz?: number;
}

/** A trace of station XX.TEST with the given samples. */
export function madeTrace(samples: ArrayLike<number>, made: MadeTrace = {}): Trace {
  const { channel = "BHZ", startTimeMs = 0, samplingRateHz = 100 } = made;
  return {
    code: { network: "XX", station: "TEST", location: "", channel },
    startTimeMs,
    samplingRateHz,
    samples: Float64Array.from(samples),
  };
}

/** Samples of sin(2 pi f t + phase), t in seconds from 0. */
export function sinusoid(
  count: number,
  wave: { hertz: number; samplingRateHz?: number; phase?: number; startSeconds?: number },
): Float64Array {
  const { hertz, samplingRateHz = 100, phase = 0, startSeconds = 0 } = wave;
  return Float64Array.from(
    { length: count },
    (_, i) => Math.sin(2 * Math.PI * hertz * (startSeconds + i / samplingRateHz) + phase),
  );
}

/** The largest difference between two series, leaving out some samples at either end. */
export function worstDifference(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  leftOut = 0,
): number {
  if (left.length !== right.length) return Infinity;
  let worst = 0;
  for (let i = leftOut; i < left.length - leftOut; i++) {
    worst = Math.max(worst, Math.abs(left[i] - right[i]));
  }
  return worst;
}
