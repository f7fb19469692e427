import { compareWithSimulated } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import {
  type BinnedCatalogue,
  countIndices,
  meanCellRates,
  type SimulatedForecast,
} from "./simulated_forecast.ts";

/**
 * Whether the places of events are consistent with a forecast of simulated catalogues: the mean
 * log rate of their cells, the rates normalised. Empty catalogues are left out.
 *
 * Throws InputError without catalogues or for an event outside the grid.
 * Source: Savran et al. 2020, BSSA 110 (S-test).
 */
export function spatialConsistency(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
): ConsistencyResult {
  const rates = meanCellRates(forecast);
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const meanLog = ({ sum, events }: LogRates) => sum / events - Math.log(total);
  const score = (cells: ArrayLike<number>) => meanLog(logRatesOf(cells, rates));
  countIndices(observed.cell, { size: forecast.cells });
  const reached = logRatesOf(observed.cell, rates);
  return compareWithSimulated(forecast.catalogues.map(({ cell }) => score(cell)), {
    ...{ question: "spatial", statistic: meanLog(reached), tail: "low" },
    ...{ events: observed.cell.length, eventsLeftOut: observed.cell.length - reached.events },
  });
}

/**
 * Whether the numbers and places of events together are consistent with a forecast of simulated
 * catalogues: the log rates of their cells less the expected number.
 *
 * Throws InputError without catalogues or for an event outside the grid.
 * Source: Savran et al. 2020, BSSA 110 (pseudo-likelihood test).
 */
export function pseudoLikelihoodConsistency(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
): ConsistencyResult {
  const rates = meanCellRates(forecast);
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  countIndices(observed.cell, { size: forecast.cells });
  const reached = logRatesOf(observed.cell, rates);
  const events = observed.cell.length;
  // As pyCSEP has it: of a window in which nothing is left to place, nothing is said.
  const valid = reached.events > 0;
  return compareWithSimulated(
    forecast.catalogues.map(({ cell }) => logRatesOf(cell, rates).sum - total),
    {
      ...{ question: "pseudo-likelihood", tail: "low", events },
      statistic: valid ? reached.sum - total : NaN,
      eventsLeftOut: events - reached.events,
    },
  );
}

interface LogRates {
  /** Sum of the log rates of the events' cells. */
  sum: number;
  /** Events in cells with a rate. */
  events: number;
}

function logRatesOf(cells: ArrayLike<number>, rates: Float64Array): LogRates {
  let [sum, events] = [0, 0];
  for (let event = 0; event < cells.length; event++) {
    const rate = rates[cells[event]];
    if (rate === 0) continue;
    sum += Math.log(rate);
    events++;
  }
  return { sum, events };
}
