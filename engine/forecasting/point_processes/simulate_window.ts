import { type Grid, gridCellOf, type PointEvents, type ReportProgress } from "../../domain/mod.ts";
import type { CatalogueSimulator } from "./point_process_model.ts";

/** What is gathered of simulated catalogues. */
export interface SimulateWindowOptions {
  /** Number of catalogues. */
  catalogues: number;
  /** Where events are counted. */
  grid: Grid;
  /** Magnitudes from which events are counted. */
  thresholds: readonly number[];
  /** Receives each catalogue with its number. */
  onCatalogue?: (events: PointEvents, catalogue: number) => void;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Counts of simulated catalogues. */
export interface WindowCounts {
  /** Number of events from each threshold on. [threshold][catalogue] */
  counts: Uint32Array[];
  /** Events in each cell, of all catalogues. [cell] */
  cellEvents: Float64Array;
  /** Catalogues with an event in each cell. [cell] */
  cellCatalogues: Uint32Array;
  /** Events outside the grid, of all catalogues. */
  outside: number;
}

/** Catalogues between two reports of progress. */
const REPORT_EVERY = 100;

/** Part of a magnitude step by which a threshold may be missed through rounding. */
const ROUNDING = 1e-9;

/** Draws catalogues and counts their events by magnitude and by cell; none is kept. */
export function simulateWindow(
  simulator: CatalogueSimulator,
  { catalogues, grid, thresholds, onCatalogue, onProgress }: SimulateWindowOptions,
): WindowCounts {
  const cells = grid.rows * grid.columns;
  const found: WindowCounts = {
    counts: thresholds.map(() => new Uint32Array(catalogues)),
    cellEvents: new Float64Array(cells),
    cellCatalogues: new Uint32Array(cells),
    outside: 0,
  };
  const last = new Int32Array(cells).fill(-1);
  for (let catalogue = 0; catalogue < catalogues; catalogue++) {
    const events = simulator.draw(catalogue);
    countMagnitudes(events, { found, thresholds, catalogue });
    countCells(events, { found, grid, catalogue, last });
    onCatalogue?.(events, catalogue);
    if ((catalogue + 1) % REPORT_EVERY === 0 || catalogue + 1 === catalogues) {
      onProgress?.({ stage: "Simulating catalogues", done: catalogue + 1, total: catalogues });
    }
  }
  return found;
}

function countMagnitudes(
  { magnitude }: PointEvents,
  { found, thresholds, catalogue }: {
    found: WindowCounts;
    thresholds: readonly number[];
    catalogue: number;
  },
): void {
  for (let i = 0; i < magnitude.length; i++) {
    for (let k = 0; k < thresholds.length; k++) {
      if (magnitude[i] >= thresholds[k] - ROUNDING) found.counts[k][catalogue]++;
    }
  }
}

function countCells(
  { places, size }: PointEvents,
  { found, grid, catalogue, last }: {
    found: WindowCounts;
    grid: Grid;
    catalogue: number;
    last: Int32Array;
  },
): void {
  if (places.kind === "plane") throw new RangeError("Cannot lay a plane on a grid of degrees");
  for (let i = 0; i < size; i++) {
    const cell = gridCellOf(grid, places.latitude[i], places.longitude[i]);
    if (cell < 0) {
      found.outside++;
      continue;
    }
    found.cellEvents[cell]++;
    if (last[cell] !== catalogue) found.cellCatalogues[cell]++;
    last[cell] = catalogue;
  }
}
