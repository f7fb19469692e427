import { InsufficientDataError } from "../../domain/mod.ts";
import { designButterworth, filterForward, integrateInTime } from "../../mathematics/mod.ts";

/** Seconds of P that a peak displacement is read from at most. */
const PEAK_SECONDS = 4;
/** Seconds before S at which reading stops. */
const BEFORE_S_SECONDS = 0.5;
/** Band of the displacement, hertz. Source: Kuyuk & Allen 2013, Geophys. Res. Lett. 40. */
const PEAK_BAND = { lowHz: 0.5, highHz: 3, order: 2 } as const;
/** Seconds of P that a predominant period is read from. Source: Wu et al. 2007, Geophys. J. Int. 170. */
const PERIOD_SECONDS = 3;
/** What a displacement is freed of before its period is read. Source: the same. */
const PERIOD_BAND = { lowHz: 0.075, order: 2 } as const;
/** Seconds that are needed at least. */
const LEAST_SECONDS = 0.5;

/** Where the arrivals lie in a vertical component of ground velocity. */
export interface FirstSecondsOptions {
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** Sample of the P arrival. */
  readonly pSample: number;
  /** Sample of the S arrival, picked or expected; NaN where unknown. */
  readonly sSample: number;
}

/** What the first seconds of P say. */
export interface FirstSeconds {
  /** Largest absolute displacement between 0.5 and 3 Hz, metres. */
  readonly displacementM: number;
  /** It over the largest of the same before P; NaN where there is no noise before. */
  readonly signalToNoise: number;
  /** Seconds it was read from: 4, or fewer where S or the record's end comes first. */
  readonly seconds: number;
  /** Predominant period τc = 2π √(∫u² / ∫v²), seconds; NaN where S comes within 3 s. */
  readonly periodSeconds: number;
}

/**
 * Reads peak displacement and predominant period of P from a vertical component of ground velocity,
 * m/s. Filters are causal: nothing after the seconds that are read has a part in it. [sample]
 *
 * Throws InsufficientDataError where fewer than 0.5 s of P lie before S and the record's end.
 */
export function measureFirstSeconds(
  velocity: ArrayLike<number>,
  { samplingRateHz, pSample, sSample }: FirstSecondsOptions,
): FirstSeconds {
  const p = Math.round(pSample);
  const stop = Number.isFinite(sSample)
    ? Math.round(sSample - BEFORE_S_SECONDS * samplingRateHz)
    : velocity.length;
  const last = Math.min(velocity.length, stop);
  const until = Math.min(last, p + PEAK_SECONDS * samplingRateHz);
  const seconds = (until - p) / samplingRateHz;
  if (!(p >= 0 && seconds >= LEAST_SECONDS)) {
    throw new InsufficientDataError("Cannot read the first seconds of P", {
      have: Math.max(0, Math.round(seconds * samplingRateHz)),
      need: Math.ceil(LEAST_SECONDS * samplingRateHz),
      of: "samples before S and the record's end",
    });
  }
  let zero = 0;
  for (let i = 0; i < p; i++) zero += velocity[i] / p;
  const moving = Array.from(velocity, (value) => value - zero);
  const displacement = integrateInTime(moving, samplingRateHz);
  const filterBy = (band: { lowHz: number; highHz?: number; order: number }) => {
    const sections = designButterworth({ ...band, samplingRateHz });
    return (samples: ArrayLike<number>) => filterForward(sections, samples);
  };
  const narrow = filterBy(PEAK_BAND)(displacement);
  const displacementM = largestIn(narrow, p, until);
  const noise = largestIn(narrow, Math.min(p, Math.round(2 * samplingRateHz)), p);
  const periodEnd = p + PERIOD_SECONDS * samplingRateHz;
  const wide = filterBy(PERIOD_BAND);
  return {
    displacementM,
    signalToNoise: noise > 0 ? displacementM / noise : NaN,
    seconds,
    periodSeconds: periodEnd > last
      ? NaN
      : periodOf({ u: wide(displacement), v: wide(moving) }, p, periodEnd),
  };
}

function periodOf({ u, v }: Record<"u" | "v", Float64Array>, from: number, to: number): number {
  let [displacement, velocity] = [0, 0];
  for (let i = from; i < to; i++) {
    displacement += u[i] * u[i];
    velocity += v[i] * v[i];
  }
  return 2 * Math.PI * Math.sqrt(displacement / velocity);
}

function largestIn(values: Float64Array, from: number, to: number): number {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}
