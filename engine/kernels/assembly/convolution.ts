// Convolutions of 32-bit floats, channels last. The taps of a kernel's row lie side by side in the
// input, for each output: so a row of outputs is a matrix product whose rows overlap, and nothing is
// copied. Sums go over the kernel's rows, columns and channels in this order; taps outside of the
// input are left out.
import { multiplyPacked } from "./matrix_product";
import { FROM_BIAS, FROM_OUTPUT } from "./matrix_tiles";
import { PANEL_ROW, panelBytes } from "./panels";
import { LINEAR } from "./vector_math";

/** A tap row is cut into parts of so many numbers, as in a matrix product. */
const K_PART = 512;

/** First output whose tap, at `output * step + origin`, does not lie before the input. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function firstInside(origin: i32, step: i32): i32 {
  return origin >= 0 ? 0 : (step - 1 - origin) / step;
}

/** End of the outputs whose tap, at `output * step + origin`, lies before `size`. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function endInside(size: i32, origin: i32, step: i32): i32 {
  return size <= origin ? 0 : (size - 1 - origin) / step + 1;
}

/** `count` outputs of a row which have the same taps: kernel rows `first` to `end`, k numbers of each. */
function sumTaps(
  scratch: usize,
  out: usize,
  outColumn: usize,
  x: usize,
  xColumn: usize,
  xRow: usize,
  packed: usize,
  kernelRows: i32,
  tapRow: i32,
  from: i32,
  k: i32,
  count: i32,
  first: i32,
  end: i32,
  filters: i32,
  code: i32,
): void {
  const allK = kernelRows * tapRow;
  const panels = (filters + 7) >> 3;
  let at = FROM_BIAS;
  if (k > 0) {
    for (let row = first; row < end; row++) {
      for (let part = 0; part < k; part += K_PART) {
        const some = min(K_PART, k - part);
        const isLast = row + 1 == end && part + some == k;
        multiplyPacked(
          scratch,
          out,
          outColumn,
          x + row * xRow + (<usize>part << 2),
          xColumn,
          packed,
          allK,
          row * tapRow + from + part,
          some,
          count,
          0,
          panels,
          filters,
          at,
          isLast ? code : LINEAR,
        );
        at = FROM_OUTPUT;
      }
    }
  }
  if (at == FROM_BIAS) { // no tap lies inside
    multiplyPacked(
      scratch, out, outColumn, x, xColumn, packed, allK, 0, 0, count, 0, panels, filters, FROM_BIAS, code,
    );
  }
}

/**
 * out[example, row, column, filters] = activation(bias + sum over taps of x[example, row * rowStep +
 * rowOrigin + tap row, column * columnStep + columnOrigin + tap column, channels] weights[taps,
 * channels, filters]), with the weights and bias as `packColumns` leaves them. Outputs lie `outExample`,
 * `outRow` and `outColumn` bytes apart. The units are blocks of `block` columns of a row of an example.
 */
export function convolve(
  scratch: usize,
  out: usize,
  x: usize,
  packed: usize,
  outExample: usize,
  outRow: usize,
  outColumn: usize,
  rows: i32,
  columns: i32,
  block: i32,
  xRows: i32,
  xColumns: i32,
  channels: i32,
  kernelRows: i32,
  kernelColumns: i32,
  filters: i32,
  rowStep: i32,
  columnStep: i32,
  rowOrigin: i32,
  columnOrigin: i32,
  code: i32,
  begin: i32,
  end: i32,
): void {
  const blocks = (columns + block - 1) / block;
  const pixel = <usize>channels << 2;
  const xRow = xColumns * pixel;
  const tapRow = kernelColumns * channels;
  // Outputs between these have all their columns of taps inside of the input.
  const firstWhole = firstInside(columnOrigin, columnStep);
  const endWhole = endInside(xColumns - kernelColumns + 1, columnOrigin, columnStep);
  for (let unit = begin; unit < end; unit++) {
    const line = unit / blocks;
    const example = line / rows;
    const row = line - example * rows;
    const top = row * rowStep + rowOrigin;
    const firstRow = max(0, -top);
    const endRow = min(kernelRows, xRows - top);
    const outLine = out + example * outExample + row * outRow;
    const xLine = x + (example * xRows + top) * xRow;
    let column = (unit - line * blocks) * block;
    const endColumn = min(columns, column + block);
    while (column < endColumn) {
      const left = column * columnStep + columnOrigin;
      let count = 1;
      let firstTap = 0;
      let taps = kernelColumns;
      if (column >= firstWhole && column < endWhole) {
        count = min(endWhole, endColumn) - column;
      } else {
        firstTap = max(0, -left);
        taps = min(kernelColumns, xColumns - left) - firstTap;
      }
      sumTaps(
        scratch,
        outLine + column * outColumn,
        outColumn,
        xLine + (left + firstTap) * pixel,
        columnStep * pixel,
        xRow,
        packed,
        kernelRows,
        tapRow,
        firstTap * channels,
        taps * channels,
        count,
        firstRow,
        endRow,
        filters,
        code,
      );
      column += count;
    }
  }
}

/**
 * Packs weights[kernelRows, kernelColumns, n, k] as the weights of one phase of a transposed
 * convolution: of the kernel's rows those from `firstRow` on, `rowStep` apart, `rowTaps` of them, last
 * first; of its columns the same; inputs and outputs exchanged. The units are panels of 8 columns.
 */
export function packPhase(
  _scratch: usize,
  packed: usize,
  weights: usize,
  bias: usize,
  kernelColumns: i32,
  n: i32,
  k: i32,
  firstRow: i32,
  rowStep: i32,
  rowTaps: i32,
  firstColumn: i32,
  columnStep: i32,
  columnTaps: i32,
  begin: i32,
  end: i32,
): void {
  const tap = <usize>n * k << 2;
  const line = <usize>k << 2;
  let out = packed + begin * panelBytes(rowTaps * columnTaps * k);
  for (let panel = begin; panel < end; panel++) {
    const first = panel << 3;
    const columns = min(8, n - first);
    for (let column = 0; column < 8; column++) {
      const isThere = bias != 0 && column < columns;
      store<f32>(out + (<usize>column << 2), isThere ? load<f32>(bias + (<usize>(first + column) << 2)) : 0);
    }
    out += PANEL_ROW;
    for (let row = rowTaps - 1; row >= 0; row--) {
      for (let column = columnTaps - 1; column >= 0; column--) {
        const place = (firstRow + row * rowStep) * kernelColumns + firstColumn + column * columnStep;
        let from = weights + place * tap + first * line;
        for (let i = 0; i < k; i++, from += 4, out += PANEL_ROW) {
          for (let j = 0; j < 8; j++) {
            store<f32>(out + (<usize>j << 2), j < columns ? load<f32>(from + j * line) : 0);
          }
        }
      }
    }
  }
}
