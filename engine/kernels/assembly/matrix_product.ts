// Matrix products of 32-bit floats. Every output is one chain of multiply-adds in the order of k,
// whatever the tile, the number of rows or the threads: so the same row gives the same bits in any
// batch.
import { FROM_OUTPUT, partialTiles, rowTiles } from "./matrix_tiles";
import { PANEL_ROW, panelBytes } from "./panels";
import { LINEAR } from "./vector_math";
import { wideRow } from "./wide_rows";

/** k is cut into parts of so many, that a panel of them and a few rows stay in the nearest cache. */
const K_PART = 512;

/** Numbers of A, rows times k, that are gone over for one panel after the other. */
const ROWS_PART = 4096;

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
