import { reachesMagnitude, type ReportProgress } from "../../domain/mod.ts";
import type { CatalogueSimulator } from "../point_processes/point_process_model.ts";
import { binEvents, type BinnedEvents, type ForecastArea } from "./forecast_area.ts";

/** What is counted of simulated catalogues. */
export interface SimulateHorizonsOptions {
  /** Where events count. */
  readonly area: ForecastArea;
  /** Beginning of all horizons, UTC epoch milliseconds. */
  readonly startMs: number;
  /** End of each horizon, the shortest first. [horizon] */
  readonly endsMs: readonly number[];
  /** Magnitudes from which events are counted. [threshold] */
  readonly thresholds: readonly number[];
  /** Number of catalogues. */
  readonly catalogues: number;
  /** Most events of kept catalogues. */
  readonly mostKept: number;
  /** Told how far it has come. */
  readonly onProgress?: ReportProgress;
}

/** Counts of simulated catalogues. */
export interface SimulatedHorizons {
  /** Number of events of a horizon from a threshold on. [horizon][threshold][catalogue] */
  readonly counts: Uint32Array[][];
  /** Largest magnitude of the first horizon; −Infinity without an event. [catalogue] */
  readonly largest: Float64Array;
  /** Cells of the events of the first horizon, one catalogue after the other. [event] */
  readonly cells: number[];
  /** Catalogues of the first horizon in bins, the first of them: as many as have room. */
  readonly kept: Pick<BinnedEvents, "cell" | "magnitudeBin">[];
}

/** Catalogues between two pauses, in which whatever else runs here gets its turn. */
const PAUSE_EVERY = 10;

/** Draws catalogues and counts their events by horizon, magnitude and cell, pausing now and then. */
export async function simulateHorizons(
  simulator: CatalogueSimulator,
  options: SimulateHorizonsOptions,
): Promise<SimulatedHorizons> {
  const { area, startMs, endsMs, thresholds, catalogues, mostKept, onProgress } = options;
  const found: SimulatedHorizons = {
    counts: endsMs.map(() => thresholds.map(() => new Uint32Array(catalogues))),
    largest: new Float64Array(catalogues).fill(-Infinity),
    cells: [],
    kept: [],
  };
  let room = mostKept;
  for (let catalogue = 0; catalogue < catalogues; catalogue++) {
    const events = simulator.draw(catalogue);
    const span = { startMs, endMs: endsMs.at(-1)! };
    const { cell, magnitudeBin, rows } = binEvents(events, area, span);
    const first: SimulatedHorizons["kept"][number] = { cell: [], magnitudeBin: [] };
    rows.forEach((row, i) => {
      const magnitude = events.magnitude[row];
      endsMs.forEach((endMs, horizon) => {
        if (events.timeMs[row] >= endMs) return;
        thresholds.forEach((least, k) => {
          if (reachesMagnitude(magnitude, least)) found.counts[horizon][k][catalogue]++;
        });
      });
      if (events.timeMs[row] >= endsMs[0]) return;
      found.cells.push(cell[i]);
      found.largest[catalogue] = Math.max(found.largest[catalogue], magnitude);
      first.cell.push(cell[i]);
      first.magnitudeBin.push(magnitudeBin[i]);
    });
    room -= first.cell.length;
    if (room >= 0) found.kept.push(first);
    if ((catalogue + 1) % PAUSE_EVERY === 0) {
      onProgress?.({ stage: "Simulating catalogues", done: catalogue + 1, total: catalogues });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  return found;
}
