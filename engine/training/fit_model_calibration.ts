import type {
  AnswerCalibration,
  CalibrationGates,
  ExampleRange,
  ForecastCalibration,
  GatedCalibration,
  ModelCalibration,
} from "../domain/mod.ts";
import {
  calibrateForecasts,
  CALIBRATION_LEVELS,
  type CalibrationSeries,
  gateCalibration,
} from "../evaluation/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import type { FittedBaseline } from "../models/mod.ts";
import type { Contest } from "./contest.ts";
import { bestBaseline } from "./measure_skill.ts";
import type { ScoredAnswers, ScoredRange } from "./score_range.ts";
import { seriesOfAnswers } from "./series_of_answers.ts";

/** Most cells of windows that a calibration of maps is fitted to; windows are thinned evenly. */
const MOST_CELLS = 20_000;

/** Answers to a range of windows. */
export interface AnsweredRange {
  /** What the network and the baselines said. */
  scored: ScoredRange;
  /** The windows. */
  range: ExampleRange;
}

/**
 * Calibrates the network and the best baseline on the validation part, once, and checks both on the
 * test part: intervals of the number or magnitude, probabilities, and for maps those of each cell.
 * `overlap` is the number of windows that share outcomes.
 */
export function fitModelCalibration(
  contest: Contest,
  { validation, test, overlap }: {
    validation: AnsweredRange;
    test: AnsweredRange;
    overlap: number;
  },
): ModelCalibration {
  const { targetSize, task } = contest.examples;
  const windows = validation.range.end - validation.range.start;
  const cellStride = Math.max(1, Math.ceil(windows * targetSize / MOST_CELLS));
  const baseline = bestBaseline(validation.scored).name;
  const levels = task === "alarm" ? [] : CALIBRATION_LEVELS;
  const fit = (who: Answerer): AnswerCalibration => {
    const options = { contest, baseline, cellStride };
    const [earlier, later] = [validation, test].map((part) => seriesFor(who, part, options));
    const random = randomOf(contest, who);
    const whole = calibrateForecasts(earlier.whole, { overlap, levels, random });
    const gated = (calibration: ForecastCalibration, series: CalibrationSeries) =>
      gate(calibration, series, { contest, who });
    if (earlier.cells === undefined) return { whole: gated(whole, later.whole) };
    const cells = calibrateForecasts(earlier.cells, {
      ...{ overlap: Math.ceil(overlap / cellStride), levels: [], random },
    });
    return { whole: gated(whole, later.whole), cells: gated(cells, later.cells!) };
  };
  return { format: 1, cellStride, network: fit("network"), baseline: fit("baseline") };
}

/** Checks the calibrations of a model anew, on any later windows. */
export function gateModelCalibration(
  calibration: ModelCalibration,
  later: AnsweredRange & { contest: Contest; baseline: string },
): CalibrationGates {
  const { contest, baseline } = later;
  const { cellStride } = calibration;
  const check = (who: Answerer) => {
    const series = seriesFor(who, later, { contest, baseline, cellStride });
    const { whole, cells } = calibration[who];
    const gateOf = (part: GatedCalibration, of: CalibrationSeries) =>
      gate(part.calibration, of, { contest, who }).gate;
    return {
      whole: gateOf(whole, series.whole),
      ...(cells === undefined ? {} : { cells: gateOf(cells, series.cells!) }),
    };
  };
  return { network: check("network"), baseline: check("baseline") };
}

type Answerer = "network" | "baseline";

function randomOf({ seed }: Contest, who: Answerer): RandomStream {
  return new RandomStream(seed).fork(`calibration ${who}`);
}

function gate(
  calibration: ForecastCalibration,
  series: CalibrationSeries,
  { contest, who }: { contest: Contest; who: Answerer },
): GatedCalibration {
  const random = randomOf(contest, who).fork("gate");
  return { calibration, gate: gateCalibration(calibration, series, { random }) };
}

function seriesFor(
  who: Answerer,
  { scored, range }: AnsweredRange,
  { contest, baseline, cellStride }: { contest: Contest; baseline: string; cellStride: number },
) {
  const find = <Item extends ScoredAnswers | FittedBaseline>(list: readonly Item[], name: string) =>
    list.find((item) => item.name === name)!;
  const table = who === "network" ? scored.network.table : find(scored.baselines, baseline).table;
  const moved = find(contest.baselines, who === "network" ? contest.startFrom : baseline);
  return seriesOfAnswers(table, { contest, range, baseline: moved, cellStride });
}
