// Matrix products of 32-bit floats, in tiles of up to 6 rows by 8 columns that stay in registers.
// Every output is one chain of multiply-adds in the order of k, whatever the tile, the number of
// rows or the threads: so the same row gives the same bits in any batch.
import { activate, LINEAR, multiplyAdd } from "./vector_math";

/** What a tile starts from: 0, what the output holds, or the bias that heads a packed panel. */
export const FROM_ZERO = 0;
export const FROM_OUTPUT = 1;
export const FROM_BIAS = 2;

/** Bytes of a packed panel's row, eight columns, and of its head, their biases. */
export const PANEL_ROW: usize = 32;

/** k is cut into parts of so many, that a panel of them and a few rows stay in the nearest cache. */
const K_PART = 512;

/** Numbers of A, rows times k, that are gone over for one panel after the other. */
const ROWS_PART = 4096;

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

/** One row by the 32 columns of four panels: a tile of one row and 8 columns would mostly wait. */
function wideRow(
  scratch: usize,
  c: usize,
  a: usize,
  panel: usize,
  panelBytes: usize,
  from: usize,
  k: i32,
  start: i32,
  code: i32,
): void {
  let p0 = panel, p1 = p0 + panelBytes, p2 = p1 + panelBytes, p3 = p2 + panelBytes;
  const zero = f32x4.splat(0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
  if (start == FROM_OUTPUT) {
    c0 = v128.load(c); c1 = v128.load(c, 16); c2 = v128.load(c, 32); c3 = v128.load(c, 48);
    c4 = v128.load(c, 64); c5 = v128.load(c, 80); c6 = v128.load(c, 96); c7 = v128.load(c, 112);
  } else if (start == FROM_BIAS) {
    c0 = v128.load(p0); c1 = v128.load(p0, 16); c2 = v128.load(p1); c3 = v128.load(p1, 16);
    c4 = v128.load(p2); c5 = v128.load(p2, 16); c6 = v128.load(p3); c7 = v128.load(p3, 16);
  }
  p0 += from; p1 += from; p2 += from; p3 += from;
  const end = a + (<usize>k << 2);
  while (a < end) {
    const s = v128.load32_splat(a);
    c0 = multiplyAdd(s, v128.load(p0), c0); c1 = multiplyAdd(s, v128.load(p0, 16), c1);
    c2 = multiplyAdd(s, v128.load(p1), c2); c3 = multiplyAdd(s, v128.load(p1, 16), c3);
    c4 = multiplyAdd(s, v128.load(p2), c4); c5 = multiplyAdd(s, v128.load(p2, 16), c5);
    c6 = multiplyAdd(s, v128.load(p3), c6); c7 = multiplyAdd(s, v128.load(p3, 16), c7);
    p0 += PANEL_ROW; p1 += PANEL_ROW; p2 += PANEL_ROW; p3 += PANEL_ROW;
    a += 4;
  }
  if (code != LINEAR) {
    c0 = activate(scratch, c0, code); c1 = activate(scratch, c1, code); c2 = activate(scratch, c2, code);
    c3 = activate(scratch, c3, code); c4 = activate(scratch, c4, code); c5 = activate(scratch, c5, code);
    c6 = activate(scratch, c6, code); c7 = activate(scratch, c7, code);
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112);
}

/** `panels` (a constant, 1 to 4) side by side in memory, for one row; see `multiplyWide`. */
// @ts-ignore: decorator of AssemblyScript
@inline
function wideGroup(panels: i32, c: usize, a: usize, packed: usize, k: i32, start: i32): void {
  const zero = f32x4.splat(0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
  const from = start == FROM_OUTPUT ? c : packed;
  if (start != FROM_ZERO) {
    c0 = v128.load(from); c1 = v128.load(from, 16);
    if (panels > 1) { c2 = v128.load(from, 32); c3 = v128.load(from, 48); }
    if (panels > 2) { c4 = v128.load(from, 64); c5 = v128.load(from, 80); }
    if (panels > 3) { c6 = v128.load(from, 96); c7 = v128.load(from, 112); }
  }
  const end = a + (<usize>k << 2);
  while (a < end) {
    packed += <usize>panels * PANEL_ROW;
    const s = v128.load32_splat(a);
    c0 = multiplyAdd(s, v128.load(packed), c0); c1 = multiplyAdd(s, v128.load(packed, 16), c1);
    if (panels > 1) {
      c2 = multiplyAdd(s, v128.load(packed, 32), c2); c3 = multiplyAdd(s, v128.load(packed, 48), c3);
    }
    if (panels > 2) {
      c4 = multiplyAdd(s, v128.load(packed, 64), c4); c5 = multiplyAdd(s, v128.load(packed, 80), c5);
    }
    if (panels > 3) {
      c6 = multiplyAdd(s, v128.load(packed, 96), c6); c7 = multiplyAdd(s, v128.load(packed, 112), c7);
    }
    a += 4;
  }
  v128.store(c, c0); v128.store(c, c1, 16);
  if (panels > 1) { v128.store(c, c2, 32); v128.store(c, c3, 48); }
  if (panels > 2) { v128.store(c, c4, 64); v128.store(c, c5, 80); }
  if (panels > 3) { v128.store(c, c6, 96); v128.store(c, c7, 112); }
}

/**
 * One row by a matrix that was packed wide: four panels side by side, so that a single row reads
 * the whole matrix in one run. All panels are whole.
 */
export function multiplyWide(
  c: usize,
  a: usize,
  packed: usize,
  k: i32,
  panels: i32,
  start: i32,
): void {
  const stride = panelBytes(k);
  let left = panels;
  for (; left >= 4; left -= 4, c += 128, packed += 4 * stride) {
    wideGroup(4, c, a, packed, k, start);
  }
  if (left == 3) wideGroup(3, c, a, packed, k, start);
  else if (left == 2) wideGroup(2, c, a, packed, k, start);
  else if (left == 1) wideGroup(1, c, a, packed, k, start);
}

/** Any number of rows by 8 columns; the last rows are shared out so that no tile is narrow. */
function rowTiles(
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
function partialTiles(
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

/** Copies a few numbers; memory.copy is slower for so few. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function copyFloats(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

/** Bytes of a packed panel of k rows. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function panelBytes(k: i32): usize {
  return <usize>(k + 1) * PANEL_ROW;
}

/**
 * C[rows, n] = start + A[rows, k] B, B packed: each panel's bias, then its rows. `scratch` has room
 * for 48 numbers. `from` and `k` choose a part of the `packedK` rows of the panels.
 */
export function multiplyPacked(
  scratch: usize,
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  packed: usize,
  packedK: i32,
  from: i32,
  k: i32,
  rows: i32,
  firstPanel: i32,
  endPanel: i32,
  n: i32,
  start: i32,
  code: i32,
): void {
  const stride = panelBytes(packedK);
  const head = <usize>(from + 1) * PANEL_ROW;
  const whole = min(endPanel, n >> 3);
  let panel = firstPanel;
  if (rows <= 2) {
    for (; panel + 4 <= whole; panel += 4) {
      for (let row = 0; row < rows; row++) {
        const out = c + row * ldc + (<usize>panel << 5);
        wideRow(scratch, out, a + row * lda, packed + panel * stride, stride, head, k, start, code);
      }
    }
  }
  for (; panel < endPanel; panel++) {
    const bias = packed + panel * stride;
    const out = c + (<usize>panel << 5);
    if (panel < whole) {
      rowTiles(scratch, out, ldc, a, lda, bias, bias + head, rows, k, start, code);
    } else {
      const columns = min(8, n - (panel << 3));
      partialTiles(scratch, out, ldc, a, lda, bias, bias + head, rows, columns, k, start, code);
    }
  }
}

/**
 * C[m, n] = activation(start + A[m, k] B), B packed. The units are rows of C where `byPanels` is 0,
 * panels of 8 columns (all of the `rows` rows) where it is 1.
 */
export function matrixProduct(
  scratch: usize,
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  packed: usize,
  rows: i32,
  n: i32,
  k: i32,
  start: i32,
  code: i32,
  byPanels: i32,
  begin: i32,
  end: i32,
): void {
  const firstRow = byPanels ? 0 : begin;
  const endRow = byPanels ? rows : end;
  const firstPanel = byPanels ? begin : 0;
  const endPanel = byPanels ? end : (n + 7) >> 3;
  let part = 0;
  do {
    const some = min(K_PART, k - part);
    const isLast = part + some >= k;
    const at = part == 0 ? start : FROM_OUTPUT;
    const block = max(6, ROWS_PART / max(some, 1) / 6 * 6);
    for (let row = firstRow; row < endRow;) {
      const left = endRow - row;
      const count = left < block + 6 ? left : block; // no narrow block at the end
      multiplyPacked(
        scratch,
        c + row * ldc,
        ldc,
        a + row * lda + (<usize>part << 2),
        lda,
        packed,
        k,
        part,
        some,
        count,
        firstPanel,
        endPanel,
        n,
        at,
        isLast ? code : LINEAR,
      );
      row += count;
    }
    part += some;
  } while (part < k);
}

/**
 * Packs B[k, n], its rows `rowStride` and its columns `columnStride` bytes apart, into panels of 8
 * columns: their biases (0 where `bias` is null), then their rows; columns beyond n are 0. The units
 * are panels.
 */
export function packColumns(
  _scratch: usize,
  packed: usize,
  b: usize,
  bias: usize,
  n: i32,
  k: i32,
  rowStride: usize,
  columnStride: usize,
  begin: i32,
  end: i32,
): void {
  let out = packed + begin * panelBytes(k);
  for (let panel = begin; panel < end; panel++) {
    const first = panel << 3;
    const columns = min(8, n - first);
    for (let column = 0; column < 8; column++) {
      const isThere = bias != 0 && column < columns;
      store<f32>(out + (<usize>column << 2), isThere ? load<f32>(bias + (<usize>(first + column) << 2)) : 0);
    }
    out += PANEL_ROW;
    let from = b + first * columnStride;
    if (columns == 8 && columnStride == 4) {
      for (let row = 0; row < k; row++, out += PANEL_ROW, from += rowStride) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
      }
    } else if (columns == 8) {
      for (let row = 0; row < k; row++, out += PANEL_ROW, from += rowStride) {
        store<f32>(out, load<f32>(from));
        store<f32>(out, load<f32>(from + columnStride), 4);
        store<f32>(out, load<f32>(from + 2 * columnStride), 8);
        store<f32>(out, load<f32>(from + 3 * columnStride), 12);
        store<f32>(out, load<f32>(from + 4 * columnStride), 16);
        store<f32>(out, load<f32>(from + 5 * columnStride), 20);
        store<f32>(out, load<f32>(from + 6 * columnStride), 24);
        store<f32>(out, load<f32>(from + 7 * columnStride), 28);
      }
    } else {
      for (let row = 0; row < k; row++, out += PANEL_ROW, from += rowStride) {
        v128.store(out, f32x4.splat(0));
        v128.store(out, f32x4.splat(0), 16);
        for (let column = 0; column < columns; column++) {
          store<f32>(out + (<usize>column << 2), load<f32>(from + column * columnStride));
        }
      }
    }
  }
}
