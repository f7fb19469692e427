import type { RateCell } from "./rate_cell.ts";

/** The cell that holds a place in degrees; undefined outside of all cells. */
export type CellFinder = (longitude: number, latitude: number) => RateCell | undefined;

/** Makes cells of a regular grid be found by a place, in a constant time. */
export function indexCells(cells: readonly RateCell[], cellDegrees: number): CellFinder {
  if (cells.length === 0) return () => undefined;
  const [[west, south]] = cells;
  const columns = Math.round(360 / cellDegrees);
  const key = (longitude: number, latitude: number) => {
    const column = Math.floor((longitude - west) / cellDegrees + 1e-6);
    const row = Math.floor((latitude - south) / cellDegrees + 1e-6);
    return (column % columns + columns) % columns + row * columns;
  };
  const found = new Map(cells.map((cell) => [key(cell[0], cell[1]), cell]));
  return (longitude, latitude) => found.get(key(longitude, latitude));
}

/** Middle of a cell, degrees east and north. [2] */
export function middleOf([west, south]: RateCell, cellDegrees: number): [number, number] {
  return [west + cellDegrees / 2, south + cellDegrees / 2];
}

/** Outline of a cell, clockwise as d3 wants it, degrees east and north. */
export function ringOf([west, south]: RateCell, cellDegrees: number): [number, number][] {
  const [east, north] = [west + cellDegrees, Math.min(90, south + cellDegrees)];
  return [[west, south], [west, north], [east, north], [east, south], [west, south]];
}
