// What the events before a target add to its rate, with the slopes of that by the law's numbers.
import { multiplyAddDoubles } from "./double_math";
import {
  C,
  CELL_BYTES,
  CELL_SHIFT,
  CELLS,
  CURVATURE,
  placeInside,
  polynomials,
  prepareSeries,
  ROW_BYTES,
  rowOf,
  ROWS,
  SERIES_BYTES,
  squaredArc,
  sumOf,
  TIME_SCALE,
} from "./etas_terms";

/** Sums of a target. */
const SLOPES: usize = 8;

// In the scratch: the series of distances, the last source of an odd number beside itself without
// weight, and the sums, two lanes each.
const LAST: usize = SERIES_BYTES;
const SUMS: usize = LAST + 16 * 7;

// Behind the rows of the table of distances: for each exponent the power of the power of two, and its
// logarithm. See power_slopes_table.ts of the room.
const SCALES: usize = CELLS * ROW_BYTES;

/** Adds pairs of sources from `source` to `stop`, whose columns are `stride` bytes apart. */
function addSlopes(
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
  const sums = scratch + SUMS;
  let rate = v128.load(sums), byA = v128.load(sums + 16);
  let byOmega = v128.load(sums + 32), byC = v128.load(sums + 48);
  let byTau = v128.load(sums + 64), byD = v128.load(sums + 80);
  let byGamma = v128.load(sums + 96), byRho = v128.load(sums + 112);
  for (; source < stop; source += 16) {
    const dt = f64x2.sub(time, v128.load(source));
    const age = multiplyAddDoubles(dt, timeScale, c);
    const first = rowOf(temporal, i64x2.extract_lane(age, 0), base, rows);
    const second = rowOf(temporal, i64x2.extract_lane(age, 1), base, rows);
    // age - age is 0, and NaN for what is no number.
    const inside = f64x2.add(placeInside(age), f64x2.sub(age, age));
    const fadingLogarithm = polynomials(first, second, inside);
    const fading = polynomials(first + CELL_BYTES, second + CELL_BYTES, inside);
    const dx = f64x2.sub(x, v128.load(source + stride));
    const dy = f64x2.sub(y, v128.load(source + 2 * stride));
    const dz = f64x2.sub(z, v128.load(source + 3 * stride));
    const chord = multiplyAddDoubles(dx, dx, multiplyAddDoubles(dy, dy, f64x2.mul(dz, dz)));
    const spread = v128.load(source + 4 * stride);
    const distance = f64x2.add(squaredArc(scratch, chord, curvature), spread);
    const near = i64x2.extract_lane(distance, 0), far = i64x2.extract_lane(distance, 1);
    const nearRow = spatial + (<usize>(near >> CELL_SHIFT) & (CELLS - 1)) * ROW_BYTES;
    const farRow = spatial + (<usize>(far >> CELL_SHIFT) & (CELLS - 1)) * ROW_BYTES;
    const nearScale = v128.load(spatial + SCALES + (<usize>(near >> 52) & 2047) * 16);
    const farScale = v128.load(spatial + SCALES + (<usize>(far >> 52) & 2047) * 16);
    const place = placeInside(distance);
    const mantissaPower = polynomials(nearRow, farRow, place);
    const mantissaLogarithm = polynomials(nearRow + CELL_BYTES, farRow + CELL_BYTES, place);
    const power = f64x2.mul(mantissaPower, i64x2.shuffle(nearScale, farScale, 0, 2));
    const logarithm = f64x2.add(mantissaLogarithm, i64x2.shuffle(nearScale, farScale, 1, 3));
    const weighted = f64x2.mul(v128.load(source + 5 * stride), power);
    const pair = f64x2.mul(weighted, fading);
    const excess = v128.load(source + 6 * stride);
    rate = f64x2.add(rate, pair);
    byA = multiplyAddDoubles(pair, excess, byA);
    byOmega = multiplyAddDoubles(weighted, fadingLogarithm, byOmega);
    byRho = multiplyAddDoubles(pair, logarithm, byRho);
    byTau = multiplyAddDoubles(pair, f64x2.mul(dt, timeScale), byTau);
    // One division for both: pair / (age distance)
    const share = f64x2.div(pair, f64x2.mul(age, distance));
    byC = multiplyAddDoubles(share, distance, byC);
    const inDistance = f64x2.mul(share, f64x2.mul(age, spread));
    byD = f64x2.add(byD, inDistance);
    byGamma = multiplyAddDoubles(inDistance, excess, byGamma);
  }
  v128.store(sums, rate);
  v128.store(sums + 16, byA);
  v128.store(sums + 32, byOmega);
  v128.store(sums + 48, byC);
  v128.store(sums + 64, byTau);
  v128.store(sums + 80, byD);
  v128.store(sums + 96, byGamma);
  v128.store(sums + 112, byRho);
}

/** Puts a lone source where `addSlopes` can take it as a pair; gives its place. */
function pairUp(scratch: usize, source: usize, stride: usize): usize {
  const last = scratch + LAST;
  for (let column: usize = 0; column < 7; column++) {
    v128.store(last + 16 * column, v128.load64_splat(source + column * stride));
  }
  v128.store(last + 80, v128.load64_zero(source + 5 * stride));
  return last;
}

/**
 * For each target the sums, over the sources before it, of what each adds to the rate there: as it is,
 * times the source's excess, ln(age + c), 1 / (age + c), age, spread / (r² + spread), that times the
 * excess, and ln(r² + spread). out: [target, 8]; the rest as in `etasSums`, but that the last column of
 * the sources is their excess, and the tables those of `tabulateTaperedOmoriSlopes` and
 * `tabulatePowerSlopes`. Units: targets.
 */
export function etasSlopes(
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
    memory.fill(scratch + SUMS, 0, SLOPES * 16);
    addSlopes(scratch, target, targetBytes, sources, stop, stride, law, temporal, spatial);
    if (count & 1) {
      const last = pairUp(scratch, stop, stride);
      addSlopes(scratch, target, targetBytes, last, last + 16, 16, law, temporal, spatial);
    }
    const sums = out + <usize>i * SLOPES * 8;
    for (let k: usize = 0; k < SLOPES; k++) {
      store<f64>(sums + 8 * k, sumOf(v128.load(scratch + SUMS + 16 * k)));
    }
  }
}
