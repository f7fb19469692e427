import type { RandomStream } from "../mathematics/mod.ts";
import { binaryConsistency } from "./binary_consistency.ts";
import { brierConsistency } from "./brier_consistency.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import type { GriddedForecast } from "./gridded_forecast.ts";
import { leaveOneOutConsistency } from "./leave_one_out_consistency.ts";
import { likelihoodConsistency } from "./likelihood_consistency.ts";
import { magnitudeConsistency, magnitudeConsistencyResampled } from "./magnitude_consistency.ts";
import { numberConsistency, numberConsistencyGridded } from "./number_consistency.ts";
import type { BinnedCatalogue, SimulatedForecast } from "./simulated_forecast.ts";
import { pseudoLikelihoodConsistency, spatialConsistency } from "./spatial_consistency.ts";

/** How a forecast of simulated catalogues is tested. */
export interface SimulatedTestOptions {
  /** Source of random numbers. */
  random: RandomStream;
  /** Whether places are also tested by the rates of all other catalogues; false unless given. */
  leaveOneOut?: boolean;
}

/**
 * Every consistency test of a forecast of simulated catalogues.
 *
 * Throws InputError without catalogues or for an event outside the grid or the bins.
 */
export function testSimulatedForecast(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
  { random, leaveOneOut = false }: SimulatedTestOptions,
): ConsistencyResult[] {
  const numbers = forecast.catalogues.map(({ cell }) => cell.length);
  const resampled = (score: "distance" | "multinomial") =>
    magnitudeConsistencyResampled(forecast, observed, { random: random.fork(score), score });
  return [
    numberConsistency(numbers, observed.cell.length),
    magnitudeConsistency(forecast, observed),
    resampled("distance"),
    resampled("multinomial"),
    spatialConsistency(forecast, observed),
    pseudoLikelihoodConsistency(forecast, observed),
    ...(leaveOneOut ? LEAVE_ONE_OUT : []).map((question) =>
      leaveOneOutConsistency(forecast, observed, { question })
    ),
  ];
}

const LEAVE_ONE_OUT = ["spatial-leave-one-out", "pseudo-likelihood-leave-one-out"] as const;

/** How a gridded forecast is tested. */
export interface GriddedTestOptions {
  /** Source of random numbers. */
  random: RandomStream;
  /** Simulated sets of counts, 1000 when left out. */
  simulations?: number;
  /** Variance of the number of events, for the negative binomial test; left out unless given. */
  variance?: number;
}

/**
 * Every consistency test of a gridded forecast.
 *
 * Throws InputError where the grids differ, or for a rate or count that is none.
 */
export function testGriddedForecast(
  forecast: GriddedForecast,
  counts: ArrayLike<number>,
  options: GriddedTestOptions,
): ConsistencyResult[] {
  const { random, simulations, variance } = options;
  const questions = ["likelihood", "conditional-likelihood", "magnitude", "spatial"] as const;
  const likelihoods = questions.map((question) =>
    likelihoodConsistency(forecast, counts, {
      ...{ question, simulations, random: random.fork(question) },
    })
  );
  const binary = ["binary-likelihood", "binary-conditional-likelihood", "binary-spatial"] as const;
  const binaries = binary.map((question) =>
    binaryConsistency(forecast, counts, { question, simulations, random: random.fork(question) })
  );
  const mean = sumOf(forecast.rates);
  const events = sumOf(counts);
  return [
    numberConsistencyGridded(events, { mean }),
    ...(variance === undefined ? [] : [numberConsistencyGridded(events, { mean, variance })]),
    ...likelihoods,
    ...binaries,
    brierConsistency(forecast, counts, { simulations, random: random.fork("brier") }),
  ];
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
