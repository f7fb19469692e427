// Largest and average value of windows, channels last. Cells outside of the input do not count. The
// units are outputs, all channels of a place each.

/** Four numbers, or one where `isWhole` (a constant) is false. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function read(isWhole: bool, from: usize): v128 {
  return isWhole ? v128.load(from) : v128.load32_zero(from);
}

/** Writes four numbers, or one. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function write(isWhole: bool, to: usize, value: v128): void {
  if (isWhole) v128.store(to, value);
  else v128.store32_lane(to, value, 0);
}

/** Largest or average value of `lines` rows of `cells` cells, which lie `pixel` bytes apart. */
// @ts-ignore: decorator of AssemblyScript
@inline
function poolChannels(
  isMax: bool,
  isWhole: bool,
  x: usize,
  xRow: usize,
  pixel: usize,
  lines: i32,
  cells: i32,
): v128 {
  let value = f32x4.splat(isMax ? <f32>-Infinity : 0);
  for (let line = 0; line < lines; line++, x += xRow) {
    let cell = x;
    for (let i = 0; i < cells; i++, cell += pixel) {
      const next = read(isWhole, cell);
      value = isMax ? f32x4.max(value, next) : f32x4.add(value, next);
    }
  }
  return isMax ? value : f32x4.div(value, f32x4.splat(<f32>(lines * cells)));
}

/** Sixteen channels of a window, side by side: each sum waits for itself alone. */
// @ts-ignore: decorator of AssemblyScript
@inline
function averageSixteen(
  out: usize,
  x: usize,
  xRow: usize,
  pixel: usize,
  lines: i32,
  cells: i32,
): void {
  let first = f32x4.splat(0), second = first, third = first, fourth = first;
  for (let line = 0; line < lines; line++, x += xRow) {
    let cell = x;
    for (let i = 0; i < cells; i++, cell += pixel) {
      first = f32x4.add(first, v128.load(cell));
      second = f32x4.add(second, v128.load(cell, 16));
      third = f32x4.add(third, v128.load(cell, 32));
      fourth = f32x4.add(fourth, v128.load(cell, 48));
    }
  }
  const count = f32x4.splat(<f32>(lines * cells));
  v128.store(out, f32x4.div(first, count));
  v128.store(out, f32x4.div(second, count), 16);
  v128.store(out, f32x4.div(third, count), 32);
  v128.store(out, f32x4.div(fourth, count), 48);
}

/**
 * Sixteen channels of a window, side by side. `pmax` is one instruction where `max` is eight, but
 * passes over what is not a number: that is noted by itself, as all bits set, which is none either.
 */
// @ts-ignore: decorator of AssemblyScript
@inline
function maxSixteen(
  out: usize,
  x: usize,
  xRow: usize,
  pixel: usize,
  lines: i32,
  cells: i32,
): void {
  let first = f32x4.splat(<f32>-Infinity), second = first, third = first, fourth = first;
  let none1 = i32x4.splat(0), none2 = none1, none3 = none1, none4 = none1;
  for (let line = 0; line < lines; line++, x += xRow) {
    let cell = x;
    for (let i = 0; i < cells; i++, cell += pixel) {
      const next1 = v128.load(cell);
      first = f32x4.pmax(first, next1);
      none1 = v128.or(none1, f32x4.ne(next1, next1));
      const next2 = v128.load(cell, 16);
      second = f32x4.pmax(second, next2);
      none2 = v128.or(none2, f32x4.ne(next2, next2));
      const next3 = v128.load(cell, 32);
      third = f32x4.pmax(third, next3);
      none3 = v128.or(none3, f32x4.ne(next3, next3));
      const next4 = v128.load(cell, 48);
      fourth = f32x4.pmax(fourth, next4);
      none4 = v128.or(none4, f32x4.ne(next4, next4));
    }
  }
  v128.store(out, v128.or(first, none1));
  v128.store(out, v128.or(second, none2), 16);
  v128.store(out, v128.or(third, none3), 32);
  v128.store(out, v128.or(fourth, none4), 48);
}

/** Either pool, for the outputs from `begin` to `end`. */
// @ts-ignore: decorator of AssemblyScript
@inline
function pool(
  isMax: bool,
  out: usize,
  x: usize,
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
  for (let unit = begin; unit < end; unit++) {
    const line = unit / columns;
    const example = line / rows;
    const top = (line - example * rows) * rowStep + rowOrigin;
    const left = (unit - line * columns) * columnStep + columnOrigin;
    const firstRow = max(0, top), firstColumn = max(0, left);
    const lines = max(0, min(xRows, top + kernelRows) - firstRow);
    const cells = max(0, min(xColumns, left + kernelColumns) - firstColumn);
    let from = x + (example * xRows + firstRow) * xRow + firstColumn * pixel;
    let to = out + unit * pixel;
    let channel = 0;
    for (; channel + 16 <= channels; channel += 16, from += 64, to += 64) {
      if (isMax) maxSixteen(to, from, xRow, pixel, lines, cells);
      else averageSixteen(to, from, xRow, pixel, lines, cells);
    }
    for (; channel + 4 <= channels; channel += 4, from += 16, to += 16) {
      write(true, to, poolChannels(isMax, true, from, xRow, pixel, lines, cells));
    }
    for (; channel < channels; channel++, from += 4, to += 4) {
      write(false, to, poolChannels(isMax, false, from, xRow, pixel, lines, cells));
    }
  }
}

/** Largest value of each window; not a number where one in it is none. */
export function maxPool(
  _scratch: usize,
  out: usize,
  x: usize,
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
  pool(
    true, out, x, rows, columns, xRows, xColumns, channels, kernelRows, kernelColumns, rowStep,
    columnStep, rowOrigin, columnOrigin, begin, end,
  );
}

/** Average of each window. */
export function averagePool(
  _scratch: usize,
  out: usize,
  x: usize,
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
  pool(
    false, out, x, rows, columns, xRows, xColumns, channels, kernelRows, kernelColumns, rowStep,
    columnStep, rowOrigin, columnOrigin, begin, end,
  );
}
