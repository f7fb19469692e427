import { EARTH_RADIUS_KM } from "../../mathematics/mod.ts";

/** Kilometres of a degree of a great circle; distances in QuakeML are degrees. */
export const KILOMETRES_A_DEGREE: number = EARTH_RADIUS_KM * Math.PI / 180;

/**
 * A number at 12 significant digits, as those converted from degrees or metres are kept, so that they
 * come back the same after they were written.
 */
export function roundDigits(value: number): number {
  return Number(value.toPrecision(12));
}

/** A converted number as it is written: 15 digits give the 12 back. */
export function writeDigits(value: number): string {
  return String(Number(value.toPrecision(15)));
}
