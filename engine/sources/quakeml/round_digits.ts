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

/**
 * A number of kilometres as text of metres: the point of the shortest decimal moves, so that nothing is
 * rounded. `kilometresOfMetres` gives the same number back.
 */
export function metresOfKilometres(kilometres: number): string {
  const [mantissa, exponent = "0"] = String(kilometres).split("e");
  const power = Number(exponent) + 3;
  const [whole, fraction = ""] = mantissa.split(".");
  if (power !== 3) return `${mantissa}e${power}`;
  const moved = `${whole}${fraction.slice(0, 3).padEnd(3, "0")}.${fraction.slice(3)}`;
  return moved.replace(/^(-?)0+(?=\d)/, "$1").replace(/\.$/, "");
}

/** The kilometres of a text of metres, rounded once; NaN where it is no number. */
export function kilometresOfMetres(metres: string): number {
  const [mantissa, exponent = "0"] = metres.trim().toLowerCase().split("e");
  return Number(`${mantissa}e${Number(exponent) - 3}`);
}
