// Gradients of pools. The units are places of the input, which gather what the windows over them
// give, in the order of the windows.
import { endInside, firstInside } from "./convolution";
import { read, write } from "./pooling";

/** Where value and largest are the same number, or both none. */
// @ts-ignore: decorator of AssemblyScript
@inline
function isLargest(value: v128, largest: v128): v128 {
  const areNone = v128.and(f32x4.ne(value, value), f32x4.ne(largest, largest));
  return v128.or(f32x4.eq(value, largest), areNone);
}

/** Where no cell of a window before a given one is its largest: of whole rows and of the last row. */
// @ts-ignore: decorator of AssemblyScript
@inline
function isFirst(
  isWhole: bool,
  largest: v128,
  x: usize,
  xRow: usize,
  pixel: usize,
  lines: i32,
  cells: i32,
  lastCells: i32,
): v128 {
  let before = i32x4.splat(0);
  for (let line = 0; line <= lines; line++, x += xRow) {
    const end = line == lines ? lastCells : cells;
    let cell = x;
    for (let i = 0; i < end; i++, cell += pixel) {
      before = v128.or(before, isLargest(read(isWhole, cell), largest));
    }
  }
  return v128.not(before);
}

/** Adds what a window gives to one of its cells: its slope where this is the first of the largest. */
// @ts-ignore: decorator of AssemblyScript
@inline
function addMax(
  isWhole: bool,
  to: usize,
  cell: usize,
  largest: usize,
  slope: usize,
  window: usize,
  xRow: usize,
  pixel: usize,
  lines: i32,
  cells: i32,
  lastCells: i32,
): void {
  const top = read(isWhole, largest);
  let mask = isLargest(read(isWhole, cell), top);
  if (!v128.any_true(mask)) return;
  mask = v128.and(mask, isFirst(isWhole, top, window, xRow, pixel, lines, cells, lastCells));
  write(isWhole, to, f32x4.add(read(isWhole, to), v128.and(mask, read(isWhole, slope))));
}

/**
 * Gradient of `maxPool` to x: each window's goes to the first of its largest cells, row after row,
 * where what is not a number counts as largest. `largest` is what `maxPool` gave.
 */
export function maxPoolGradient(
  _scratch: usize,
  out: usize,
  x: usize,
  largest: usize,
  slope: usize,
  rows: i32,
  columns: i32,
  xRows: i32,
  xColumns: i32,
  channels: i32,
  kernelRows: i32,
  kernelColumns: i32,
  rowStep: i32,
  columnStep: i32,
  rowOrigin: i32,
  columnOrigin: i32,
  begin: i32,
  end: i32,
): void {
  const pixel = <usize>channels << 2;
  const xRow = xColumns * pixel;
  memory.fill(out + begin * pixel, 0, max(0, end - begin) * pixel);
  for (let unit = begin; unit < end; unit++) {
    const line = unit / xColumns;
    const example = line / xRows;
    const row = line - example * xRows;
    const column = unit - line * xColumns;
    // The windows over this cell.
    const firstRow = firstInside(rowOrigin + kernelRows - 1 - row, rowStep);
    const endRow = min(rows, endInside(row + 1, rowOrigin, rowStep));
    const firstColumn = firstInside(columnOrigin + kernelColumns - 1 - column, columnStep);
    const endColumn = min(columns, endInside(column + 1, columnOrigin, columnStep));
    const cell = unit * pixel;
    for (let i = firstRow; i < endRow; i++) {
      const top = max(0, i * rowStep + rowOrigin);
      for (let j = firstColumn; j < endColumn; j++) {
        const left = max(0, j * columnStep + columnOrigin);
        const cells = min(xColumns, j * columnStep + columnOrigin + kernelColumns) - left;
        const corner = (example * xRows + top) * xRow + left * pixel;
        const output = ((example * rows + i) * columns + j) * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16) {
          addMax(
            true, out + cell + channel, x + cell + channel, largest + output + channel,
            slope + output + channel, x + corner + channel, xRow, pixel, row - top, cells, column - left,
          );
        }
        for (; channel < pixel; channel += 4) {
          addMax(
            false, out + cell + channel, x + cell + channel, largest + output + channel,
            slope + output + channel, x + corner + channel, xRow, pixel, row - top, cells, column - left,
          );
        }
      }
    }
  }
}

/** Gradient of `averagePool` to x: each window's goes to its cells in equal parts. */
export function averagePoolGradient(
  _scratch: usize,
  out: usize,
  slope: usize,
  rows: i32,
  columns: i32,
  xRows: i32,
  xColumns: i32,
  channels: i32,
  kernelRows: i32,
  kernelColumns: i32,
  rowStep: i32,
  columnStep: i32,
  rowOrigin: i32,
  columnOrigin: i32,
  begin: i32,
  end: i32,
): void {
  const pixel = <usize>channels << 2;
  memory.fill(out + begin * pixel, 0, max(0, end - begin) * pixel);
  for (let unit = begin; unit < end; unit++) {
    const line = unit / xColumns;
    const example = line / xRows;
    const row = line - example * xRows;
    const column = unit - line * xColumns;
    const firstRow = firstInside(rowOrigin + kernelRows - 1 - row, rowStep);
    const endRow = min(rows, endInside(row + 1, rowOrigin, rowStep));
    const firstColumn = firstInside(columnOrigin + kernelColumns - 1 - column, columnStep);
    const endColumn = min(columns, endInside(column + 1, columnOrigin, columnStep));
    for (let i = firstRow; i < endRow; i++) {
      const top = i * rowStep + rowOrigin;
      const lines = min(xRows, top + kernelRows) - max(0, top);
      for (let j = firstColumn; j < endColumn; j++) {
        const left = j * columnStep + columnOrigin;
        const cells = min(xColumns, left + kernelColumns) - max(0, left);
        const count = f32x4.splat(<f32>(lines * cells));
        let from = slope + ((example * rows + i) * columns + j) * pixel;
        let to = out + unit * pixel;
        const end = to + pixel;
        for (; to + 16 <= end; to += 16, from += 16) {
          write(true, to, f32x4.add(v128.load(to), f32x4.div(v128.load(from), count)));
        }
        for (; to < end; to += 4, from += 4) {
          const part = f32x4.div(v128.load32_zero(from), count);
          write(false, to, f32x4.add(v128.load32_zero(to), part));
        }
      }
    }
  }
}
