// What each group of the events before a target adds to its rate, under several scales of distance.
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
  SCALES,
  SERIES_BYTES,
  squaredArc,
  sumOf,
  TIME_SCALE,
} from "./etas_terms";

/** Sums of a group: rate and integral in the whole plane, the rate here under four scales, and turned. */
const GROUP: usize = 7;

/** Columns of the sources. */
const COLUMNS: usize = 11;

// Behind the series in the scratch: the last source of an odd number, beside itself without weight,
// and the sums, two lanes each.
const LAST: usize = SERIES_BYTES;
const SUMS: usize = LAST + 16 * COLUMNS;

/** Adds pairs of sources from `source` to `stop`, whose columns are `stride` bytes apart. */
function addGroup(
  scratch: usize,
  target: usize,
  targetBytes: usize,
  source: usize,
  stop: usize,
  stride: usize,
  law: usize,
  temporal: usize,
  spatial: usize,
  isScaled: bool,
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
  const firstScale = v128.load64_splat(law + SCALES);
  const secondScale = v128.load64_splat(law + SCALES + 8);
  const thirdScale = v128.load64_splat(law + SCALES + 16);
  const fourthScale = v128.load64_splat(law + SCALES + 24);
  const sums = scratch + SUMS;
  let plane = v128.load(sums), sofar = v128.load(sums + 16);
  let first = v128.load(sums + 32), second = v128.load(sums + 48);
  let third = v128.load(sums + 64), fourth = v128.load(sums + 80);
  let turned = v128.load(sums + 96);
  for (; source < stop; source += 16) {
    const dt = f64x2.sub(time, v128.load(source));
    const age = multiplyAddDoubles(dt, timeScale, c);
    const row = rowOf(temporal, i64x2.extract_lane(age, 0), base, rows);
    const rowToo = rowOf(temporal, i64x2.extract_lane(age, 1), base, rows);
    // age - age is 0, and NaN for what is no number.
    const inside = f64x2.add(placeInside(age), f64x2.sub(age, age));
    const integral = polynomials(row, rowToo, inside);
    const fading = polynomials(row + CELL_BYTES, rowToo + CELL_BYTES, inside);
    const dx = f64x2.sub(x, v128.load(source + stride));
    const dy = f64x2.sub(y, v128.load(source + 2 * stride));
    const dz = f64x2.sub(z, v128.load(source + 3 * stride));
    const chord = multiplyAddDoubles(dx, dx, multiplyAddDoubles(dy, dy, f64x2.mul(dz, dz)));
    const arc = squaredArc(scratch, chord, curvature);
    const spread = v128.load(source + 4 * stride);
    const weighted = f64x2.mul(v128.load(source + 5 * stride), fading);
    const planeWeight = v128.load(source + 6 * stride);
    plane = multiplyAddDoubles(planeWeight, fading, plane);
    sofar = multiplyAddDoubles(planeWeight, integral, sofar);
    const own = powers(spatial, multiplyAddDoubles(spread, firstScale, arc));
    first = multiplyAddDoubles(weighted, own, first);
    if (isScaled) {
      const near = powers(spatial, multiplyAddDoubles(spread, secondScale, arc));
      const middle = powers(spatial, multiplyAddDoubles(spread, thirdScale, arc));
      const far = powers(spatial, multiplyAddDoubles(spread, fourthScale, arc));
      second = multiplyAddDoubles(weighted, near, second);
      third = multiplyAddDoubles(weighted, middle, third);
      fourth = multiplyAddDoubles(weighted, far, fourth);
      const along = multiplyAddDoubles(
        dx,
        v128.load(source + 7 * stride),
        multiplyAddDoubles(
          dy,
          v128.load(source + 8 * stride),
          f64x2.mul(dz, v128.load(source + 9 * stride)),
        ),
      );
      const across = multiplyAddDoubles(along, along, spread);
      const ellipse = multiplyAddDoubles(arc, v128.load(source + 10 * stride), across);
      turned = multiplyAddDoubles(weighted, powers(spatial, ellipse), turned);
    }
  }
  v128.store(sums, plane);
  v128.store(sums + 16, sofar);
  v128.store(sums + 32, first);
  v128.store(sums + 48, second);
  v128.store(sums + 64, third);
  v128.store(sums + 80, fourth);
  v128.store(sums + 96, turned);
}

/** Puts a lone source where `addGroup` can take it as a pair; gives its place. */
function pairUp(scratch: usize, source: usize, stride: usize): usize {
  const last = scratch + LAST;
  for (let column: usize = 0; column < COLUMNS; column++) {
    v128.store(last + 16 * column, v128.load64_splat(source + column * stride));
  }
  v128.store(last + 80, v128.load64_zero(source + 5 * stride));
  v128.store(last + 96, v128.load64_zero(source + 6 * stride));
  return last;
}

/**
 * For each target and group of sources: what they add to the rate of the whole plane and to its
 * integral since each source, and to the rate here where their spread is multiplied by the first of
 * the law's scales; where the group is scaled, by the others too, and where distance is measured by an
 * ellipse of its own: α r² + (d · u)² for r². out: [target, group, 7]; ranges: first source of a group
 * and one past its last, 32-bit, [target, group, 2]; isScaled: 0 or 1, 32-bit, [group]; sources: as in
 * `etasSums`, then u's three coordinates and α; targets and tables as there. Units: targets.
 */
export function etasGroups(
  scratch: usize,
  out: usize,
  targets: usize,
  ranges: usize,
  sources: usize,
  law: usize,
  temporal: usize,
  spatial: usize,
  isScaled: usize,
  m: i32,
  n: i32,
  groups: i32,
  begin: i32,
  end: i32,
): void {
  prepareSeries(scratch);
  const stride = <usize>n << 3, targetBytes = <usize>m << 3;
  const sums = scratch + SUMS;
  for (let i = begin; i < end; i++) {
    const target = targets + (<usize>i << 3);
    for (let group = 0; group < groups; group++) {
      const at = <usize>(i * groups + group);
      const from = load<i32>(ranges + (at << 3)), to = load<i32>(ranges + (at << 3) + 4);
      const scaled = load<i32>(isScaled + (<usize>group << 2)) != 0;
      memory.fill(sums, 0, GROUP * 16);
      const start = sources + (<usize>from << 3);
      const stop = start + (<usize>((to - from) & ~1) << 3);
      addGroup(scratch, target, targetBytes, start, stop, stride, law, temporal, spatial, scaled);
      if ((to - from) & 1) {
        const last = pairUp(scratch, stop, stride);
        addGroup(
          scratch,
          target,
          targetBytes,
          last,
          last + 16,
          16,
          law,
          temporal,
          spatial,
          scaled,
        );
      }
      const place = out + at * GROUP * 8;
      for (let k: usize = 0; k < GROUP; k++) {
        store<f64>(place + 8 * k, sumOf(v128.load(sums + 16 * k)));
      }
    }
  }
}
