import type { RandomStream } from "../mathematics/mod.ts";
import { compareWithSimulated, invalidResult } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import { EventPlacer } from "./event_placer.ts";
import { checkGrid, type GriddedForecast, marginOf } from "./gridded_forecast.ts";

/** Which likelihood of cells with and without events is looked at. */
export type BinaryQuestion =
  | "binary-likelihood"
  | "binary-conditional-likelihood"
  | "binary-spatial";

/** How a binary test of a gridded forecast is done. */
export interface BinaryConsistencyOptions {
  /** All cells and bins, the same given how many were active, or cells alone, given how many. */
  question: BinaryQuestion;
  /** Source of random numbers. */
  random: RandomStream;
  /** Simulated sets of cells, 1000 when left out. */
  simulations?: number;
}

/**
 * Whether the cells in which anything happened are consistent with Poisson rates: the Bernoulli log
 * likelihood of active and silent cells beside those of simulated ones, so that clusters within a
 * cell count once. Given a number, as many active cells are drawn from the exact conditional law;
 * pyCSEP draws cells by their rates until as many are active, which is close to it where rates are
 * low. "not-valid" where the number is given and is 0.
 *
 * Throws InputError where the grids differ, or for a rate or count that is none.
 * Source: Bayona, Savran, Rhoades & Werner 2022, GJI 229, equation 3 (statistics as pyCSEP: for
 * places rates are scaled to the number of active cells); Chen & Liu 1997, Stat. Sinica 7
 * (conditional Bernoulli law).
 */
export function binaryConsistency(
  forecast: GriddedForecast,
  counts: ArrayLike<number>,
  options: BinaryConsistencyOptions,
): ConsistencyResult {
  checkGrid(forecast, counts);
  const { question, random, simulations = 1000 } = options;
  const { cells, magnitudeBins } = forecast;
  const margin = (values: ArrayLike<number>) =>
    question === "binary-spatial"
      ? marginOf(values, { cells, magnitudeBins, keep: "cells" })
      : Float64Array.from(values);
  const [rates, observed] = [margin(forecast.rates), margin(counts)];
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const events = observed.reduce((sum, count) => sum + count, 0);
  const active = observed.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const isGiven = question !== "binary-likelihood";
  if ((isGiven && active === 0) || total === 0) {
    return invalidResult(question, { events, simulations: 0 });
  }
  const scale = question === "binary-spatial" ? active / total : 1;
  const logOdds = rates.map((rate) => logOddsOf(rate * scale));
  const draw = isGiven ? conditionalCells(rates, { active, random }) : freeCells(rates, random);
  const simulated = Float64Array.from(
    { length: simulations },
    () => draw().reduce((sum, cell) => sum + logOdds[cell], -total * scale),
  );
  let statistic = -total * scale;
  for (let cell = 0; cell < observed.length; cell++) {
    if (observed[cell] > 0) statistic += logOdds[cell];
  }
  return compareWithSimulated(simulated, { question, statistic, tail: "low", events });
}

/** ln(e^λ − 1): log odds of at least one event against none. */
function logOddsOf(rate: number): number {
  return rate > 30 ? rate : Math.log(Math.expm1(rate));
}

/** Draws the cells in which Poisson events fall. */
function freeCells(rates: Float64Array, random: RandomStream): () => number[] {
  const placer = new EventPlacer(rates);
  return () => {
    placer.clear();
    const cells: number[] = [];
    for (let left = random.poisson(placer.total); left > 0; left--) {
      const cell = placer.place(random);
      if (placer.counts[cell] === 1) cells.push(cell);
    }
    return cells;
  };
}

/**
 * Draws active cells given their number. Odds times a constant leave that law as it is: with the
 * constant for which the number is expected, free draws have it about once in 2.5 √number.
 */
function conditionalCells(
  rates: Float64Array,
  { active, random }: { active: number; random: RandomStream },
): () => number[] {
  const possible = Array.from(rates.keys()).filter((cell) => rates[cell] > 0);
  if (active >= possible.length) return () => possible;
  const odds = rates.map(logOddsOf);
  let [low, high] = [-800, 800];
  for (let step = 0; step < 100; step++) {
    const shift = (low + high) / 2;
    const expected = odds.reduce((sum, value) => sum + 1 / (1 + Math.exp(-value - shift)), 0);
    if (expected < active) low = shift;
    else high = shift;
  }
  const draw = freeCells(odds.map((value) => softplus(value + high)), random);
  return () => {
    for (;;) {
      const cells = draw();
      if (cells.length === active) return cells;
    }
  };
}

/** ln(1 + e^x): the rate at which odds of e^x are those of at least one event. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}
