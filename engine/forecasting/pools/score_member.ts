import {
  type Catalogue,
  DAY_MS,
  type Examples,
  InputError,
  type PredictiveTable,
  reachesMagnitude,
  type ReportProgress,
} from "../../domain/mod.ts";
import { logScores, LOWEST_LOG_SCORE } from "../../evaluation/mod.ts";
import { type FittedBaseline, predictBaseline, selectTableRows } from "../../models/mod.ts";
import {
  cleanCatalogue,
  cleaningOptionsOf,
  keepComplete,
  prepareExamples,
  preparePointHistory,
} from "../../preprocessing/mod.ts";
import { answerWindows, taskOfModel, type TrainedModel } from "../../training/mod.ts";
import { forecastWindows } from "../point_processes/forecast_windows.ts";
import type { FittedPointProcess } from "../point_processes/point_process_model.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import { countLawOf, logProbabilityOf, probabilityOf } from "../scheduled/count_law.ts";
import type { PoolData } from "./pool_data.ts";
import type { PoolFrame } from "./pool_frame.ts";
import type { MemberColumn } from "./pool_scores.ts";

/** Windows that are scored. */
export interface ScoredWindows {
  /** Issue times, ascending, UTC epoch milliseconds. [window] */
  issueTimeMs: Float64Array;
  /** Events that came. [window, cell] */
  observed: Float64Array;
}

/** Cells of each window: 1 but for maps. */
export function cellsOf({ issueTimeMs, observed }: {
  issueTimeMs: ArrayLike<number>;
  observed: ArrayLike<number>;
}): number {
  return observed.length / issueTimeMs.length;
}

/** Rows of the cells of windows. */
export function rowsOfCells(windows: ArrayLike<number>, cells: number): Int32Array {
  return Int32Array.from(
    { length: windows.length * cells },
    (_, i) => windows[Math.floor(i / cells)] * cells + i % cells,
  );
}

/** The catalogue, cleaned as a model's training did, and its complete part. */
export function cleanFor(
  { raw, latestTimeMs }: Pick<PoolData, "raw" | "latestTimeMs">,
  { configuration, completeness }: Pick<TrainedModel, "configuration"> & { completeness: number },
): { catalogue: Catalogue; complete: Catalogue } {
  const { catalogue } = cleanCatalogue(raw, { ...cleaningOptionsOf(configuration), latestTimeMs });
  return { catalogue, complete: keepComplete(catalogue, completeness) };
}

/** Windows of a network. */
export interface NetworkWindows {
  /** All that it can be asked. */
  examples: Examples;
  /** The events from its completeness on. */
  complete: Catalogue;
  /** Row of each window whose outcome is known, by issue time. */
  rows: Map<number, number>;
}

/** Lays the windows of a network on a catalogue. */
export function windowsOfNetwork(model: TrainedModel, data: PoolData): NetworkWindows {
  const { preparation, configuration } = model;
  const { completeness } = preparation;
  const { catalogue, complete } = cleanFor(data, { configuration, completeness });
  const examples = prepareExamples(catalogue, preparation, { covariates: data.covariates });
  const rows = new Map<number, number>();
  examples.issueTimeMs.forEach((timeMs, row) => {
    if (Number.isFinite(examples.targets[row * examples.targetSize])) rows.set(timeMs, row);
  });
  return { examples, complete, rows };
}

/** Lets a network answer windows and scores it. Throws InputError where it counts other events. */
export function scoreNetwork(
  model: TrainedModel,
  { data, windows, frame }: { data: PoolData; windows: ScoredWindows; frame: PoolFrame },
): MemberColumn {
  const { examples, complete, rows } = windowsOfNetwork(model, data);
  const chosen = Int32Array.from(windows.issueTimeMs, (timeMs) => rows.get(timeMs)!);
  const cells = cellsOf(windows);
  rowsOfCells(chosen, cells).forEach((row, i) => {
    if (examples.targets[row] === windows.observed[i]) return;
    const from = new Date(windows.issueTimeMs[Math.floor(i / cells)]).toISOString();
    throw new InputError(`Cannot pool "${model.card.name}": it counts other events`, {
      value: `${examples.targets[row]} from ${from}`,
      expected: `${windows.observed[i]}, as the first member does`,
    });
  });
  const range = { start: chosen[0], end: chosen.at(-1)! + 1 };
  const known = { ...model, catalogue: complete, target: model.preparation, examples };
  const table = answerWindows({ ...known, task: taskOfModel(model) }, range);
  const own = selectTableRows(table, rowsOfCells(chosen.map((row) => row - range.start), cells));
  return scoreRows(own, { windows, frame });
}

/** Lets a baseline answer windows and scores it. */
export function scoreBaseline(
  baseline: FittedBaseline,
  { complete, windows, frame }: {
    complete: Catalogue;
    windows: ScoredWindows;
    frame: PoolFrame;
  },
): MemberColumn {
  const { issueTimeMs } = windows;
  const targetSize = cellsOf(windows);
  const question = { catalogue: complete, target: frame.target, issueTimeMs, targetSize };
  return scoreRows(predictBaseline(baseline, question), { windows, frame });
}

function scoreRows(
  table: PredictiveTable,
  { windows, frame }: { windows: ScoredWindows; frame: PoolFrame },
): MemberColumn {
  const { observed } = windows;
  const outcomes = frame.target.task === "alarm" ? observed.map((n) => Math.min(n, 1)) : observed;
  return { logScores: Array.from(logScores(table, outcomes)) };
}

/**
 * Lets a point process answer windows by simulated catalogues and scores the law of their numbers; also
 * tells in how many windows it counts other events than the pool does.
 */
export function scoreProcess(
  { card }: PointModel,
  { process, data, windows, frame, onProgress }: {
    process: FittedPointProcess;
    data: PoolData;
    windows: ScoredWindows;
    frame: PoolFrame;
    onProgress?: ReportProgress;
  },
): MemberColumn & { differing: number } {
  const { mc, magnitudeStep, referenceRounding, region, cutsRegion } = card.setting;
  const { task, minMagnitude, horizonMs } = frame.target;
  const events = preparePointHistory(data.events, {
    ...{ mc, magnitudeStep, referenceRounding, untilMs: Infinity },
    ...(cutsRegion ? { region: region! } : {}),
  });
  // The window of a network begins with its issue time, that of a process just after its start.
  const spans = Array.from(windows.issueTimeMs, (timeMs) => ({
    ...{ startMs: timeMs - 1, days: horizonMs / DAY_MS },
  }));
  const column: MemberColumn & { differing: number } = { logScores: [], differing: 0 };
  const count = ({ magnitude }: { magnitude: Float64Array }) =>
    magnitude.reduce((sum, one) => sum + (reachesMagnitude(one, minMagnitude) ? 1 : 0), 0);
  const stage = `Forecasting with ${card.name}`;
  const simulated = forecastWindows(process, {
    ...{ events, windows: spans, seed: card.seed, stage, onProgress },
  });
  let window = 0;
  for (const { catalogues, observed } of simulated) {
    const law = lawOfCounts(catalogues.map(count));
    const happened = windows.observed[window++];
    const probability = 1 - probabilityOf(law, 0);
    const score = task !== "alarm"
      ? logProbabilityOf(law, happened)
      : happened > 0
      ? Math.log(probability)
      : Math.log1p(-probability);
    column.logScores.push(Math.max(LOWEST_LOG_SCORE, score));
    if (count(observed) !== happened) column.differing++;
  }
  return column;
}

/** The law of simulated numbers; nothing simulated is no proof that nothing comes. */
export function lawOfCounts(counts: ArrayLike<number>): ReturnType<typeof countLawOf> {
  const law = countLawOf(counts);
  return { ...law, mean: Math.max(law.mean, 0.5 / counts.length) };
}
