import { type Catalogue, type Grid, gridCellOf, reachesMagnitude } from "../../domain/mod.ts";
import { lowerBound } from "../../mathematics/mod.ts";

/** Number of times before `timeMs` in an ascending column: the index of the first not before it. */
export function countBefore(timesMs: ArrayLike<number>, timeMs: number): number {
  return lowerBound(timesMs, timeMs);
}

/** Origin times of events of at least a magnitude, ascending. */
export function timesOfTargets(
  { timeMs, magnitude }: Pick<Catalogue, "timeMs" | "magnitude">,
  minMagnitude: number,
): Float64Array {
  return timeMs.filter((_, row) => reachesMagnitude(magnitude[row], minMagnitude));
}

/** Events of at least a magnitude, with the cells they lie in. */
export interface CellEvents {
  /** Origin times, ascending, UTC epoch milliseconds. [event] */
  timeMs: Float64Array;
  /** Cell of the grid. [event] */
  cell: Int32Array;
}

/** The events of at least a magnitude that lie in a grid, in order of time. */
export function cellEventsOf(
  catalogue: Pick<Catalogue, "timeMs" | "magnitude" | "latitude" | "longitude">,
  { minMagnitude, grid }: { minMagnitude: number; grid: Grid },
): CellEvents {
  const { timeMs, magnitude, latitude, longitude } = catalogue;
  const cells = Int32Array.from(
    timeMs,
    (_, row) =>
      reachesMagnitude(magnitude[row], minMagnitude)
        ? gridCellOf(grid, latitude[row], longitude[row])
        : -1,
  );
  return {
    timeMs: timeMs.filter((_, row) => cells[row] >= 0),
    cell: cells.filter((cell) => cell >= 0),
  };
}

/**
 * Hands over, for each issue time in turn, the number of events of each cell in the span before it.
 * `visit` gets one array [cell] again and again, so it must take what it needs.
 */
export function visitTrailingCounts(
  { timeMs, cell }: CellEvents,
  { issueTimeMs, spanMs, cells }: { issueTimeMs: Float64Array; spanMs: number; cells: number },
  visit: (trailing: Int32Array, window: number) => void,
): void {
  const trailing = new Int32Array(cells);
  let [first, past] = [0, 0];
  issueTimeMs.forEach((issue, window) => {
    const [from, to] = [countBefore(timeMs, issue - spanMs), countBefore(timeMs, issue)];
    // Both ends may move either way, so issue times need not ascend.
    while (past < to) trailing[cell[past++]]++;
    while (past > to) trailing[cell[--past]]--;
    while (first < from) trailing[cell[first++]]--;
    while (first > from) trailing[cell[--first]]++;
    visit(trailing, window);
  });
}
