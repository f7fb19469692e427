// Products of transposed rows, as gradients of weights need: C[m, n] = start + sum over steps of
// A[step, m] B[step, n]. At each step the numbers of A lie side by side, and so do those of B.
// Every output is one chain of multiply-adds in the order of the steps, whatever the tile or the
// threads.
import { FROM_OUTPUT } from "./matrix_tiles";
import { copyFloats, PANEL_ROW } from "./panels";
import { multiplyAdd } from "./vector_math";

/** Most rows of a tile of C. */
const TILE_ROWS = 6;

/** Steps that are gone over for one tile after the other: their A and B stay in the nearest cache. */
export const STEPS_PART = 128;

/** Tiles, at least, that make it worth while to lay the rows of a panel of B side by side. */
const TILES_TO_PACK = 3;

/** Tiles that so many rows are shared out to; none has more than six. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function tileCount(rows: i32): i32 {
  return (rows + TILE_ROWS - 1) / TILE_ROWS;
}

/** First row of a tile; the heights of tiles differ by one at most. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function tileStart(tile: i32, rows: i32): i32 {
  return <i32>(<i64>tile * rows / tileCount(rows)); // the product passes 32 bits from 113,512 rows on
}

/**
 * A tile: `rows` (a constant, 1 to 6) rows of C by 8 columns, over `segments` runs of `steps` steps.
 * The last step of a run and the first of the next lie a step and a skip apart.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
function tile(
  rows: i32,
  c: usize,
  ldc: usize,
  a: usize,
  aStep: usize,
  aSkip: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  steps: i32,
  segments: i32,
  start: i32,
): void {
  const zero = f32x4.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  const d1 = c + ldc, d2 = d1 + ldc, d3 = d2 + ldc, d4 = d3 + ldc, d5 = d4 + ldc;
  if (start == FROM_OUTPUT) {
    c00 = v128.load(c); c01 = v128.load(c, 16);
    if (rows > 1) { c10 = v128.load(d1); c11 = v128.load(d1, 16); }
    if (rows > 2) { c20 = v128.load(d2); c21 = v128.load(d2, 16); }
    if (rows > 3) { c30 = v128.load(d3); c31 = v128.load(d3, 16); }
    if (rows > 4) { c40 = v128.load(d4); c41 = v128.load(d4, 16); }
    if (rows > 5) { c50 = v128.load(d5); c51 = v128.load(d5, 16); }
  }
  for (; segments > 0; segments--) {
    for (let end = a + steps * aStep; a != end; a += aStep, b += bStep) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let s = v128.load32_splat(a);
      c00 = multiplyAdd(s, b0, c00); c01 = multiplyAdd(s, b1, c01);
      if (rows > 1) {
        s = v128.load32_splat(a, 4);
        c10 = multiplyAdd(s, b0, c10); c11 = multiplyAdd(s, b1, c11);
      }
      if (rows > 2) {
        s = v128.load32_splat(a, 8);
        c20 = multiplyAdd(s, b0, c20); c21 = multiplyAdd(s, b1, c21);
      }
      if (rows > 3) {
        s = v128.load32_splat(a, 12);
        c30 = multiplyAdd(s, b0, c30); c31 = multiplyAdd(s, b1, c31);
      }
      if (rows > 4) {
        s = v128.load32_splat(a, 16);
        c40 = multiplyAdd(s, b0, c40); c41 = multiplyAdd(s, b1, c41);
      }
      if (rows > 5) {
        s = v128.load32_splat(a, 20);
        c50 = multiplyAdd(s, b0, c50); c51 = multiplyAdd(s, b1, c51);
      }
    }
    a += aSkip;
    b += bSkip;
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  if (rows > 1) { v128.store(d1, c10); v128.store(d1, c11, 16); }
  if (rows > 2) { v128.store(d2, c20); v128.store(d2, c21, 16); }
  if (rows > 3) { v128.store(d3, c30); v128.store(d3, c31, 16); }
  if (rows > 4) { v128.store(d4, c40); v128.store(d4, c41, 16); }
  if (rows > 5) { v128.store(d5, c50); v128.store(d5, c51, 16); }
}

/** A tile of 1 to 6 rows of C by 8 columns. */
function wholeTile(
  rows: i32,
  c: usize,
  ldc: usize,
  a: usize,
  aStep: usize,
  aSkip: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  steps: i32,
  segments: i32,
  start: i32,
): void {
  if (rows == 6) tile(6, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  else if (rows == 5) tile(5, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  else if (rows == 4) tile(4, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  else if (rows == 3) tile(3, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  else if (rows == 2) tile(2, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  else if (rows == 1) tile(1, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
}

/**
 * A tile of which `columns` of the 8 columns exist in C, where fewer through a narrow copy of C in
 * `scratch`, which has room for 48 numbers. B has all 8 columns.
 */
export function columnTile(
  scratch: usize,
  rows: i32,
  columns: i32,
  c: usize,
  ldc: usize,
  a: usize,
  aStep: usize,
  aSkip: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  steps: i32,
  segments: i32,
  start: i32,
): void {
  if (columns == 8) {
    wholeTile(rows, c, ldc, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
    return;
  }
  const bytes = <usize>columns << 2;
  if (start == FROM_OUTPUT) {
    for (let row = 0; row < rows; row++) copyFloats(scratch + row * PANEL_ROW, c + row * ldc, bytes);
  }
  wholeTile(rows, scratch, PANEL_ROW, a, aStep, aSkip, b, bStep, bSkip, steps, segments, start);
  for (let row = 0; row < rows; row++) copyFloats(c + row * ldc, scratch + row * PANEL_ROW, bytes);
}

/** Whether a panel of B is laid side by side before so many tiles read it. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function packsRows(columns: i32, tiles: i32): boolean {
  return columns < 8 || tiles >= TILES_TO_PACK;
}

/** Lays a panel's rows of B side by side, columns that are not there as 0. */
export function packRows(
  packed: usize,
  columns: i32,
  b: usize,
  bStep: usize,
  bSkip: usize,
  steps: i32,
  segments: i32,
): void {
  const bytes = <usize>columns << 2;
  for (; segments > 0; segments--, b += bSkip) {
    if (columns == 8) {
      for (let step = 0; step < steps; step++, b += bStep, packed += PANEL_ROW) {
        v128.store(packed, v128.load(b));
        v128.store(packed, v128.load(b, 16), 16);
      }
    } else {
      for (let step = 0; step < steps; step++, b += bStep, packed += PANEL_ROW) {
        v128.store(packed, f32x4.splat(0));
        v128.store(packed, f32x4.splat(0), 16);
        copyFloats(packed, b, bytes);
      }
    }
  }
}

/** Steps in a part of a run: runs longer than STEPS_PART are cut into parts of about one length. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function stepsOfPart(steps: i32): i32 {
  const parts = (steps + STEPS_PART - 1) / STEPS_PART;
  return parts == 0 ? 0 : (steps + parts - 1) / parts;
}

/** Runs in a part: as many as have STEPS_PART steps together. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function segmentsOfPart(steps: i32): i32 {
  return max(1, STEPS_PART / max(1, steps));
}

/**
 * C[m, n] = start + sum over `segments` runs of `steps` steps of A[step, m] B[step, n]. The units
 * are tiles of C, panel of 8 columns after panel: tile `unit % tiles` of panel `unit / tiles`.
 */
export function columnProduct(
  scratch: usize,
  c: usize,
  ldc: usize,
  a: usize,
  aStep: usize,
  aSkip: usize,
  b: usize,
  bStep: usize,
  bSkip: usize,
  m: i32,
  n: i32,
  steps: i32,
  segments: i32,
  start: i32,
  begin: i32,
  end: i32,
): void {
  const tiles = tileCount(m);
  const packed = scratch + TILE_ROWS * PANEL_ROW;
  const longest = stepsOfPart(steps);
  const most = segmentsOfPart(steps);
  if (steps == 0) segments = 0;
  let at = start;
  let run = 0;
  do {
    const runs = min(most, segments - run);
    const aRun = a + run * (steps * aStep + aSkip);
    const bRun = b + run * (steps * bStep + bSkip);
    let step = 0;
    do {
      const some = min(longest, steps - step);
      const aPart = aRun + step * aStep;
      for (let unit = begin; unit < end;) {
        const panel = unit / tiles;
        const last = min(end, (panel + 1) * tiles);
        const columns = min(8, n - (panel << 3));
        let rows = bRun + step * bStep + (<usize>panel << 5);
        let rowStep = bStep, rowSkip = bSkip;
        if (packsRows(columns, last - unit)) {
          packRows(packed, columns, rows, bStep, bSkip, some, runs);
          rows = packed; rowStep = PANEL_ROW; rowSkip = 0;
        }
        for (; unit < last; unit++) {
          const row = tileStart(unit - panel * tiles, m);
          const height = tileStart(unit - panel * tiles + 1, m) - row;
          const out = c + row * ldc + (<usize>panel << 5);
          const from = aPart + (<usize>row << 2);
          columnTile(
            scratch, height, columns, out, ldc, from, aStep, aSkip, rows, rowStep, rowSkip, some, runs, at,
          );
        }
      }
      at = FROM_OUTPUT;
      step += some;
    } while (step < steps);
    run += runs;
  } while (run < segments);
}
