const DAY_MS = 86_400_000;
const UNIX_EPOCH_JULIAN_DAY = 2_440_587.5;
const J2000_JULIAN_DAY = 2_451_545;
const CENTURY_DAYS = 36_525;

/**
 * Terrestrial time minus UTC, seconds. It was 54 s in 1985, 69 s in 2020; one number for all years
 * moves the Moon by less than 0.01 degrees between 1950 and 2050.
 */
const TERRESTRIAL_MINUS_UTC_S = 66;

/** Julian centuries of terrestrial time since 2000-01-01T12:00, of UTC epoch milliseconds. */
export function dynamicalCenturies(timeMs: number): number {
  return centuriesOf(timeMs + 1000 * TERRESTRIAL_MINUS_UTC_S);
}

/**
 * Angle from the vernal equinox to Greenwich, degrees, not reduced to a turn.
 *
 * Source: Meeus 1998, Astronomical Algorithms, equation 12.4 (IAU 1982); UTC stands for UT1, which is
 * within 0.9 s of it.
 */
export function greenwichSiderealDegrees(timeMs: number): number {
  const t = centuriesOf(timeMs);
  return 280.46061837 + 360.98564736629 * t * CENTURY_DAYS + (0.000387933 - t / 38_710_000) * t * t;
}

function centuriesOf(timeMs: number): number {
  return (timeMs / DAY_MS + UNIX_EPOCH_JULIAN_DAY - J2000_JULIAN_DAY) / CENTURY_DAYS;
}
