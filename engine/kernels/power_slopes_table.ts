import { CELL_TERMS, CELLS_PER_OCTAVE, fitCell } from "./cell_polynomials.ts";

/** Exponents that a 64-bit number can have, that of infinity and NaN included. */
const EXPONENTS = 2048;
const BIAS = 1023;

/**
 * Tabulates x^power and ln x for `etasSlopes`, as `tabulatePower` does the power alone, the logarithm
 * within 1e-13: for each cell from 1 to 2 six coefficients of the power and six of the logarithm, then
 * for each power of two its power and its logarithm. NaN for what is no finite number.
 */
export function tabulatePowerSlopes(power: number): Float64Array {
  const rows = 2 * CELLS_PER_OCTAVE * CELL_TERMS;
  const table = new Float64Array(rows + 2 * EXPONENTS);
  for (let cell = 0; cell < CELLS_PER_OCTAVE; cell++) {
    const place = { start: 1 + cell / CELLS_PER_OCTAVE, octave: 1 };
    table.set(fitCell((x) => x ** power, place), 2 * CELL_TERMS * cell);
    table.set(fitCell(Math.log, place), 2 * CELL_TERMS * cell + CELL_TERMS);
  }
  for (let exponent = 0; exponent < EXPONENTS; exponent++) {
    const isNumber = exponent < EXPONENTS - 1;
    table[rows + 2 * exponent] = isNumber ? 2 ** ((exponent - BIAS) * power) : NaN;
    table[rows + 2 * exponent + 1] = isNumber ? (exponent - BIAS) * Math.LN2 : NaN;
  }
  return table;
}
