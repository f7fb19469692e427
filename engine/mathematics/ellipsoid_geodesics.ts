import type { Place } from "./geodesics.ts";

/** Half axes and flattening of the World Geodetic System 1984. */
const EQUATOR_KM = 6378.137;
const FLATTENING = 1 / 298.257223563;
const POLE_KM = EQUATOR_KM * (1 - FLATTENING);

const RADIAN = Math.PI / 180;
const MOST_ITERATIONS = 100;

/** A geodesic of the ellipsoid. */
export interface Geodesic {
  /** Its length, kilometres. */
  readonly distanceKm: number;
  /** Its direction where it begins, degrees clockwise from north, 0 to 360. */
  readonly azimuthDegrees: number;
}

/**
 * The geodesic from one place to another on the ellipsoid WGS 84, right to a millimetre; undefined
 * for places so nearly opposite on the Earth that the iteration does not settle.
 *
 * Source: Vincenty 1975, Survey Review 23 (inverse formula).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { geodesicBetween } from "@quakecast/quakecast/mathematics";
 * const quarter = geodesicBetween({ latitude: 0, longitude: 0 }, { latitude: 90, longitude: 0 });
 * assertAlmostEquals(quarter!.distanceKm, 10001.965729, 1e-5);
 * ```
 */
export function geodesicBetween(from: Place, to: Place): Geodesic | undefined {
  const longitude = Math.atan2(
    Math.sin((to.longitude - from.longitude) * RADIAN),
    Math.cos((to.longitude - from.longitude) * RADIAN),
  );
  const [sin1, cos1] = reducedLatitude(from.latitude);
  const [sin2, cos2] = reducedLatitude(to.latitude);
  let lambda = longitude;
  for (let step = 0; step < MOST_ITERATIONS; step++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const across = cos1 * sin2 - sin1 * cos2 * cosLambda;
    const sinArc = Math.hypot(cos2 * sinLambda, across);
    if (sinArc === 0) return { distanceKm: 0, azimuthDegrees: 0 };
    const cosArc = sin1 * sin2 + cos1 * cos2 * cosLambda;
    const arc = Math.atan2(sinArc, cosArc);
    const sinAlpha = cos1 * cos2 * sinLambda / sinArc;
    const cosAlpha2 = 1 - sinAlpha * sinAlpha;
    const middle = cosAlpha2 === 0 ? 0 : cosArc - 2 * sin1 * sin2 / cosAlpha2;
    const next = longitude + longitudeExcess({ sinAlpha, cosAlpha2, arc, sinArc, cosArc, middle });
    const isSettled = Math.abs(next - lambda) < 1e-12;
    lambda = next;
    if (!isSettled) continue;
    const azimuth = Math.atan2(
      cos2 * Math.sin(lambda),
      cos1 * sin2 - sin1 * cos2 * Math.cos(lambda),
    );
    const { scale, b } = seriesOf(cosAlpha2);
    const distanceKm = POLE_KM * scale * (arc - arcExcess({ b, sinArc, cosArc, middle }));
    return { distanceKm, azimuthDegrees: (azimuth / RADIAN + 360) % 360 };
  }
  return undefined;
}

/**
 * Where one arrives along a geodesic of the ellipsoid WGS 84. Longitude −180 to 180.
 *
 * Source: Vincenty 1975 (direct formula).
 */
export function geodesicEnd(from: Place, way: Geodesic): Place {
  const azimuth = way.azimuthDegrees * RADIAN;
  const [sinAzimuth, cosAzimuth] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sin1, cos1] = reducedLatitude(from.latitude);
  const start = Math.atan2(sin1, cos1 * cosAzimuth);
  const sinAlpha = cos1 * sinAzimuth;
  const cosAlpha2 = 1 - sinAlpha * sinAlpha;
  const { scale, b } = seriesOf(cosAlpha2);
  const first = way.distanceKm / (POLE_KM * scale);
  let arc = first;
  let [sinArc, cosArc, middle] = [0, 1, 1];
  for (let step = 0; step < MOST_ITERATIONS; step++) {
    [sinArc, cosArc, middle] = [Math.sin(arc), Math.cos(arc), Math.cos(2 * start + arc)];
    const next = first + arcExcess({ b, sinArc, cosArc, middle });
    if (Math.abs(next - arc) < 1e-12) break;
    arc = next;
  }
  const across = sin1 * sinArc - cos1 * cosArc * cosAzimuth;
  const latitude = Math.atan2(
    sin1 * cosArc + cos1 * sinArc * cosAzimuth,
    (1 - FLATTENING) * Math.hypot(sinAlpha, across),
  );
  const lambda = Math.atan2(sinArc * sinAzimuth, cos1 * cosArc - sin1 * sinArc * cosAzimuth);
  const excess = longitudeExcess({ sinAlpha, cosAlpha2, arc, sinArc, cosArc, middle });
  const longitude = from.longitude + (lambda - excess) / RADIAN;
  return { latitude: latitude / RADIAN, longitude: ((longitude + 540) % 360) - 180 };
}

function reducedLatitude(latitude: number): [sine: number, cosine: number] {
  const angle = latitude * RADIAN;
  const [sine, cosine] = [(1 - FLATTENING) * Math.sin(angle), Math.cos(angle)];
  const length = Math.hypot(sine, cosine);
  return [sine / length, cosine / length];
}

interface Arc {
  sinArc: number;
  cosArc: number;
  /** Cosine of twice the arc from the equator to the middle of the line. */
  middle: number;
}

/** Longitude on the sphere less that on the ellipsoid, radians. */
function longitudeExcess(
  at: Arc & { sinAlpha: number; cosAlpha2: number; arc: number },
): number {
  const { sinAlpha, cosAlpha2, arc, sinArc, cosArc, middle } = at;
  const c = FLATTENING / 16 * cosAlpha2 * (4 + FLATTENING * (4 - 3 * cosAlpha2));
  const inner = middle + c * cosArc * (2 * middle * middle - 1);
  return (1 - c) * FLATTENING * sinAlpha * (arc + c * sinArc * inner);
}

/** The arc's difference between sphere and ellipsoid, radians. */
function arcExcess({ b, sinArc, cosArc, middle }: Arc & { b: number }): number {
  const square = middle * middle;
  const last = b / 6 * middle * (4 * sinArc * sinArc - 3) * (4 * square - 3);
  return b * sinArc * (middle + b / 4 * (cosArc * (2 * square - 1) - last));
}

/** Vincenty's A and B. */
function seriesOf(cosAlpha2: number): { scale: number; b: number } {
  const u2 = cosAlpha2 * (EQUATOR_KM ** 2 - POLE_KM ** 2) / POLE_KM ** 2;
  return {
    scale: 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
    b: u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
  };
}
