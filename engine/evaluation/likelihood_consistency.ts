import { gammaln, type RandomStream } from "../mathematics/mod.ts";
import { compareWithSimulated, invalidResult } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import { EventPlacer } from "./event_placer.ts";
import { checkGrid, type GriddedForecast, marginOf } from "./gridded_forecast.ts";

/** Which likelihood of a gridded forecast is looked at. */
export type LikelihoodQuestion = "likelihood" | "conditional-likelihood" | "magnitude" | "spatial";

/** How a likelihood test of a gridded forecast is done. */
export interface LikelihoodOptions {
  /**
   * The likelihood of all counts (L-test), that given the observed number (CL-test), or that of
   * magnitudes (M-test) or places (S-test) alone, given the number.
   */
  question: LikelihoodQuestion;
  /** Source of random numbers. */
  random: RandomStream;
  /** Simulated sets of counts, 1000 when left out. */
  simulations?: number;
}

/**
 * Whether counts on a grid are consistent with Poisson rates: their log likelihood beside those of
 * counts simulated from the rates. "not-valid" where the number is given and is 0.
 *
 * Throws InputError where the grids differ, or for a rate or count that is none.
 * Source: Schorlemmer et al. 2007, SRL 78; Zechar, Gerstenberger & Rhoades 2010, BSSA 100.
 */
export function likelihoodConsistency(
  forecast: GriddedForecast,
  counts: ArrayLike<number>,
  options: LikelihoodOptions,
): ConsistencyResult {
  checkGrid(forecast, counts);
  const { question, random, simulations = 1000 } = options;
  const grid = { cells: forecast.cells, magnitudeBins: forecast.magnitudeBins };
  const margin = (values: ArrayLike<number>) => {
    if (question === "spatial") return marginOf(values, { ...grid, keep: "cells" });
    if (question === "magnitude") return marginOf(values, { ...grid, keep: "magnitudes" });
    return Float64Array.from(values);
  };
  const observed = margin(counts);
  const rates = margin(forecast.rates);
  const events = sumOf(observed);
  const expected = sumOf(rates);
  const conditional = question !== "likelihood";
  if ((conditional && events === 0) || expected === 0) {
    return invalidResult(question, { events, simulations: 0 });
  }
  const scale = conditional ? events / expected : 1;
  const logRates = rates.map((rate) => Math.log(rate * scale));
  const total = expected * scale;
  const placer = new EventPlacer(rates);
  const simulated = Float64Array.from({ length: simulations }, () => {
    placer.clear();
    let log = -total;
    const size = conditional ? events : random.poisson(expected);
    for (let event = 0; event < size; event++) {
      const cell = placer.place(random);
      // The n-th event of a cell adds ln λ to its log likelihood, and takes ln n from it.
      log += logRates[cell] - Math.log(placer.counts[cell]);
    }
    return log;
  });
  const statistic = poissonLogLikelihood(observed, { logRates, total });
  return compareWithSimulated(simulated, { question, statistic, tail: "low", events });
}

/** Σ (n ln λ − ln n!) − Λ; −Infinity for an event where the rate is 0. */
function poissonLogLikelihood(
  counts: Float64Array,
  { logRates, total }: { logRates: Float64Array; total: number },
): number {
  let log = -total;
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] > 0) log += counts[cell] * logRates[cell] - gammaln(counts[cell] + 1);
  }
  return log;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
