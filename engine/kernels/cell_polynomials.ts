import { gaussLegendre } from "../mathematics/mod.ts";

/** Cells in an octave, from a power of two to the next: the first bits of the mantissa tell the cell. */
export const CELLS_PER_OCTAVE = 64;

/** Coefficients of a cell: polynomials of degree 5 in the place inside it, from 0 to 1 / 64. */
export const CELL_TERMS = 6;

const NODES = chebyshevNodes(CELL_TERMS);
const FACTORS = powersThrough(NODES);
const SHORT_NODES = chebyshevNodes(CELL_TERMS - 1);
const SHORT_FACTORS = powersThrough(SHORT_NODES);
const QUADRATURE = gaussLegendre(10);

/** Where a cell lies: its lower end, and the power of two of its octave. */
export interface Cell {
  /** Lower end. */
  start: number;
  /** The power of two at or below it; the cell is 1 / 64 of it wide. */
  octave: number;
}

/**
 * Coefficients of a function in a cell, of the powers of the place inside it, (x − start) / octave:
 * the lowest bits of the mantissa as they are. With 64 cells an octave a power law is within 1e-13.
 */
export function fitCell(f: (x: number) => number, { start, octave }: Cell): Float64Array {
  const width = octave / CELLS_PER_OCTAVE;
  return combine(FACTORS, NODES.map((node) => f(start + width * node)));
}

/** As `fitCell`, of the integral of a function from the cell's start on. */
export function fitCellIntegral(f: (x: number) => number, { start, octave }: Cell): Float64Array {
  const width = octave / CELLS_PER_OCTAVE;
  const slopes = combine(SHORT_FACTORS, SHORT_NODES.map((node) => f(start + width * node)));
  const coefficients = new Float64Array(CELL_TERMS);
  slopes.forEach((slope, power) => coefficients[power + 1] = octave * slope / (power + 1));
  return coefficients;
}

/** The integral of a function from a place in a cell to the cell's end. */
export function integrateCell(
  f: (x: number) => number,
  { from, octave, end }: { from: number; octave: number; end: number },
): number {
  const half = (end - from) / 2;
  let sum = 0;
  QUADRATURE.nodes.forEach((node, i) => {
    sum += QUADRATURE.weights[i] * f(from + half * (1 + node)) / octave;
  });
  return sum * half * octave;
}

/** Coefficients of the powers of the place, which runs to 1 / 64, from values at nodes from 0 to 1. */
function combine(factors: readonly Float64Array[], values: Float64Array): Float64Array {
  return Float64Array.from(factors, (row, power) => {
    let sum = 0;
    values.forEach((value, i) => sum += row[i] * value);
    return sum * CELLS_PER_OCTAVE ** power;
  });
}

function chebyshevNodes(count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => 0.5 - 0.5 * Math.cos(Math.PI * (2 * i + 1) / (2 * count)),
  );
}

/** For each power the factors of the values at the nodes, by Lagrange's polynomials. */
function powersThrough(nodes: Float64Array): Float64Array[] {
  const powers = Array.from(nodes, () => new Float64Array(nodes.length));
  nodes.forEach((node, i) => {
    let polynomial = [1];
    let divisor = 1;
    nodes.forEach((other, j) => {
      if (j === i) return;
      divisor *= node - other;
      polynomial = multiplyByRoot(polynomial, other);
    });
    polynomial.forEach((factor, power) => powers[power][i] = factor / divisor);
  });
  return powers;
}

/** A polynomial, lowest power first, times (x − root). */
function multiplyByRoot(polynomial: readonly number[], root: number): number[] {
  const product = [0, ...polynomial];
  polynomial.forEach((factor, power) => product[power] -= root * factor);
  return product;
}
