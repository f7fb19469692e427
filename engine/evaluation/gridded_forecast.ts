import { InputError } from "../domain/mod.ts";

/** A forecast as expected numbers on a grid. */
export interface GriddedForecast {
  /** Number of cells. */
  cells: number;
  /** Number of magnitude bins. */
  magnitudeBins: number;
  /** Expected number of events, all bins of a cell together. [cell, bin] */
  rates: ArrayLike<number>;
}

/**
 * Throws InputError unless rates and counts fill the grid, rates being finite and not negative,
 * counts whole numbers.
 */
export function checkGrid(forecast: GriddedForecast, counts: ArrayLike<number>): void {
  const size = forecast.cells * forecast.magnitudeBins;
  if (forecast.rates.length !== size || counts.length !== size) {
    throw new InputError(
      `Cannot test a grid of ${forecast.cells} cells and ${forecast.magnitudeBins} magnitude ` +
        `bins: ${forecast.rates.length} rates and ${counts.length} counts, need ${size}`,
    );
  }
  for (let i = 0; i < size; i++) {
    const rate = forecast.rates[i];
    if (!(rate >= 0 && rate < Infinity)) refuse("rate", i, rate);
    if (!(Number.isInteger(counts[i]) && counts[i] >= 0)) refuse("count", i, counts[i]);
  }
}

/** Values of a grid summed over the bins of each cell, or over the cells of each bin. */
export function marginOf(
  values: ArrayLike<number>,
  grid: { cells: number; magnitudeBins: number; keep: "cells" | "magnitudes" },
): Float64Array {
  const { cells, magnitudeBins, keep } = grid;
  const sums = new Float64Array(keep === "cells" ? cells : magnitudeBins);
  for (let i = 0; i < values.length; i++) {
    sums[keep === "cells" ? Math.floor(i / magnitudeBins) : i % magnitudeBins] += values[i];
  }
  return sums;
}

function refuse(what: string, index: number, value: number): never {
  throw new InputError(`Cannot test with ${what} ${index} of a grid`, {
    value: String(value),
    expected: what === "rate" ? "a finite number from 0" : "a whole number from 0",
  });
}
