// Sums over pairs of events of a point process that excites itself: what the events before a target
// add to its rate. All in double precision; the inner loop takes two sources at a time.
import { multiplyAddDoubles } from "./double_math";

// Places of the numbers of the law, 8 bytes each, as etas_law.ts of the room lays them.
const TIME_SCALE: usize = 0;
const C: usize = 8;
const CURVATURE: usize = 16;
const ROWS: usize = 24;

// A number's cell is told by its exponent and the first 6 bits of its mantissa; the rest is its place
// inside. See cell_polynomials.ts, tapered_omori_table.ts and power_table.ts of the room.
const CELL_BITS: i32 = 6;
const CELL_SHIFT: i32 = 52 - CELL_BITS;
const ROW_BYTES: usize = 96;
const CELL_BYTES: usize = 48;
const POWERS_OF_TWO: usize = CELL_BYTES << CELL_BITS;

// Coefficients of asin²(√h) / h, for h up to NEAR in front, up to ½ behind.
const NEAR: f64 = 0.015625;
const NEAR_TERMS: usize = 8;
const FAR_TERMS: usize = 19;
const SERIES: usize = 0;
const FAR_SERIES: usize = SERIES + 8 * NEAR_TERMS;

function prepareSeries(scratch: usize): void {
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
function squaredArc(scratch: usize, chord: v128, curvature: v128): v128 {
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
function sumOf(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** The place of two numbers inside their cells, from 0 to 1 / 64. */
// @ts-ignore: decorator of AssemblyScript
@inline
function placeInside(x: v128): v128 {
  const inside = v128.and(x, i64x2.splat((<i64>1 << CELL_SHIFT) - 1));
  const one = f64x2.splat(1);
  return f64x2.sub(v128.or(inside, one), one);
}

/** The polynomials whose six coefficients stand at two addresses. */
// @ts-ignore: decorator of AssemblyScript
@inline
function polynomials(first: usize, second: usize, place: v128): v128 {
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
function powers(table: usize, x: v128): v128 {
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
function rowOf(table: usize, age: i64, base: i32, rows: u32): usize {
  return table + <usize>min<u32>(<u32>(<i32>(age >> CELL_SHIFT) - base), rows - 1) * ROW_BYTES;
}

// Behind the series in the scratch: the last source of an odd number, beside itself without weight,
// and three sums, two lanes each.
const LAST: usize = FAR_SERIES + 8 * FAR_TERMS;
const SUMS: usize = LAST + 16 * 7;

/** Adds pairs of sources from `source` to `stop`, whose columns are `stride` bytes apart. */
function addSources(
  scratch: usize,
  target: usize,
  targetBytes: usize,
  source: usize,
  stop: usize,
  stride: usize,
  law: usize,
  temporal: usize,
  spatial: usize,
): void {
  const timeScale = v128.load64_splat(law + TIME_SCALE);
  const c = v128.load64_splat(law + C);
  const curvature = v128.load64_splat(law + CURVATURE);
  const rows = <u32>load<f64>(law + ROWS);
  const base = <i32>(load<i64>(law + C) >> CELL_SHIFT);
  const time = v128.load64_splat(target);
  const x = v128.load64_splat(target + targetBytes);
  const y = v128.load64_splat(target + 2 * targetBytes);
  const z = v128.load64_splat(target + 3 * targetBytes);
  let here = v128.load(scratch + SUMS);
  let plane = v128.load(scratch + SUMS + 16);
  let sofar = v128.load(scratch + SUMS + 32);
  for (; source < stop; source += 16) {
    const dt = f64x2.sub(time, v128.load(source));
    const age = multiplyAddDoubles(dt, timeScale, c);
    const first = rowOf(temporal, i64x2.extract_lane(age, 0), base, rows);
    const second = rowOf(temporal, i64x2.extract_lane(age, 1), base, rows);
    // age - age is 0, and NaN for what is no number.
    const inside = f64x2.add(placeInside(age), f64x2.sub(age, age));
    const integral = polynomials(first, second, inside);
    const fading = polynomials(first + CELL_BYTES, second + CELL_BYTES, inside);
    const dx = f64x2.sub(x, v128.load(source + stride));
    const dy = f64x2.sub(y, v128.load(source + 2 * stride));
    const dz = f64x2.sub(z, v128.load(source + 3 * stride));
    const chord = multiplyAddDoubles(dx, dx, multiplyAddDoubles(dy, dy, f64x2.mul(dz, dz)));
    const arc = squaredArc(scratch, chord, curvature);
    const density = powers(spatial, f64x2.add(arc, v128.load(source + 4 * stride)));
    const weight = v128.load(source + 5 * stride);
    const planeWeight = v128.load(source + 6 * stride);
    here = multiplyAddDoubles(f64x2.mul(weight, fading), density, here);
    plane = multiplyAddDoubles(planeWeight, fading, plane);
    sofar = multiplyAddDoubles(planeWeight, integral, sofar);
  }
  v128.store(scratch + SUMS, here);
  v128.store(scratch + SUMS + 16, plane);
  v128.store(scratch + SUMS + 32, sofar);
}

/** Puts a lone source where `addSources` can take it as a pair; gives its place. */
function pairUp(scratch: usize, source: usize, stride: usize): usize {
  const last = scratch + LAST;
  for (let column: usize = 0; column < 5; column++) {
    v128.store(last + 16 * column, v128.load64_splat(source + column * stride));
  }
  v128.store(last + 80, v128.load64_zero(source + 5 * stride));
  v128.store(last + 96, v128.load64_zero(source + 6 * stride));
  return last;
}

/**
 * What the sources before each target add to the rate there, to the rate of the whole plane, and to
 * the integral of that since the first source. out: [target, 3]; targets: time, x, y, z, each of all
 * m; before: how many sources count, 32-bit; sources: time, x, y, z, spread, weight, weight in the
 * whole plane, each of all n; temporal, spatial: tables of the two laws. Units: targets.
 */
export function etasSums(
  scratch: usize,
  out: usize,
  targets: usize,
  before: usize,
  sources: usize,
  law: usize,
  temporal: usize,
  spatial: usize,
  m: i32,
  n: i32,
  begin: i32,
  end: i32,
): void {
  prepareSeries(scratch);
  const stride = <usize>n << 3, targetBytes = <usize>m << 3;
  for (let i = begin; i < end; i++) {
    const target = targets + (<usize>i << 3);
    const count = load<i32>(before + (<usize>i << 2));
    const stop = sources + (<usize>(count & ~1) << 3);
    memory.fill(scratch + SUMS, 0, 48);
    addSources(scratch, target, targetBytes, sources, stop, stride, law, temporal, spatial);
    if (count & 1) {
      const last = pairUp(scratch, stop, stride);
      addSources(scratch, target, targetBytes, last, last + 16, 16, law, temporal, spatial);
    }
    const sums = out + <usize>i * 24;
    store<f64>(sums, sumOf(v128.load(scratch + SUMS)));
    store<f64>(sums + 8, sumOf(v128.load(scratch + SUMS + 16)));
    store<f64>(sums + 16, sumOf(v128.load(scratch + SUMS + 32)));
  }
}
