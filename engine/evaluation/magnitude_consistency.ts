import { gammaln, multinomialSample, type RandomStream } from "../mathematics/mod.ts";
import { compareWithSimulated, invalidResult } from "./compare_with_simulated.ts";
import type { ConsistencyResult } from "./consistency_result.ts";
import {
  type BinnedCatalogue,
  countIndices,
  meanMagnitudeRates,
  type SimulatedForecast,
} from "./simulated_forecast.ts";

/**
 * Whether the magnitudes of events are consistent with a forecast of simulated catalogues, each
 * rescaled to the observed number: the original test, biased where numbers vary. Empty catalogues
 * are left out.
 *
 * Throws InputError without catalogues or for an event outside the bins.
 * Source: Savran et al. 2020, BSSA 110 (M-test).
 */
export function magnitudeConsistency(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
): ConsistencyResult {
  const size = forecast.magnitudeBins;
  const union = meanMagnitudeRates(forecast);
  const counts = countIndices(observed.magnitudeBin, { size });
  const events = observed.magnitudeBin.length;
  const score = (catalogue: Float64Array) => squaredDistance(union, { catalogue, events });
  return compareWithSimulated(
    forecast.catalogues.map(({ magnitudeBin }) => score(countIndices(magnitudeBin, { size }))),
    { question: "magnitude", statistic: score(counts), tail: "high", events },
  );
}

/** How the magnitudes of a forecast are drawn anew. */
export interface ResampledMagnitudeOptions {
  /** Source of random numbers. */
  random: RandomStream;
  /** "distance" of the original test, or "multinomial" likelihood (MLL); distance when left out. */
  score?: "distance" | "multinomial";
  /** Sets drawn; as many as there are simulated catalogues when left out. */
  simulations?: number;
}

/**
 * Whether the magnitudes of events are consistent with all simulated catalogues together: sets of
 * as many events as were observed are drawn from their union, so that numbers play no part.
 *
 * Throws InputError without catalogues or for an event outside the bins.
 * Source: Serafini, Bayona, Silva, Savran, Stockman & Werner 2024 (resampled M-test and MLL).
 */
export function magnitudeConsistencyResampled(
  forecast: SimulatedForecast,
  observed: BinnedCatalogue,
  options: ResampledMagnitudeOptions,
): ConsistencyResult {
  const { random, score = "distance", simulations = forecast.catalogues.length } = options;
  const union = meanMagnitudeRates(forecast);
  const counts = countIndices(observed.magnitudeBin, { size: forecast.magnitudeBins });
  const events = observed.magnitudeBin.length;
  const question = score === "distance" ? "magnitude-resampled" : "magnitude-multinomial";
  if (events === 0 || union.every((rate) => rate === 0)) {
    return invalidResult(question, { events, simulations: 0 });
  }
  const total = union.map((rate) => rate * forecast.catalogues.length);
  const scoreOf = (catalogue: Float64Array) =>
    score === "distance"
      ? squaredDistance(union, { catalogue, events })
      : multinomialScore(total, catalogue);
  const drawn = Float64Array.from(
    { length: simulations },
    () => scoreOf(multinomialSample({ trials: events, probabilities: union }, random)),
  );
  const statistic = scoreOf(counts);
  // The likelihood ratio falls as the laws part, but its multinomial coefficients rise with the
  // spread of the magnitudes: a law that is somewhat too flat shows above, any other below.
  const tail = score === "distance" ? "high" : "both";
  return compareWithSimulated(drawn, { question, statistic, tail, events });
}

/** Σ over bins of the squared difference of log10(scaled count + 1); NaN without events. */
function squaredDistance(
  union: Float64Array,
  { catalogue, events }: { catalogue: Float64Array; events: number },
): number {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const [unionScale, scale] = [events / sum(union), events / sum(catalogue)];
  let distance = 0;
  for (let bin = 0; bin < union.length; bin++) {
    const difference = Math.log10(union[bin] * unionScale + 1) -
      Math.log10(catalogue[bin] * scale + 1);
    distance += difference * difference;
  }
  return distance;
}

/**
 * Twice the log ratio of the multinomial likelihood of both sets of counts under one law to that
 * under a law each, with pseudo-counts against empty bins. Exported for its tests.
 */
export function multinomialScore(union: Float64Array, catalogue: Float64Array): number {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const ratio = sum(union) / sum(catalogue);
  const all = union.map((count) => count + ratio);
  const one = catalogue.map((count) => count + 1);
  const merged = all.map((count, bin) => count + one[bin]);
  return 2 * (logMultinomial(merged) - logMultinomial(all) - logMultinomial(one));
}

/** Log likelihood of counts under the law that fits them best. */
function logMultinomial(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let log = gammaln(total + 1);
  for (const count of counts) log += count * Math.log(count / total) - gammaln(count + 1);
  return log;
}
