import { InputError } from "../domain/mod.ts";

/** The events of one catalogue on a grid. */
export interface BinnedCatalogue {
  /** Index of each event's cell. [event] */
  cell: ArrayLike<number>;
  /** Index of each event's magnitude bin. [event] */
  magnitudeBin: ArrayLike<number>;
}

/** A forecast as catalogues that might happen. */
export interface SimulatedForecast {
  /** Number of cells. */
  cells: number;
  /** Number of magnitude bins. */
  magnitudeBins: number;
  /** The simulated catalogues, each as likely as the others. */
  catalogues: readonly BinnedCatalogue[];
}

/**
 * Mean number of events in each cell over all simulated catalogues. [cell]
 *
 * Throws InputError without catalogues or for an event outside the grid.
 */
export function meanCellRates(forecast: SimulatedForecast): Float64Array {
  return meansOf(forecast, { column: "cell", size: forecast.cells });
}

/**
 * Mean number of events in each magnitude bin over all simulated catalogues. [bin]
 *
 * Throws InputError without catalogues or for an event outside the bins.
 */
export function meanMagnitudeRates(forecast: SimulatedForecast): Float64Array {
  return meansOf(forecast, { column: "magnitudeBin", size: forecast.magnitudeBins });
}

/** Counts indices. Throws InputError for one that is not a whole number from 0 to below `size`. */
export function countIndices(
  indices: ArrayLike<number>,
  { size, into = new Float64Array(size) }: { size: number; into?: Float64Array },
): Float64Array {
  for (let event = 0; event < indices.length; event++) {
    const index = indices[event];
    if (!(Number.isInteger(index) && index >= 0 && index < size)) {
      throw new InputError(`Cannot count event ${event} of a catalogue`, {
        value: String(index),
        expected: `an index from 0 to ${size - 1}`,
      });
    }
    into[index]++;
  }
  return into;
}

function meansOf(
  { catalogues }: SimulatedForecast,
  { column, size }: { column: "cell" | "magnitudeBin"; size: number },
): Float64Array {
  if (catalogues.length === 0) {
    throw new InputError("Cannot test a forecast of no simulated catalogue: need at least 1");
  }
  const sums = new Float64Array(size);
  for (const catalogue of catalogues) countIndices(catalogue[column], { size, into: sums });
  return sums.map((sum) => sum / catalogues.length);
}
