import type {
  AnswerCalibration,
  ExampleRange,
  GatedCalibration,
  ModelCalibration,
  PredictiveTable,
} from "../domain/mod.ts";
import {
  calibrateForecasts,
  CALIBRATION_LEVELS,
  type CalibrationSeries,
  gateCalibration,
  probabilityAtLeastOne,
  seriesOfTable,
} from "../evaluation/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import { type FittedBaseline, selectTableRows } from "../models/mod.ts";
import { type Contest, outcomesOf } from "./contest.ts";
import { bestBaseline } from "./measure_skill.ts";
import type { ScoredRange } from "./score_range.ts";
import { totalsOfCells } from "./totals_of_cells.ts";

/** Most cells of windows that a calibration of maps is fitted to; windows are thinned evenly. */
const MOST_CELLS = 30_000;

/** What calibrations are fitted on and checked on. */
export interface ModelCalibrationParts {
  /** Answers on the validation part. */
  validation: ScoredRange;
  /** Its windows. */
  validationRange: ExampleRange;
  /** Answers on the test part. */
  test: ScoredRange;
  /** Its windows. */
  testRange: ExampleRange;
  /** Windows that share outcomes. */
  overlap: number;
}

/**
 * Calibrates the network and the best baseline on the validation part, once, and checks both on the
 * test part: intervals of the number or magnitude, probabilities, and for maps those of each cell.
 */
export function fitModelCalibration(
  contest: Contest,
  parts: ModelCalibrationParts,
): ModelCalibration {
  const { validation, test } = parts;
  const find = (name: string) => contest.baselines.find((fitted) => fitted.name === name)!;
  const { name } = bestBaseline(validation);
  const answersOf = (range: ScoredRange) =>
    range.baselines.find((answers) => answers.name === name)!;
  const calibrate = (label: string, tables: Tables, baseline: FittedBaseline) =>
    calibrateAnswers(tables, { contest, parts, baseline, label });
  return {
    format: 1,
    network: calibrate(
      "network",
      { validation: validation.network.table, test: test.network.table },
      find(contest.startFrom),
    ),
    baseline: calibrate(
      "baseline",
      { validation: answersOf(validation).table, test: answersOf(test).table },
      find(name),
    ),
  };
}

type Tables = Readonly<Record<"validation" | "test", PredictiveTable>>;

interface Calibrating {
  contest: Contest;
  parts: ModelCalibrationParts;
  baseline: FittedBaseline;
  label: string;
}

function calibrateAnswers(tables: Tables, calibrating: Calibrating): AnswerCalibration {
  const { contest, parts, label } = calibrating;
  const { examples, threshold, seed } = contest;
  const name = examples.task === "magnitude" ? `magnitude ${threshold} or more` : undefined;
  const random = new RandomStream(seed).fork(`calibration ${label}`);
  const fit = (
    [earlier, later]: readonly CalibrationSeries[],
    { overlap, levels }: { overlap: number; levels?: readonly number[] },
  ): GatedCalibration => {
    const calibration = calibrateForecasts(earlier, {
      ...{ overlap, levels, random: random.fork("fit") },
    });
    return {
      calibration,
      gate: gateCalibration(calibration, later, { random: random.fork("gate") }),
    };
  };
  const ranges = [["validation", parts.validationRange], ["test", parts.testRange]] as const;
  const { overlap } = parts;
  if (examples.targetSize === 1) {
    const levels = tables.test.family === "bernoulli" ? [] : CALIBRATION_LEVELS;
    const series = ranges.map(([part, range]) =>
      seriesOfTable(tables[part], outcomesOf(examples, range), { threshold, name })
    );
    return { whole: fit(series, { overlap, levels }) };
  }
  const totals = ranges.map(([part, range]) =>
    seriesOfTotals(tables[part], { observed: outcomesOf(examples, range), calibrating })
  );
  const largest = Math.max(...ranges.map(([, { start, end }]) => end - start));
  const stride = Math.max(1, Math.ceil(largest * examples.targetSize / MOST_CELLS));
  const cells = ranges.map(([part, range]) =>
    seriesOfCells(tables[part], {
      ...{ observed: outcomesOf(examples, range), targetSize: examples.targetSize, stride },
    })
  );
  return {
    whole: fit(totals, { overlap }),
    cells: fit(cells, { overlap: Math.ceil(overlap / stride), levels: [] }),
  };
}

/** Numbers in the whole region; the event is a number of at least the mean of the forecasts. */
function seriesOfTotals(
  table: PredictiveTable,
  { observed, calibrating }: { observed: Float64Array; calibrating: Calibrating },
): CalibrationSeries {
  const { targetSize } = calibrating.contest.examples;
  const cells = table as PredictiveTable & { family: "negative-binomial" };
  const totals = totalsOfCells(cells, { targetSize, baseline: calibrating.baseline });
  const sums = new Float64Array(observed.length / targetSize);
  observed.forEach((count, row) => sums[Math.floor(row / targetSize)] += count);
  const { mean } = totals as typeof cells;
  const threshold = Math.max(
    1,
    Math.round(mean.reduce((sum, value) => sum + value, 0) / mean.length),
  );
  return seriesOfTable(totals, sums, { threshold });
}

/** Whether anything happens in each cell, for every `stride`-th window. */
function seriesOfCells(
  table: PredictiveTable,
  { observed, targetSize, stride }: {
    observed: Float64Array;
    targetSize: number;
    stride: number;
  },
): CalibrationSeries {
  const rows = Int32Array.from(observed.keys())
    .filter((row) => Math.floor(row / targetSize) % stride === 0);
  const probability = probabilityAtLeastOne(selectTableRows(table, rows));
  return seriesOfTable(
    { family: "bernoulli", probability },
    Float64Array.from(rows, (row) => observed[row] > 0 ? 1 : 0),
    { threshold: 1, rowsPerWindow: targetSize },
  );
}
