import type { ExampleRange, PredictiveTable } from "../domain/mod.ts";
import { type CalibrationSeries, probabilityAtLeastOne, seriesOfTable } from "../evaluation/mod.ts";
import { type FittedBaseline, selectTableRows } from "../models/mod.ts";
import { type Contest, outcomesOf } from "./contest.ts";
import { totalsOfCells } from "./totals_of_cells.ts";

/** What is known of the answers that are calibrated. */
export interface SeriesOfAnswersOptions {
  /** Who answered, and the windows. */
  contest: Pick<Contest, "examples" | "threshold">;
  /** The windows that were answered. */
  range: ExampleRange;
  /** The baseline that answered, or that the network moved. */
  baseline: FittedBaseline;
  /** Of the windows of a map every such one has its cells looked at. */
  cellStride: number;
}

/** Answers beside outcomes, as calibrations see them: whole, and for maps in each cell. */
export interface SeriesOfAnswers {
  /** Of the answer as a whole; for maps of the number in the region. */
  whole: CalibrationSeries;
  /** Of whether anything happens in each cell. */
  cells?: CalibrationSeries;
}

/** Puts answers to a range of windows beside what happened. */
export function seriesOfAnswers(
  table: PredictiveTable,
  { contest, range, baseline, cellStride }: SeriesOfAnswersOptions,
): SeriesOfAnswers {
  const { examples, threshold } = contest;
  const observed = outcomesOf(examples, range);
  const { targetSize, task } = examples;
  if (targetSize === 1) {
    const name = task === "magnitude" ? `magnitude ${threshold} or more` : undefined;
    return { whole: seriesOfTable(table, observed, { threshold, name }) };
  }
  const cells = table as PredictiveTable & { family: "negative-binomial" };
  const totals = totalsOfCells(cells, { targetSize, baseline });
  const sums = new Float64Array(observed.length / targetSize);
  observed.forEach((count, row) => sums[Math.floor(row / targetSize)] += count);
  return {
    whole: seriesOfTable(totals, sums, { threshold: meanOf(totals as typeof cells) }),
    cells: seriesOfCells(table, { observed, targetSize, cellStride }),
  };
}

/** About as many events as a mean forecast has, at least one. */
function meanOf({ mean }: { mean: Float64Array }): number {
  return Math.max(1, Math.round(mean.reduce((sum, value) => sum + value, 0) / mean.length));
}

/** Whether anything happens in each cell, for every `cellStride`-th window. */
function seriesOfCells(
  table: PredictiveTable,
  { observed, targetSize, cellStride }: {
    observed: Float64Array;
    targetSize: number;
    cellStride: number;
  },
): CalibrationSeries {
  const rows = Int32Array.from(observed.keys())
    .filter((row) => Math.floor(row / targetSize) % cellStride === 0);
  return seriesOfTable(
    { family: "bernoulli", probability: probabilityAtLeastOne(selectTableRows(table, rows)) },
    Float64Array.from(rows, (row) => observed[row] > 0 ? 1 : 0),
    { threshold: 1, rowsPerWindow: targetSize },
  );
}
