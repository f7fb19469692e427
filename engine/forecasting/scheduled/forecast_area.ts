import {
  type Grid,
  gridCellOf,
  makeGrid,
  type PointEvents,
  type Polygon,
  polygonContains,
  reachesMagnitude,
} from "../../domain/mod.ts";
import type { BinnedCatalogue } from "../../evaluation/mod.ts";
import { magnitudeBin } from "../../mathematics/mod.ts";
import { gridOfRegion } from "../point_processes/grid_of_region.ts";

/** Where and from which magnitude on events count, and the bins they are put in. */
export interface ForecastArea {
  /** Where they count. */
  readonly region: Polygon;
  /** They count only where they lie in this one too; left out where the region is enough. */
  readonly within?: Polygon;
  /** Cells over the region. */
  readonly grid: Grid;
  /** Smallest magnitude that counts. */
  readonly minimumMagnitude: number;
  /** Width of a bin of magnitude. */
  readonly magnitudeStep: number;
}

/** Bins of magnitude; the last is open. */
export const MAGNITUDE_BINS = 60;

/** Most cells along a side of a grid: what a person can tell apart, and catalogues can fill. */
const MOST_CELLS = 60;

/** Edges of cells that are chosen from, degrees. */
const EDGES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Lays a grid over a region: cells of the given edge, else as many as a person can tell apart. */
export function layArea(
  { region, within, cellDegrees, minimumMagnitude, magnitudeStep }:
    & Omit<ForecastArea, "grid">
    & { readonly cellDegrees?: number },
): ForecastArea {
  const sides = (edge: number) => {
    const { rows, columns } = gridOfRegion(region, edge);
    return Math.max(rows, columns);
  };
  const edge = cellDegrees ?? EDGES.find((one) => sides(one) <= MOST_CELLS) ?? EDGES.at(-1)!;
  const { box } = gridOfRegion(region, edge);
  return {
    ...{ region, grid: makeGrid(box, edge), minimumMagnitude, magnitudeStep },
    ...(within === undefined ? {} : { within }),
  };
}

/** Cell of a place that counts; −1 for one that does not. */
export function cellOf(area: ForecastArea, latitude: number, longitude: number): number {
  const { region, within, grid } = area;
  if (!polygonContains(region, latitude, longitude)) return -1;
  if (within !== undefined && !polygonContains(within, latitude, longitude)) return -1;
  return gridCellOf(grid, latitude, longitude);
}

/** Cells in which events may count: those of which the centre or a corner does. [cell] */
export function cellsInside(area: ForecastArea): Uint8Array {
  const { box, cellDegrees, rows, columns } = area.grid;
  const inside = new Uint8Array(rows * columns);
  const offsets = [[0.5, 0.5], [0.01, 0.01], [0.01, 0.99], [0.99, 0.01], [0.99, 0.99]];
  for (let cell = 0; cell < inside.length; cell++) {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    const counts = offsets.some(([north, east]) =>
      cellOf(
        area,
        box.south + (row + north) * cellDegrees,
        box.west + (column + east) * cellDegrees,
      ) >= 0
    );
    if (counts) inside[cell] = 1;
  }
  return inside.includes(1) ? inside : inside.fill(1);
}

/** Events that count, of a span: their rows, cells and bins of magnitude. */
export interface BinnedEvents extends BinnedCatalogue {
  /** Index of each cell. [event] */
  readonly cell: number[];
  /** Index of each bin of magnitude. [event] */
  readonly magnitudeBin: number[];
  /** Row of each event. [event] */
  readonly rows: number[];
}

/** Finds the events that count from a time up to another, which is left out, UTC epoch milliseconds. */
export function binEvents(
  events: PointEvents,
  area: ForecastArea,
  { startMs, endMs }: { startMs: number; endMs: number },
): BinnedEvents {
  const { timeMs, magnitude, places } = events;
  const binned: BinnedEvents = { cell: [], magnitudeBin: [], rows: [] };
  if (places.kind !== "geographic") return binned;
  for (let row = 0; row < events.size; row++) {
    if (!(timeMs[row] >= startMs && timeMs[row] < endMs)) continue;
    if (!reachesMagnitude(magnitude[row], area.minimumMagnitude)) continue;
    const cell = cellOf(area, places.latitude[row], places.longitude[row]);
    if (cell < 0) continue;
    binned.cell.push(cell);
    binned.magnitudeBin.push(binOf(area, magnitude[row]));
    binned.rows.push(row);
  }
  return binned;
}

function binOf({ minimumMagnitude, magnitudeStep }: ForecastArea, magnitude: number): number {
  const step = magnitudeStep > 0 ? magnitudeStep : 0.1;
  const bin = magnitudeBin(magnitude, step) - magnitudeBin(minimumMagnitude, step);
  return Math.min(MAGNITUDE_BINS - 1, Math.max(0, bin));
}
