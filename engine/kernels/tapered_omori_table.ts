import { checkTaperedOmori, type TaperedOmori } from "../mathematics/mod.ts";
import {
  type Cell,
  CELL_TERMS,
  CELLS_PER_OCTAVE,
  fitCell,
  fitCellIntegral,
  integrateCell,
} from "./cell_polynomials.ts";

/** Numbers of a row: the integral's coefficients, then the law's. */
const ROW = 2 * CELL_TERMS;

/** A tapered Omori law by t + c, for the kernels of pairs. */
export interface TaperedOmoriTable {
  /**
   * For each cell, from the one that holds c on, six coefficients of the integral of h since the
   * mainshock and six of h. [row, 12]
   */
  coefficients: Float64Array;
  /** Number of rows. */
  rows: number;
}

/**
 * Tabulates h(t) = e^(−t/τ) / (t + c)^(1 + ω) and its integral from 0 to t, for t up to `longestDays`:
 * h within 1e-12 of itself as long as t is within 8 τ, the integral within 1e-13 of the whole.
 *
 * Throws RangeError for a law or a time out of range.
 */
export function tabulateTaperedOmori(law: TaperedOmori, longestDays: number): TaperedOmoriTable {
  const h = densityOf(law, longestDays);
  const { cDays } = law;
  let integral = 0;
  return tabulateRows(law, longestDays, (cell, isFirst) => {
    const end = cell.start + cell.octave / CELLS_PER_OCTAVE;
    const before = isFirst
      ? -integrateCell(h, { from: cell.start, octave: cell.octave, end: cDays })
      : integral;
    const whole = fitCellIntegral(h, cell);
    whole[0] = before;
    integral = before + integrateCell(h, { from: cell.start, octave: cell.octave, end });
    return [...whole, ...fitCell(h, cell)];
  });
}

/**
 * The same for `etasSlopes`: six coefficients of h ln(t + c) and six of h, both within 1e-12 of h.
 *
 * Throws RangeError for a law or a time out of range.
 */
export function tabulateTaperedOmoriSlopes(
  law: TaperedOmori,
  longestDays: number,
): TaperedOmoriTable {
  const h = densityOf(law, longestDays);
  return tabulateRows(law, longestDays, (cell) => [
    ...fitCell((age) => h(age) * Math.log(age), cell),
    ...fitCell(h, cell),
  ]);
}

/** h by t + c. */
function densityOf(law: TaperedOmori, longestDays: number): (age: number) => number {
  checkTaperedOmori(law);
  if (!(longestDays >= 0 && longestDays < Infinity)) {
    throw new RangeError(`Cannot tabulate Omori's law up to ${longestDays} days`);
  }
  const { cDays, omega, tauDays } = law;
  return (age) => Math.exp(-(age - cDays) / tauDays) * age ** -(1 + omega);
}

/** A row for each cell, from the one that holds c on. */
function tabulateRows(
  { cDays }: TaperedOmori,
  longestDays: number,
  rowOf: (cell: Cell, isFirst: boolean) => number[],
): TaperedOmoriTable {
  const numbers: number[] = [];
  let cell = cellOf(cDays);
  for (let isFirst = true; isFirst || cell.start <= longestDays + cDays; isFirst = false) {
    numbers.push(...rowOf(cell, isFirst));
    const end = cell.start + cell.octave / CELLS_PER_OCTAVE;
    cell = { start: end, octave: end >= 2 * cell.octave ? end : cell.octave };
  }
  return { coefficients: Float64Array.from(numbers), rows: numbers.length / ROW };
}

/** The cell that holds a number. */
function cellOf(x: number): Cell {
  let octave = 2 ** Math.floor(Math.log2(x));
  if (octave > x) octave /= 2; // the logarithm was rounded up
  const place = Math.floor((x / octave - 1) * CELLS_PER_OCTAVE);
  return { start: octave * (1 + place / CELLS_PER_OCTAVE), octave };
}
