import { compareWithSimulated } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import {
  type BinnedCatalogue,
  countIndices,
  meanCellRates,
  type SimulatedForecast,
} from "./simulated_forecast.ts";

/**
 * Whether the places of events, or numbers and places together, are consistent with a forecast of
 * simulated catalogues, each catalogue seen by the rates of all the others, what happened among them.
 * So what happened is one of equals: quantiles are uniform however few catalogues there are and however
 * fine the cells. In the original tests simulated catalogues also count in the rates that they are
 * judged by, and what happened does not. Events in cells that no other catalogue reached are left out,
 * of simulated catalogues as well; catalogues of which nothing is left are, too.
 *
 * The statistics of what happened are those of `spatialConsistency` and `pseudoLikelihoodConsistency`.
 * Throws InputError without catalogues or for an event outside the grid.
 * Source: Savran et al. 2020, BSSA 110 (statistics); Barnard 1963 (Monte Carlo tests by exchange).
 */
export function leaveOneOutConsistency(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
  { question }: { question: "spatial-leave-one-out" | "pseudo-likelihood-leave-one-out" },
): ConsistencyResult {
  const { catalogues, cells } = forecast;
  const size = catalogues.length;
  const pool = meanCellRates(forecast).map((rate) => rate * size);
  countIndices(observed.cell, { size: cells, into: pool });
  const total = pool.reduce((sum, count) => sum + count, 0);
  const own = new Float64Array(cells);
  const score = (places: ArrayLike<number>): { statistic: number; reached: number } => {
    for (let event = 0; event < places.length; event++) own[places[event]]++;
    let [sum, reached] = [0, 0];
    for (let event = 0; event < places.length; event++) {
      const others = Math.round(pool[places[event]]) - own[places[event]];
      if (others === 0) continue;
      sum += Math.log(others / size);
      reached++;
    }
    for (let event = 0; event < places.length; event++) own[places[event]] = 0;
    const expected = (total - places.length) / size;
    if (reached === 0) return { statistic: NaN, reached };
    const statistic = question === "spatial-leave-one-out"
      ? sum / reached - Math.log(expected)
      : sum - expected;
    return { statistic, reached };
  };
  const { statistic, reached } = score(observed.cell);
  return compareWithSimulated(catalogues.map(({ cell }) => score(cell).statistic), {
    ...{ question, statistic, tail: "low" },
    ...{ events: observed.cell.length, eventsLeftOut: observed.cell.length - reached },
  });
}
