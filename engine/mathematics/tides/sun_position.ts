import { type EclipticPosition, RADIANS } from "./ecliptic_position.ts";

/** Astronomical unit, kilometres. Source: IAU 2012, resolution B2. */
const ASTRONOMICAL_UNIT_KM = 149_597_870.7;

/**
 * Geometric position of the Sun, to about 0.01 degrees.
 *
 * Source: Meeus 1998, Astronomical Algorithms, chapter 25, "low accuracy".
 */
export function sunPosition(centuries: number): EclipticPosition {
  const t = centuries;
  const meanLongitude = 280.46646 + (36_000.76983 + 0.0003032 * t) * t;
  const anomaly = RADIANS * (357.52911 + (35_999.05029 - 0.0001537 * t) * t);
  const eccentricity = 0.016708634 - (0.000042037 + 0.0000001267 * t) * t;
  const centre = (1.914602 - (0.004817 + 0.000014 * t) * t) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly);
  const distance = 1.000001018 * (1 - eccentricity ** 2) /
    (1 + eccentricity * Math.cos(anomaly + RADIANS * centre));
  return {
    longitude: (((meanLongitude + centre) % 360) + 360) % 360,
    latitude: 0,
    distanceKm: distance * ASTRONOMICAL_UNIT_KM,
  };
}
