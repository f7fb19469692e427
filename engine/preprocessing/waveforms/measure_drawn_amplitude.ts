import { simulateWoodAnderson, type WoodAndersonOptions } from "./wood_anderson.ts";

/** Where signal and noise lie in a record. */
export interface AmplitudeSpan extends WoodAndersonOptions {
  /** First sample of the signal; what lies before it is noise, and its mean is the zero line. */
  readonly fromSample: number;
  /** Sample behind the last of the signal. */
  readonly toSample: number;
}

/** The largest deflection a Wood-Anderson seismograph would have drawn. */
export interface DrawnDeflection {
  /** Largest absolute deflection from the zero line, millimetres. */
  readonly amplitudeMm: number;
  /** Sample at which it stands. */
  readonly sample: number;
  /** It over the largest deflection before the signal; NaN where the record has no noise. */
  readonly signalToNoise: number;
}

/** Seconds from the record's start in which the seismograph swings in; no noise is read there. */
const SWING_IN_SECONDS = 2;

/**
 * Draws one horizontal component as a Wood-Anderson seismograph would and reads its largest deflection.
 * [sample]
 *
 * Throws as `simulateWoodAnderson` does.
 */
export function measureDrawnAmplitude(
  samples: ArrayLike<number>,
  { fromSample, toSample, ...options }: AmplitudeSpan,
): DrawnDeflection {
  const from = Math.max(0, Math.min(samples.length, Math.round(fromSample)));
  const to = Math.max(from, Math.min(samples.length, Math.round(toSample)));
  let zero = 0;
  for (let i = 0; i < from; i++) zero += samples[i] / from;
  const drawn = simulateWoodAnderson(Array.from(samples, (value) => value - zero), options);
  const [noise, signal] = [
    largestOf(drawn, Math.round(SWING_IN_SECONDS * options.samplingRateHz), from),
    largestOf(drawn, from, to),
  ];
  return {
    amplitudeMm: signal.size,
    sample: signal.sample,
    signalToNoise: noise.size > 0 ? signal.size / noise.size : NaN,
  };
}

function largestOf(values: Float64Array, from: number, to: number) {
  let [size, sample] = [0, from];
  for (let i = from; i < to; i++) {
    if (Math.abs(values[i]) > size) [size, sample] = [Math.abs(values[i]), i];
  }
  return { size, sample };
}
