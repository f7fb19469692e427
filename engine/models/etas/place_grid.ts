import type { PlaceColumns } from "./place_columns.ts";

/** Places laid cell by cell of a square grid, so that those near a place are found in a few runs. */
export interface PlaceGrid {
  /** Coordinates in the order of the cells, kilometres. [3, place] */
  xyz: readonly [Float64Array, Float64Array, Float64Array];
  /** Index of each among the places as given. [place] */
  order: Uint32Array;
  /** Side of a cell, kilometres. */
  cellKm: number;
  /** Westernmost x. */
  west: number;
  /** Southernmost y. */
  south: number;
  /** Number of cells from south to north. */
  rows: number;
  /** Number of columns of cells from west to east. */
  columns: number;
  /** Where each cell starts; those of a column follow each other. [column * rows + 1] */
  starts: Uint32Array;
}

/** Cells of a grid at most, and their side at least, km: near places fill a few cells. */
const MOST_CELLS = 1 << 20;
const SMALLEST_CELL_KM = 0.5;

/** Lays the places from..to. On the globe cells are those of x and y, which are nearer than places. */
export function layPlaceGrid(
  { xyz }: PlaceColumns,
  { from, to }: { from: number; to: number },
): PlaceGrid {
  const given = xyz.map((column) => column.subarray(from, to));
  const [[west, east], [south, north]] = [given[0], given[1]].map((column) =>
    column.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity])
  );
  const [width, height] = to > from ? [east - west, north - south] : [0, 0];
  // The last two keep long and narrow regions within the bound.
  const cellKm = Math.max(
    ...[SMALLEST_CELL_KM, Math.sqrt(4 * width * height / MOST_CELLS)],
    ...[4 * width / MOST_CELLS, 4 * height / MOST_CELLS],
  );
  const [columns, rows] = [width, height].map((side) => Math.floor(side / cellKm) + 1);
  const cells = Uint32Array.from(
    { length: to - from },
    (_, i) =>
      Math.floor((given[0][i] - west) / cellKm) * rows +
      Math.floor((given[1][i] - south) / cellKm),
  );
  const starts = new Uint32Array(columns * rows + 1);
  for (const cell of cells) starts[cell + 1]++;
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice();
  const order = new Uint32Array(to - from);
  cells.forEach((cell, i) => order[next[cell]++] = i);
  const laid = given.map((column) => Float64Array.from(order, (i) => column[i]));
  return {
    xyz: laid as unknown as PlaceGrid["xyz"],
    order,
    cellKm,
    west,
    south,
    rows,
    columns,
    starts,
  };
}

/**
 * Calls `visit` with runs of the laid places among which are all within a radius of x, y.
 * Returns whether these are all places.
 */
export function visitNear(
  { cellKm, west, south, rows, columns, starts }: PlaceGrid,
  { x, y, radiusKm }: { x: number; y: number; radiusKm: number },
  visit: (start: number, end: number) => void,
): boolean {
  const cellOf = (distance: number) => Math.floor(distance / cellKm);
  const [first, last] = [-radiusKm, radiusKm].map((step) => cellOf(x - west + step));
  const [low, high] = [-radiusKm, radiusKm].map((step) => cellOf(y - south + step));
  const [bottom, top] = [Math.max(0, low), Math.min(rows - 1, high)];
  for (let column = Math.max(0, first); column <= Math.min(columns - 1, last); column++) {
    if (bottom > top) continue;
    const [start, end] = [starts[column * rows + bottom], starts[column * rows + top + 1]];
    if (start < end) visit(start, end);
  }
  return first <= 0 && low <= 0 && last >= columns - 1 && high >= rows - 1;
}
