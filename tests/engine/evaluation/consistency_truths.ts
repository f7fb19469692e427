import {
  type BinnedCatalogue,
  calibrateConsistency,
  type ConsistencyCalibration,
  type ConsistencyResult,
  testGriddedForecast,
  testSimulatedForecast,
} from "../../../engine/evaluation/mod.ts";
import {
  holmCorrection,
  negativeBinomialSample,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";

const CELLS = 24;
const MAGNITUDE_BINS = 15;
const MEAN = 18;
/** Variance 18 + 0.3 · 18²: numbers as clustered as those of real windows. */
const DISPERSION = 0.3;

/** How one test's quantiles came out over many truths. */
export interface Uniformity extends Pick<ConsistencyCalibration, "probability" | "mean"> {
  /** Which forecast was tested, and what was asked. */
  test: string;
  /** The probability, Holm-corrected over all tests but the biased one. */
  corrected: number | null;
  /** Truths with a quantile. */
  truths: number;
  /** Mean quantile of truths with fewer events than the forecast's mean; a half without bias. */
  meanOfFew: number | null;
  /** Mean quantile of the other truths; a half without bias. */
  meanOfMany: number | null;
}

/**
 * Draws truths from the very law that made a forecast, tests each, and tells how uniform each
 * test's quantiles are: catalogue-based tests on clustered numbers, gridded ones on Poisson numbers,
 * and the negative binomial test on clustered ones.
 */
export function measureUniformity(
  { truths, simulations, seed }: { truths: number; simulations: number; seed: string },
): Uniformity[] {
  const random = new RandomStream(seed);
  const rates = cellRates();
  const catalogues = drawMany(
    simulations,
    () => drawCatalogue(rates, { size: clusteredNumber(random), random }),
  );
  const forecast = { cells: CELLS, magnitudeBins: MAGNITUDE_BINS, catalogues };
  const results = new Map<string, ConsistencyResult[]>();
  const keep = (kind: string, result: ConsistencyResult) => {
    const name = `${kind} ${result.question}`;
    results.set(name, [...results.get(name) ?? [], result]);
  };
  const gridded = { ...forecast, rates: gridRates(rates) };
  const variance = MEAN + DISPERSION * MEAN * MEAN;
  for (let truth = 0; truth < truths; truth++) {
    const clustered = drawCatalogue(rates, { size: clusteredNumber(random), random });
    for (
      const result of testSimulatedForecast(forecast, clustered, {
        ...{ random, leaveOneOut: true },
      })
    ) {
      keep("catalogue", result);
    }
    const options = { random: random.fork(`gridded ${truth}`), simulations, variance };
    const counts = countsOf(drawCatalogue(rates, { size: random.poisson(MEAN), random }));
    const [number, , ...others] = testGriddedForecast(gridded, counts, options);
    for (const result of [number, ...others]) keep("gridded", result);
    keep("gridded", testGriddedForecast(gridded, countsOf(clustered), options)[1]);
  }
  return summarise(results, random);
}

function summarise(results: Map<string, ConsistencyResult[]>, random: RandomStream): Uniformity[] {
  const found = Array.from(results, ([test, list]) => {
    const { probability, mean, quantiles } = calibrateConsistency(list, { random });
    const meanOf = (kept: (events: number) => boolean) =>
      calibrateConsistency(list.filter(({ events }) => kept(events)), { random }).mean;
    return {
      ...{ test, probability, mean, corrected: null as number | null, truths: quantiles.length },
      meanOfFew: meanOf((events) => events < MEAN),
      meanOfMany: meanOf((events) => events >= MEAN),
    };
  });
  const fair = found.filter(({ test }) => test !== "catalogue magnitude");
  const corrected = holmCorrection(fair.map(({ probability }) => probability!));
  fair.forEach((row, i) => row.corrected = corrected[i]);
  return found;
}

/** Rates that differ a hundredfold from cell to cell, and add up to 1. */
function cellRates(): Float64Array {
  const weights = Float64Array.from({ length: CELLS }, (_, cell) => 10 ** (-2 * cell / CELLS));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Gutenberg–Richter with b = 1 in bins of 0.1, the last one open. */
function magnitudePart(bin: number): number {
  const reach = (edge: number) => 10 ** (-0.1 * edge);
  return reach(bin) - (bin === MAGNITUDE_BINS - 1 ? 0 : reach(bin + 1));
}

function gridRates(rates: Float64Array): Float64Array {
  return Float64Array.from(
    { length: CELLS * MAGNITUDE_BINS },
    (_, i) => MEAN * rates[Math.floor(i / MAGNITUDE_BINS)] * magnitudePart(i % MAGNITUDE_BINS),
  );
}

function clusteredNumber(random: RandomStream): number {
  return negativeBinomialSample({ mean: MEAN, dispersion: DISPERSION }, random);
}

function drawCatalogue(
  rates: Float64Array,
  { size, random }: { size: number; random: RandomStream },
): BinnedCatalogue {
  const sums = rates.map(((sum) => (rate) => sum += rate)(0));
  return {
    cell: drawMany(size, () => {
      const sought = random.uniform();
      const cell = sums.findIndex((sum) => sum > sought);
      return cell < 0 ? CELLS - 1 : cell;
    }),
    magnitudeBin: drawMany(
      size,
      () => Math.min(MAGNITUDE_BINS - 1, Math.floor(random.exponential(Math.LN10) * 10)),
    ),
  };
}

function countsOf({ cell, magnitudeBin }: BinnedCatalogue): Float64Array {
  const counts = new Float64Array(CELLS * MAGNITUDE_BINS);
  for (let event = 0; event < cell.length; event++) {
    counts[cell[event] * MAGNITUDE_BINS + magnitudeBin[event]]++;
  }
  return counts;
}

function drawMany<Item>(size: number, draw: () => Item): Item[] {
  return Array.from({ length: size }, draw);
}
