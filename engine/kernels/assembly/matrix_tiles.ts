// Tiles of a product of matrices: up to 6 rows by 8 columns that stay in registers, the right matrix
// packed into panels.
import { copyFloats, PANEL_ROW } from "./panels";
import { activate, LINEAR, multiplyAdd } from "./vector_math";

/** What a tile starts from: 0, what the output holds, or the bias that heads a packed panel. */
export const FROM_ZERO = 0;
export const FROM_OUTPUT = 1;
export const FROM_BIAS = 2;

/**
 * A tile: `rows` (a constant, 1 to 6) rows of C by 8 columns, k steps along A and a panel of B.
 * Rows of A lie `lda` bytes apart, each row's k numbers side by side.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
function rowTile(
  scratch: usize,
  rows: i32,
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  bias: usize,
  panel: usize,
  k: i32,
  start: i32,
  code: i32,
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
  } else if (start == FROM_BIAS) {
    c00 = v128.load(bias); c01 = v128.load(bias, 16);
    c10 = c00; c20 = c00; c30 = c00; c40 = c00; c50 = c00;
    c11 = c01; c21 = c01; c31 = c01; c41 = c01; c51 = c01;
  }
  let a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda, a4 = a3 + lda, a5 = a4 + lda;
  const end = a + (<usize>k << 2);
  while (a < end) {
    const b0 = v128.load(panel), b1 = v128.load(panel, 16);
    let s = v128.load32_splat(a);
    c00 = multiplyAdd(s, b0, c00); c01 = multiplyAdd(s, b1, c01);
    if (rows > 1) {
      s = v128.load32_splat(a1);
      c10 = multiplyAdd(s, b0, c10); c11 = multiplyAdd(s, b1, c11);
    }
    if (rows > 2) {
      s = v128.load32_splat(a2);
      c20 = multiplyAdd(s, b0, c20); c21 = multiplyAdd(s, b1, c21);
    }
    if (rows > 3) {
      s = v128.load32_splat(a3);
      c30 = multiplyAdd(s, b0, c30); c31 = multiplyAdd(s, b1, c31);
    }
    if (rows > 4) {
      s = v128.load32_splat(a4);
      c40 = multiplyAdd(s, b0, c40); c41 = multiplyAdd(s, b1, c41);
    }
    if (rows > 5) {
      s = v128.load32_splat(a5);
      c50 = multiplyAdd(s, b0, c50); c51 = multiplyAdd(s, b1, c51);
    }
    panel += PANEL_ROW;
    a += 4;
    if (rows > 1) a1 += 4;
    if (rows > 2) a2 += 4;
    if (rows > 3) a3 += 4;
    if (rows > 4) a4 += 4;
    if (rows > 5) a5 += 4;
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  if (rows > 1) { v128.store(d1, c10); v128.store(d1, c11, 16); }
  if (rows > 2) { v128.store(d2, c20); v128.store(d2, c21, 16); }
  if (rows > 3) { v128.store(d3, c30); v128.store(d3, c31, 16); }
  if (rows > 4) { v128.store(d4, c40); v128.store(d4, c41, 16); }
  if (rows > 5) { v128.store(d5, c50); v128.store(d5, c51, 16); }
  if (code == LINEAR) return;
  for (let row = 0; row < rows; row++, c += ldc) {
    v128.store(c, activate(scratch, v128.load(c), code));
    v128.store(c, activate(scratch, v128.load(c, 16), code), 16);
  }
}

/** Any number of rows by 8 columns; the last rows are shared out so that no tile is narrow. */
export function rowTiles(
  scratch: usize,
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  bias: usize,
  panel: usize,
  rows: i32,
  k: i32,
  start: i32,
  code: i32,
): void {
  while (rows >= 10 || rows == 6) {
    rowTile(scratch, 6, c, ldc, a, lda, bias, panel, k, start, code);
    rows -= 6; c += 6 * ldc; a += 6 * lda;
  }
  if (rows == 5 || rows == 9) {
    rowTile(scratch, 5, c, ldc, a, lda, bias, panel, k, start, code);
    rows -= 5; c += 5 * ldc; a += 5 * lda;
  }
  while (rows >= 4) {
    rowTile(scratch, 4, c, ldc, a, lda, bias, panel, k, start, code);
    rows -= 4; c += 4 * ldc; a += 4 * lda;
  }
  if (rows == 3) rowTile(scratch, 3, c, ldc, a, lda, bias, panel, k, start, code);
  else if (rows == 2) rowTile(scratch, 2, c, ldc, a, lda, bias, panel, k, start, code);
  else if (rows == 1) rowTile(scratch, 1, c, ldc, a, lda, bias, panel, k, start, code);
}

/** The same for a panel of which only some columns exist in C: through a narrow copy of C. */
export function partialTiles(
  scratch: usize,
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  bias: usize,
  panel: usize,
  rows: i32,
  columns: i32,
  k: i32,
  start: i32,
  code: i32,
): void {
  const bytes = <usize>columns << 2;
  while (rows > 0) {
    const some = rows >= 10 ? 6 : rows >= 7 ? rows - 4 : rows;
    if (start == FROM_OUTPUT) {
      for (let row = 0; row < some; row++) copyFloats(scratch + row * PANEL_ROW, c + row * ldc, bytes);
    }
    rowTiles(scratch, scratch, PANEL_ROW, a, lda, bias, panel, some, k, start, code);
    for (let row = 0; row < some; row++) copyFloats(c + row * ldc, scratch + row * PANEL_ROW, bytes);
    rows -= some; c += some * ldc; a += some * lda;
  }
}
