import type { RandomStream } from "../mathematics/mod.ts";
import { compareWithSimulated, invalidResult } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import { EventPlacer } from "./event_placer.ts";
import { checkGrid, type GriddedForecast } from "./gridded_forecast.ts";

/**
 * Brier score of Poisson rates on a grid, for whether anything happens in each cell and bin: minus
 * twice the mean squared difference of probability and outcome, so that larger is better.
 *
 * Throws InputError where the grids differ, or for a rate or count that is none.
 * Source: Brier 1950; Serafini, Naylor, Lindgren, Werner & Main 2022, GJI 230, in the sign and scale
 * of pyCSEP.
 */
export function griddedBrierScore(forecast: GriddedForecast, counts: ArrayLike<number>): number {
  checkGrid(forecast, counts);
  return brierOf(silencesOf(forecast), counts);
}

/**
 * Whether the Brier score is consistent with the forecast: beside those of Poisson counts simulated
 * from the rates. (pyCSEP draws as many cells with an event as were observed instead.)
 *
 * Throws InputError where the grids differ, or for a rate or count that is none.
 * Source: Serafini et al. 2022, GJI 230.
 */
export function brierConsistency(
  forecast: GriddedForecast,
  counts: ArrayLike<number>,
  options: { random: RandomStream; simulations?: number },
): ConsistencyResult {
  checkGrid(forecast, counts);
  const { rates } = forecast;
  const { random, simulations = 1000 } = options;
  let [events, expected] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    events += counts[i];
    expected += rates[i];
  }
  if (expected === 0) return invalidResult("brier", { events, simulations: 0 });
  const placer = new EventPlacer(rates);
  const silences = silencesOf(forecast);
  const simulated = Float64Array.from({ length: simulations }, () => {
    placer.clear();
    for (let left = random.poisson(expected); left > 0; left--) placer.place(random);
    return brierOf(silences, placer.counts);
  });
  const statistic = brierOf(silences, counts);
  return compareWithSimulated(simulated, { question: "brier", statistic, tail: "low", events });
}

/** Probability of nothing in each cell and bin. */
function silencesOf({ rates }: GriddedForecast): Float64Array {
  return Float64Array.from(rates, (rate) => Math.exp(-rate));
}

function brierOf(silences: Float64Array, counts: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < silences.length; i++) {
    const none = silences[i];
    squares += counts[i] > 0 ? none * none : (1 - none) ** 2;
  }
  return -2 * squares / silences.length;
}
