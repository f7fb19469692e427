import type {
  ForecastAnswer,
  ForecastCells,
  ForecastTarget,
  PredictiveTable,
} from "../domain/mod.ts";
import { expectedValues, probabilityAtLeastOne, quantilesAt } from "../evaluation/mod.ts";
import type { FittedBaseline } from "../models/mod.ts";
import { roundMagnitude } from "../mathematics/mod.ts";
import { probabilityOfReaching, totalsOfCells } from "../training/mod.ts";

/** Levels at which quantiles are published. */
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Counts whose probability of being reached is published. */
const COUNTS = [1, 2, 3, 5, 10, 20, 50, 100];

/** What is published. */
export interface Answer {
  /** One row, or the cells of one map. */
  table: PredictiveTable;
  /** What was asked. */
  target: ForecastTarget;
  /** The baseline that answers, or that the network moves: it knows how the totals of maps vary. */
  baseline: FittedBaseline;
}

/** One row of distributions (all cells, for maps) as numbers and words a reader can use. */
export function publishAnswer(source: string, answer: Answer): ForecastAnswer {
  const { table, target } = answer;
  if (target.grid !== undefined) return publishMap(source, answer);
  const [p05, p25, p50, p75, p95] = quantilesAt(table, LEVELS).map(([value]) =>
    // Magnitudes come in bins: a quantile is the bin that holds it, none below the smallest.
    table.family === "truncated-exponential" ? roundMagnitude(value, table.binWidth) : value
  );
  return {
    source,
    expected: expectedValues(table)[0],
    quantiles: { p05, p25, p50, p75, p95 },
    probabilities: probabilitiesOf(table, target),
    distribution: parametersOf(table, 0),
  };
}

function probabilitiesOf(table: PredictiveTable, target: ForecastTarget): Record<string, number> {
  const reach = (threshold: number) => probabilityOfReaching(table, threshold)[0];
  if (target.task === "magnitude") {
    const steps = [0.5, 1, 1.5, 2, 2.5, 3].map((step) =>
      Math.round((target.minMagnitude + step) * 100) / 100
    );
    const possible = steps.filter((magnitude) => magnitude <= target.maximumMagnitude);
    return Object.fromEntries(possible.map((m) => [`magnitude ${m} or more`, reach(m)]));
  }
  if (table.family === "bernoulli") return { "at least 1 event": table.probability[0] };
  const useful = COUNTS.filter((count) => count === 1 || reach(count) >= 0.001);
  return Object.fromEntries(
    useful.map((count) => [`at least ${count} ${count === 1 ? "event" : "events"}`, reach(count)]),
  );
}

/** The distribution's parameters by name. */
function parametersOf(table: PredictiveTable, row: number): Record<string, number | string> {
  const { family } = table;
  switch (family) {
    case "negative-binomial":
      return { family, mean: table.mean[row], dispersion: table.dispersion[row] };
    case "bernoulli":
      return { family, probability: table.probability[row] };
    case "truncated-exponential":
      return {
        family,
        ratePerMagnitude: table.rate[row],
        bValue: table.rate[row] / Math.LN10,
        lower: table.lower,
        upper: table.upper,
      };
    case "normal":
      return { family, mean: table.mean[row], deviation: table.deviation[row] };
  }
}

/** Cells one by one, and their sum. */
function publishMap(source: string, answer: Answer): ForecastAnswer {
  const { table, target, baseline } = answer;
  const whole = { ...target, grid: undefined };
  return {
    ...publishAnswer(source, { table: wholeOf(answer), target: whole, baseline }),
    cells: publishCells(table, target),
  };
}

/** The distribution of an answer as a whole, one row: for maps that of the number in the region. */
export function wholeOf({ table, target, baseline }: Answer): PredictiveTable {
  if (target.grid === undefined) return table;
  const cells = table as PredictiveTable & { family: "negative-binomial" };
  return totalsOfCells(cells, { targetSize: cells.mean.length, baseline });
}

function publishCells(table: PredictiveTable, target: ForecastTarget): ForecastCells {
  const [p05, p25, p50, p75, p95] = quantilesAt(table, LEVELS).map((column) => Array.from(column));
  return {
    grid: target.grid!,
    expected: Array.from(expectedValues(table)),
    probabilityOfAny: Array.from(probabilityAtLeastOne(table)),
    quantiles: { p05, p25, p50, p75, p95 },
  };
}
