import type { Catalogue, Grid } from "../domain/mod.ts";
import { cellsOf } from "./build_map_series.ts";
import { targetRows } from "./build_series.ts";

/** Spans of time [start, end), both ascending, UTC epoch milliseconds. [span] */
export interface Spans {
  /** Their beginnings. [span] */
  startMs: Float64Array;
  /** Their ends, not in them. [span] */
  endMs: Float64Array;
}

/** Number of events of at least a magnitude in each span. [span] */
export function countTargets(
  catalogue: Catalogue,
  minMagnitude: number,
  spans: Spans,
): Float32Array {
  const rows = targetRows(catalogue, minMagnitude);
  const counts = new Float32Array(spans.startMs.length);
  let [first, past] = [0, 0];
  for (let span = 0; span < counts.length; span++) {
    while (first < rows.length && catalogue.timeMs[rows[first]] < spans.startMs[span]) first++;
    while (past < rows.length && catalogue.timeMs[rows[past]] < spans.endMs[span]) past++;
    counts[span] = past - first;
  }
  return counts;
}

/** Number of events of at least a magnitude in each cell and span. [span, cell] */
export function countCells(
  catalogue: Catalogue,
  limits: { minMagnitude: number; grid: Grid },
  spans: Spans,
): Float32Array {
  const { minMagnitude, grid } = limits;
  const { timeMs } = catalogue;
  const cellOf = cellsOf(catalogue, { grid, completeness: minMagnitude });
  const cells = grid.rows * grid.columns;
  const counts = new Float32Array(spans.startMs.length * cells);
  const current = new Float32Array(cells);
  let [first, past] = [0, 0];
  for (let span = 0; span < spans.startMs.length; span++) {
    for (; past < timeMs.length && timeMs[past] < spans.endMs[span]; past++) {
      if (cellOf[past] >= 0) current[cellOf[past]]++;
    }
    for (; first < past && timeMs[first] < spans.startMs[span]; first++) {
      if (cellOf[first] >= 0) current[cellOf[first]]--;
    }
    counts.set(current, span * cells);
  }
  return counts;
}
