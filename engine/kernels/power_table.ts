import { CELL_TERMS, CELLS_PER_OCTAVE, fitCell } from "./cell_polynomials.ts";

/** Exponents that a 64-bit number can have, that of infinity and NaN included. */
const EXPONENTS = 2048;
const BIAS = 1023;

/** 64-bit numbers of a table of a power. */
export const POWER_TABLE_SIZE: number = CELLS_PER_OCTAVE * CELL_TERMS + EXPONENTS;

/**
 * Tabulates x^power for the kernels of pairs, within 1e-13 of itself for powers from −8 to 8: six
 * coefficients for each cell from 1 to 2, then the power of each power of two. NaN for what is no
 * finite number.
 */
export function tabulatePower(power: number): Float64Array {
  const table = new Float64Array(POWER_TABLE_SIZE);
  for (let cell = 0; cell < CELLS_PER_OCTAVE; cell++) {
    const start = 1 + cell / CELLS_PER_OCTAVE;
    table.set(fitCell((x) => x ** power, { start, octave: 1 }), CELL_TERMS * cell);
  }
  const scales = table.subarray(CELLS_PER_OCTAVE * CELL_TERMS);
  for (let exponent = 0; exponent < EXPONENTS; exponent++) {
    scales[exponent] = 2 ** ((exponent - BIAS) * power);
  }
  scales[EXPONENTS - 1] = NaN;
  return table;
}
