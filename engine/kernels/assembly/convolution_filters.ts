// Gradient of a convolution's filters: at each output the taps of a kernel's row lie side by side in
// the input, so it is a column product whose rows of A overlap. The order of each sum is fixed by the
// sizes alone: part after part of the outputs, and within a part those where the whole tile lies
// inside of the input, then those left and right of them.
import {
  columnTile,
  packRows,
  packsRows,
  segmentsOfPart,
  stepsOfPart,
  tileCount,
  tileStart,
} from "./column_product";
import { endInside, firstInside } from "./convolution";
import { FROM_OUTPUT, FROM_ZERO } from "./matrix_tiles";
import { PANEL_ROW } from "./panels";

/** Bytes of scratch that `columnTile` takes. */
const TILE_BYTES: usize = 192;

/** Rows `firstRow` to `endRow` of a kernel row's gradient: outputs `from` to `to` of some runs. */
// @ts-ignore: decorator of AssemblyScript
@inline
function addOutputs(
  scratch: usize,
  out: usize,
  outRow: usize,
  firstRow: i32,
  endRow: i32,
  columns: i32,
  x: usize,
  xStep: usize,
  xRun: usize,
  b: usize,
  bStep: usize,
  bRun: usize,
  from: i32,
  to: i32,
  runs: i32,
): void {
  if (from >= to) return;
  columnTile(
    scratch,
    endRow - firstRow,
    columns,
    out + firstRow * outRow,
    outRow,
    x + from * xStep + (<usize>firstRow << 2),
    xStep,
    xRun - (to - from) * xStep,
    b + from * bStep,
    bStep,
    bRun - (to - from) * bStep,
    to - from,
    runs,
    FROM_OUTPUT,
  );
}

/**
 * out[kernelRows, kernelColumns, channels, filters] = start + sum over outputs of x, at
 * the tap of the output, times slope[batch, rows, columns, filters]. The units are tiles of `out`,
 * panel of 8 filters after panel: a kernel row after the other, each cut as in a column product.
 */
export function convolutionFilters(
  scratch: usize,
  out: usize,
  x: usize,
  slope: usize,
  batch: i32,
  rows: i32,
  columns: i32,
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
  start: i32,
  begin: i32,
  end: i32,
): void {
  const tapRow = kernelColumns * channels;
  const tiles = tileCount(tapRow);
  const tilesOfPanel = kernelRows * tiles;
  const outRow = <usize>filters << 2;
  if (start == FROM_ZERO) clearTiles(out, begin, end, tapRow, kernelRows, filters);
  const pixel = <usize>channels << 2;
  const xRow = xColumns * pixel;
  const xStep = columnStep * pixel;
  const slopeRow = columns * outRow;
  // The runs of a column product: rows of outputs, or examples where each has but one row.
  const isFlat = rows == 1;
  const runs = isFlat ? batch : rows;
  const xRun = isFlat ? xRows * xRow : rowStep * xRow;
  const groups = isFlat ? 1 : batch;
  const packed = scratch + TILE_BYTES;
  const longest = max(1, stepsOfPart(columns));
  const most = segmentsOfPart(columns);
  for (let group = 0; group < groups; group++) {
    for (let run = 0; run < runs; run += most) {
      const endRun = min(run + most, runs);
      for (let from = 0; from < columns; from += longest) {
        const to = min(from + longest, columns);
        const slopePart = slope + (group * runs + run) * slopeRow + from * outRow;
        for (let unit = begin; unit < end;) {
          const panel = unit / tilesOfPanel;
          const last = min(end, (panel + 1) * tilesOfPanel);
          const width = min(8, filters - (panel << 3));
          let b = slopePart + (<usize>panel << 5);
          let bStep = outRow, bRun = slopeRow;
          if (packsRows(width, last - unit)) {
            packRows(packed, width, b, outRow, slopeRow - (to - from) * outRow, to - from, endRun - run);
            b = packed; bStep = PANEL_ROW; bRun = (to - from) * PANEL_ROW;
          }
          b -= from * bStep; // where the row's first output would be
          for (; unit < last; unit++) {
            const place = unit - panel * tilesOfPanel;
            const tapLine = place / tiles;
            const tile = place - tapLine * tiles;
            const origin = rowOrigin + tapLine;
            // Runs whose row of taps lies inside of the input.
            let firstRun = run, stopRun = endRun;
            if (isFlat) {
              if (origin < 0 || origin >= xRows) continue;
            } else {
              firstRun = max(run, firstInside(origin, rowStep));
              stopRun = min(endRun, endInside(xRows, origin, rowStep));
            }
            const count = stopRun - firstRun;
            if (count <= 0) continue;
            const top = tileStart(tile, tapRow), bottom = tileStart(tile + 1, tapRow);
            const firstTap = top / channels, lastTap = (bottom - 1) / channels;
            // Outputs for which all taps of the tile lie inside of the input.
            const left = min(to, max(from, firstInside(columnOrigin + firstTap, columnStep)));
            const right = max(left, min(to, endInside(xColumns, columnOrigin + lastTap, columnStep)));
            const example = isFlat ? firstRun : group;
            const line = (isFlat ? 0 : firstRun * rowStep) + origin;
            const xPart = x + (example * xRows + line) * xRow + columnOrigin * pixel;
            const bPart = b + (firstRun - run) * bRun;
            const c = out + tapLine * tapRow * outRow + (<usize>panel << 5);
            addOutputs(
              scratch, c, outRow, top, bottom, width, xPart, xStep, xRun, bPart, bStep, bRun, left, right, count,
            );
            for (let tap = firstTap; tap <= lastTap; tap++) {
              const first = max(top, tap * channels), stop = min(bottom, (tap + 1) * channels);
              const low = max(from, firstInside(columnOrigin + tap, columnStep));
              const high = min(to, endInside(xColumns, columnOrigin + tap, columnStep));
              addOutputs(
                scratch, c, outRow, first, stop, width, xPart, xStep, xRun, bPart, bStep, bRun,
                low, min(high, left), count,
              );
              addOutputs(
                scratch, c, outRow, first, stop, width, xPart, xStep, xRun, bPart, bStep, bRun,
                max(low, right), high, count,
              );
            }
          }
        }
      }
    }
  }
}

/** Sets tiles of the gradient to 0. */
function clearTiles(out: usize, begin: i32, end: i32, tapRow: i32, kernelRows: i32, filters: i32): void {
  const tiles = tileCount(tapRow);
  for (let unit = begin; unit < end; unit++) {
    const panel = unit / (kernelRows * tiles);
    const tapLine = unit / tiles % kernelRows;
    const tile = unit % tiles;
    const bytes = <usize>min(8, filters - (panel << 3)) << 2;
    for (let row = tileStart(tile, tapRow); row < tileStart(tile + 1, tapRow); row++) {
      memory.fill(out + ((tapLine * tapRow + row) * <usize>filters << 2) + (<usize>panel << 5), 0, bytes);
    }
  }
}
