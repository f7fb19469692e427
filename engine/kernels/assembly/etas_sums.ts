// What the events before a target add to its rate, and what of it is expected.
import { multiplyAddDoubles } from "./double_math";
import {
  C,
  CELL_BYTES,
  CELL_SHIFT,
  CURVATURE,
  placeInside,
  polynomials,
  powers,
  prepareSeries,
  rowOf,
  ROWS,
  SERIES_BYTES,
  squaredArc,
  sumOf,
  TIME_SCALE,
} from "./etas_terms";

// Behind the series in the scratch: the last source of an odd number, beside itself without weight,
// and three sums, two lanes each.
const LAST: usize = SERIES_BYTES;
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
