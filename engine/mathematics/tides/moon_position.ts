import { type EclipticPosition, RADIANS } from "./ecliptic_position.ts";
import { LATITUDE_TERMS, LONGITUDE_TERMS } from "./moon_terms.ts";

/**
 * Geometric position of the Moon, to about 10 seconds of arc in longitude, 4 in latitude.
 *
 * Source: Meeus 1998, Astronomical Algorithms, chapter 47, of ELP-2000/82 (Chapront).
 */
export function moonPosition(centuries: number): EclipticPosition {
  const t = centuries;
  const meanLongitude = degrees(t, [
    ...[218.3164477, 481_267.88123421, -0.0015786, 1 / 538_841, -1 / 65_194_000],
  ]);
  const elongation = degrees(t, [
    ...[297.8501921, 445_267.1114034, -0.0018819, 1 / 545_868, -1 / 113_065_000],
  ]);
  const sunAnomaly = degrees(t, [357.5291092, 35_999.0502909, -0.0001536, 1 / 24_490_000]);
  const anomaly = degrees(t, [
    ...[134.9633964, 477_198.8675055, 0.0087414, 1 / 69_699, -1 / 14_712_000],
  ]);
  const node = degrees(t, [
    ...[93.272095, 483_202.0175233, -0.0036539, -1 / 3_526_000, 1 / 863_310_000],
  ]);
  const shrinking = 1 - (0.002516 + 0.0000074 * t) * t;
  const shares = [1, shrinking, shrinking ** 2]; // the Earth's orbit grows rounder
  const venus = degrees(t, [119.75, 131.849]);
  const jupiter = degrees(t, [53.09, 479_264.29]);
  const third = degrees(t, [313.45, 481_266.484]);
  const angleAt = (terms: Int32Array, i: number) =>
    terms[i] * elongation + terms[i + 1] * sunAnomaly + terms[i + 2] * anomaly +
    terms[i + 3] * node;
  let longitude = 3958 * Math.sin(venus) + 1962 * Math.sin(meanLongitude - node) +
    318 * Math.sin(jupiter);
  let distance = 0;
  for (let i = 0; i < LONGITUDE_TERMS.length; i += 6) {
    const angle = angleAt(LONGITUDE_TERMS, i);
    const share = shares[Math.abs(LONGITUDE_TERMS[i + 1])];
    longitude += share * LONGITUDE_TERMS[i + 4] * Math.sin(angle);
    distance += share * LONGITUDE_TERMS[i + 5] * Math.cos(angle);
  }
  let latitude = -2235 * Math.sin(meanLongitude) + 382 * Math.sin(third) +
    175 * (Math.sin(venus - node) + Math.sin(venus + node)) +
    127 * Math.sin(meanLongitude - anomaly) - 115 * Math.sin(meanLongitude + anomaly);
  for (let i = 0; i < LATITUDE_TERMS.length; i += 5) {
    const share = shares[Math.abs(LATITUDE_TERMS[i + 1])];
    latitude += share * LATITUDE_TERMS[i + 4] * Math.sin(angleAt(LATITUDE_TERMS, i));
  }
  return {
    longitude: (((meanLongitude / RADIANS + longitude / 1e6) % 360) + 360) % 360,
    latitude: latitude / 1e6,
    distanceKm: 385_000.56 + distance / 1000,
  };
}

/** A polynomial of degrees, as radians. */
function degrees(t: number, coefficients: readonly number[]): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * t + coefficients[i];
  return RADIANS * (value % 360);
}
