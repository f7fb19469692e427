// Single rows by several panels at once: a tile of one row and 8 columns would mostly wait for itself.
import { FROM_BIAS, FROM_OUTPUT, FROM_ZERO } from "./matrix_tiles";
import { PANEL_ROW, panelBytes } from "./panels";
import { activate, LINEAR, multiplyAdd } from "./vector_math";

/** One row by the 32 columns of four panels that lie apart. */
export function wideRow(
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
