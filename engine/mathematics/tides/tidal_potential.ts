import type { Place } from "../geodesics.ts";
import { dynamicalCenturies, greenwichSiderealDegrees } from "./dynamical_time.ts";
import { type EclipticPosition, RADIANS } from "./ecliptic_position.ts";
import { moonPosition } from "./moon_position.ts";
import { sunPosition } from "./sun_position.ts";

/** Gravity of the Moon and of the Sun, cubic metres a square second. Source: IERS Conventions 2010. */
const MOON_GRAVITY = 4.902_800_1e12;
const SUN_GRAVITY = 1.327_124_42e20;

/** Of the Earth: equatorial radius (metres) and flattening of GRS80, mean gravity (m/s²). */
const EQUATORIAL_RADIUS_M = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const MEAN_RADIUS_M = 6_371_000;
const GRAVITY = 9.82;

/**
 * Love and Shida numbers of the Earth by degree: h and l.
 *
 * Source: IERS Conventions 2010, section 7.1.1 (nominal values).
 */
const LOVE = [{ degree: 2, h: 0.6078, l: 0.0847 }, { degree: 3, h: 0.292, l: 0.015 }] as const;

/** Potential of the tide at a place by degree, square metres a square second. */
export interface TidalPotential {
  /** Degree 2, of Moon and Sun. */
  second: number;
  /** Degree 3, of the Moon alone: the Sun's is 30,000 times smaller than its second. */
  third: number;
  /** Angle from Sun to Moon along the ecliptic, degrees: new moon is 0, full moon 180. */
  elongation: number;
}

/**
 * Tide-generating potential at the surface, positive below and opposite the body.
 *
 * Source: Agnew 2007, Treatise on Geophysics 3.06, equation 4; positions of Meeus 1998, mean equinox
 * and obliquity of the date (nutation moves a body by less than 0.006 degrees).
 */
export function tidalPotential(timeMs: number, place: Place): TidalPotential {
  const centuries = dynamicalCenturies(timeMs);
  const moon = moonPosition(centuries);
  const sun = sunPosition(centuries);
  const obliquity = RADIANS * (23.4392911 - 0.0130042 * centuries);
  const site = siteOf(place);
  const sidereal = RADIANS * (greenwichSiderealDegrees(timeMs) + place.longitude);
  const given = { obliquity, sidereal, site };
  const moonCosine = cosineOfZenith(moon, given);
  const sunCosine = cosineOfZenith(sun, given);
  const moonM = 1000 * moon.distanceKm;
  const sunM = 1000 * sun.distanceKm;
  const moonShare = site.radiusM / moonM;
  return {
    second: MOON_GRAVITY / moonM * moonShare ** 2 * legendre2(moonCosine) +
      SUN_GRAVITY / sunM * (site.radiusM / sunM) ** 2 * legendre2(sunCosine),
    third: MOON_GRAVITY / moonM * moonShare ** 3 * legendre3(moonCosine),
    elongation: (moon.longitude - sun.longitude + 360) % 360,
  };
}

/**
 * Areal strain of the solid Earth's surface under a tide, in units of 1e-9, extension positive:
 * the sum over degrees of (2 h - n (n + 1) l) times potential, by gravity and radius.
 *
 * Source: Agnew 2007, Treatise on Geophysics 3.06, section 3.06.4.
 */
export function tidalArealStrain({ second, third }: TidalPotential): number {
  const potentials = [second, third];
  return LOVE.reduce(
    (sum, { degree, h, l }, i) => sum + (2 * h - degree * (degree + 1) * l) * potentials[i],
    0,
  ) / (GRAVITY * MEAN_RADIUS_M) * 1e9;
}

/** Vertical displacement of the solid Earth's surface under a tide, millimetres, up positive. */
export function tidalUplift({ second, third }: TidalPotential): number {
  return 1000 * (LOVE[0].h * second + LOVE[1].h * third) / GRAVITY;
}

interface Site {
  radiusM: number;
  /** Sine and cosine of the geocentric latitude. */
  sine: number;
  cosine: number;
}

function siteOf({ latitude }: Place): Site {
  const geodetic = RADIANS * latitude;
  const squash = (1 - FLATTENING) ** 2;
  const geocentric = Math.atan2(squash * Math.sin(geodetic), Math.cos(geodetic));
  const radiusM = EQUATORIAL_RADIUS_M * (1 - FLATTENING * Math.sin(geocentric) ** 2);
  return { radiusM, sine: Math.sin(geocentric), cosine: Math.cos(geocentric) };
}

function cosineOfZenith(
  { longitude, latitude }: EclipticPosition,
  { obliquity, sidereal, site }: { obliquity: number; sidereal: number; site: Site },
): number {
  const [along, across] = [RADIANS * longitude, RADIANS * latitude];
  const [sine, cosine] = [Math.sin(obliquity), Math.cos(obliquity)];
  const x = Math.cos(across) * Math.cos(along);
  const y = Math.cos(across) * Math.sin(along) * cosine - Math.sin(across) * sine;
  const z = Math.cos(across) * Math.sin(along) * sine + Math.sin(across) * cosine;
  return site.sine * z + site.cosine * (x * Math.cos(sidereal) + y * Math.sin(sidereal));
}

function legendre2(x: number): number {
  return (3 * x * x - 1) / 2;
}

function legendre3(x: number): number {
  return (5 * x * x - 3) * x / 2;
}
