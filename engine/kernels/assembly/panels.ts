// A matrix packed into panels: its columns by eights, each eight with its biases as head and then its
// rows, so that a product reads it in one run.

/** Bytes of a packed panel's row, eight columns, and of its head, their biases. */
export const PANEL_ROW: usize = 32;

/** Bytes of a packed panel of k rows. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function panelBytes(k: i32): usize {
  return <usize>(k + 1) * PANEL_ROW;
}

/** Copies a few numbers; memory.copy is slower for so few. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function copyFloats(to: usize, from: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
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
