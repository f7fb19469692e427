import { InputError } from "../../domain/mod.ts";
import { symmetricEigen } from "../../mathematics/mod.ts";

/** Ground motion on three components about a P wave, all in one unit, the same samples. */
export interface PWaveMotion {
  /** Motion to the east. [sample] */
  readonly east: ArrayLike<number>;
  /** Motion to the north. [sample] */
  readonly north: ArrayLike<number>;
  /** Motion upwards. [sample] */
  readonly up: ArrayLike<number>;
  /** Samples a second. */
  readonly samplingRateHz: number;
  /** Index of the sample where P arrives. */
  readonly arrival: number;
}

/** Where a P wave comes from, as its motion tells. */
export interface Polarisation {
  /** Direction from the station to the epicentre, degrees clockwise from north, 0 to 360. */
  readonly backAzimuthDegrees: number;
  /** Its standard deviation, degrees. */
  readonly backAzimuthErrorDegrees: number;
  /** Angle of the motion from the vertical, degrees. */
  readonly incidenceDegrees: number;
  /** 1 for motion along a line, 0 for motion in all directions. */
  readonly rectilinearity: number;
}

/** Seconds of P that are looked at. */
const WINDOW_SECONDS = 1;

/** Seconds before P whose mean is rest. */
const MEAN_SECONDS = 2;
/** Length of the running mean. */
const SMOOTHING_SECONDS = 0.3;

/** Azimuths of P are bent by what lies under a station, by this much at least, degrees. */
const LEAST_ERROR_DEGREES = 10;
/** The standard deviation of a direction that nothing is known of, degrees. */
const UNKNOWN_DEGREES = 104;

/**
 * Direction of a P wave from the principal axis of its motion: P comes from below, so the end of
 * the axis that points down points to the source.
 *
 * The mean before P is taken off, and motion smoothed over 0.3 s, as what lies under a station
 * scatters the direction of higher frequencies. Throws InputError where
 * the components differ in length or there is no window after P.
 * Source: Jurkevics 1988, Bull. Seism. Soc. Am. 78, 1725.
 */
export function polarisationOf(motion: PWaveMotion): Polarisation {
  const { east, north, up, samplingRateHz, arrival } = motion;
  const from = Math.round(arrival);
  const to = from + Math.round(WINDOW_SECONDS * samplingRateHz);
  if (
    !(from >= 0 && to <= up.length && to - from >= 4) || east.length !== up.length ||
    north.length !== up.length
  ) {
    throw new InputError("Cannot tell where a P wave comes from", {
      value: `${east.length}, ${north.length} and ${up.length} samples, P at ${arrival}`,
      expected: `three components of one length with ${WINDOW_SECONDS} s after P`,
    });
  }
  const rows = [east, north, up].map((samples) =>
    smoothWindow(samples, { from, to, samplingRateHz })
  );
  const covariance = rows.map((one) =>
    rows.map((other) => one.reduce((sum, value, i) => sum + value * other[i], 0))
  );
  const { values, vectors } = symmetricEigen(covariance);
  const [x, y, z] = vectors[0][2] < 0 ? vectors[0] : vectors[0].map((value) => -value);
  const horizontal = Math.hypot(x, y);
  const noise = Math.max(0, values[1] + values[2]) / 2;
  const rectilinearity = values[0] > 0 ? 1 - noise / values[0] : 0;
  const spread = Math.sqrt(noise / Math.max(values[0], 1e-300)) / Math.max(horizontal, 1e-6);
  return {
    backAzimuthDegrees: (Math.atan2(x, y) * DEGREES + 360) % 360,
    backAzimuthErrorDegrees: Math.min(
      UNKNOWN_DEGREES,
      Math.hypot(LEAST_ERROR_DEGREES, Math.atan(spread) * DEGREES),
    ),
    incidenceDegrees: Math.atan2(horizontal, -z) * DEGREES,
    rectilinearity,
  };
}

const DEGREES = 180 / Math.PI;

/** A window of samples, the mean of the seconds before it taken off, each a mean of those about it. */
function smoothWindow(
  samples: ArrayLike<number>,
  { from, to, samplingRateHz }: { from: number; to: number; samplingRateHz: number },
): Float64Array {
  const before = Math.max(0, from - Math.round(MEAN_SECONDS * samplingRateHz));
  const half = Math.round(SMOOTHING_SECONDS * samplingRateHz / 2);
  const meanOf = (begin: number, end: number) => {
    let sum = 0;
    for (let i = begin; i < end; i++) sum += samples[i];
    return end > begin ? sum / (end - begin) : 0;
  };
  const mean = meanOf(before, from);
  return Float64Array.from({ length: to - from }, (_, i) => {
    const middle = from + i;
    return meanOf(Math.max(0, middle - half), Math.min(samples.length, middle + half + 1)) - mean;
  });
}
