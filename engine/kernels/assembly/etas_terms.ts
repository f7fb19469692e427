// What the sums over pairs of events share: the laws of time and distance from tables, for two pairs at
// a time, in double precision.
import { multiplyAddDoubles } from "./double_math";

// Places of the numbers of the law, 8 bytes each, as etas_law.ts of the room lays them.
export const TIME_SCALE: usize = 0;
export const C: usize = 8;
export const CURVATURE: usize = 16;
export const ROWS: usize = 24;
export const SCALES: usize = 32;

// A number's cell is told by its exponent and the first 6 bits of its mantissa; the rest is its place
// inside. See cell_polynomials.ts, tapered_omori_table.ts and power_table.ts of the room.
const CELL_BITS: i32 = 6;
export const CELL_SHIFT: i32 = 52 - CELL_BITS;

/** Cells in an octave. */
export const CELLS: usize = 1 << CELL_BITS;

/** Bytes of two cells beside each other. */
export const ROW_BYTES: usize = 96;

/** Bytes of a cell. */
export const CELL_BYTES: usize = 48;
const POWERS_OF_TWO: usize = CELL_BYTES << CELL_BITS;

// Coefficients of asin²(√h) / h, for h up to NEAR in front, up to ½ behind.
const NEAR: f64 = 0.015625;
const NEAR_TERMS: usize = 8;
const FAR_TERMS: usize = 19;
const SERIES: usize = 0;
const FAR_SERIES: usize = SERIES + 8 * NEAR_TERMS;

/** Bytes at the start of a scratch that the series take up, rounded up. */
export const SERIES_BYTES: usize = 224;

/** Writes the series to the start of a scratch: a kernel of pairs does so first. */
export function prepareSeries(scratch: usize): void {
  const near = scratch + SERIES;
  store<f64>(near, 1.0);
  store<f64>(near + 8, 0.33333333333333337);
  store<f64>(near + 16, 0.1777777777777359);
  store<f64>(near + 24, 0.11428571430713957);
  store<f64>(near + 32, 0.0812698358922058);
  store<f64>(near + 40, 0.061568793702034476);
  store<f64>(near + 48, 0.04865809324395553);
  store<f64>(near + 56, 0.04193006030173094);
  const far = scratch + FAR_SERIES;
  store<f64>(far, 1.0);
  store<f64>(far + 8, 0.333333333333282);
  store<f64>(far + 16, 0.17777777779004794);
  store<f64>(far + 24, 0.11428571312458523);
  store<f64>(far + 32, 0.08126989914313835);
  store<f64>(far + 40, 0.061566307856399424);
  store<f64>(far + 48, 0.04874835923485211);
  store<f64>(far + 56, 0.03928961497271882);
  store<f64>(far + 64, 0.03828718456652349);
  store<f64>(far + 72, -0.00937123339089781);
  store<f64>(far + 80, 0.23928802702305582);
  store<f64>(far + 88, -0.9071505140312446);
  store<f64>(far + 96, 3.077360310267226);
  store<f64>(far + 104, -7.60441630782109);
  store<f64>(far + 112, 14.169478164381292);
  store<f64>(far + 120, -19.01318692404218);
  store<f64>(far + 128, 17.571727023989236);
  store<f64>(far + 136, -10.004857358882923);
  store<f64>(far + 144, 2.7124616655916145);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function series(scratch: usize, place: usize): v128 {
  return v128.load64_splat(scratch + place);
}

/** asin²(√h) / h for h from 0 to 1. */
function stretchFar(scratch: usize, h: v128): v128 {
  const half = f64x2.splat(0.5), one = f64x2.splat(1);
  const isBehind = f64x2.gt(h, half);
  // Beyond a quarter of the way round, the angle is what is left of half a turn's half.
  const within = v128.bitselect(f64x2.sub(one, h), h, isBehind);
  let sum = series(scratch, FAR_SERIES + 8 * (FAR_TERMS - 1));
  for (let term: usize = FAR_TERMS - 1; term > 0; term--) {
    sum = multiplyAddDoubles(sum, within, series(scratch, FAR_SERIES + 8 * (term - 1)));
  }
  const angle = f64x2.sqrt(f64x2.mul(sum, within));
  const rest = f64x2.sub(f64x2.splat(1.5707963267948966), angle);
  return v128.bitselect(f64x2.div(f64x2.mul(rest, rest), h), sum, isBehind);
}

/**
 * Squared length of the way along the surface, from the squared chord; `curvature` is 1 / (2R)², 0
 * in the plane.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function squaredArc(scratch: usize, chord: v128, curvature: v128): v128 {
  const h = f64x2.pmin(f64x2.mul(chord, curvature), f64x2.splat(1)); // rounding may pass 1
  const square = f64x2.mul(h, h);
  let even = series(scratch, SERIES + 48);
  let odd = series(scratch, SERIES + 56);
  even = multiplyAddDoubles(even, square, series(scratch, SERIES + 32));
  odd = multiplyAddDoubles(odd, square, series(scratch, SERIES + 40));
  even = multiplyAddDoubles(even, square, series(scratch, SERIES + 16));
  odd = multiplyAddDoubles(odd, square, series(scratch, SERIES + 24));
  even = multiplyAddDoubles(even, square, series(scratch, SERIES));
  odd = multiplyAddDoubles(odd, square, series(scratch, SERIES + 8));
  let stretch = multiplyAddDoubles(odd, h, even);
  if (v128.any_true(f64x2.gt(h, f64x2.splat(NEAR)))) stretch = stretchFar(scratch, h);
  return f64x2.mul(chord, stretch);
}

// @ts-ignore: decorator of AssemblyScript
@inline
export function sumOf(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** The place of two numbers inside their cells, from 0 to 1 / 64. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function placeInside(x: v128): v128 {
  const inside = v128.and(x, i64x2.splat((<i64>1 << CELL_SHIFT) - 1));
  const one = f64x2.splat(1);
  return f64x2.sub(v128.or(inside, one), one);
}

/** The polynomials whose six coefficients stand at two addresses. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function polynomials(first: usize, second: usize, place: v128): v128 {
  const high = v128.load(first + 32), highToo = v128.load(second + 32);
  const middle = v128.load(first + 16), middleToo = v128.load(second + 16);
  const low = v128.load(first), lowToo = v128.load(second);
  let sum = i64x2.shuffle(high, highToo, 1, 3);
  sum = multiplyAddDoubles(sum, place, i64x2.shuffle(high, highToo, 0, 2));
  sum = multiplyAddDoubles(sum, place, i64x2.shuffle(middle, middleToo, 1, 3));
  sum = multiplyAddDoubles(sum, place, i64x2.shuffle(middle, middleToo, 0, 2));
  sum = multiplyAddDoubles(sum, place, i64x2.shuffle(low, lowToo, 1, 3));
  return multiplyAddDoubles(sum, place, i64x2.shuffle(low, lowToo, 0, 2));
}

/** Two numbers to the power of a table. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function powers(table: usize, x: v128): v128 {
  const first = i64x2.extract_lane(x, 0), second = i64x2.extract_lane(x, 1);
  const firstCell = table + (<usize>(first >> CELL_SHIFT) & ((1 << CELL_BITS) - 1)) * CELL_BYTES;
  const secondCell = table + (<usize>(second >> CELL_SHIFT) & ((1 << CELL_BITS) - 1)) * CELL_BYTES;
  const scales = table + POWERS_OF_TWO;
  const scale = v128.load64_lane(
    scales + (<usize>(second >> 52) & 2047) * 8,
    v128.load64_zero(scales + (<usize>(first >> 52) & 2047) * 8),
    1,
  );
  return f64x2.mul(polynomials(firstCell, secondCell, placeInside(x)), scale);
}

/** Address of the row of a table for an age, whose first row is that of cell `base`. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function rowOf(table: usize, age: i64, base: i32, rows: u32): usize {
  return table + <usize>min<u32>(<u32>(<i32>(age >> CELL_SHIFT) - base), rows - 1) * ROW_BYTES;
}
