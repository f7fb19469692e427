import type { RunningKernels } from "../../backend/mod.ts";
import type {
  PointEvents,
  PointProcessSetting,
  PointProcessTerms,
  ReportProgress,
  ScoredSpan,
} from "../../domain/mod.ts";
import type { EtasContributions, ExplainedPlace } from "../../explanation/mod.ts";
import type { PointProcessTask } from "../benchmark/point_process_task.ts";

/** Draws catalogues of one model, history and window. */
export interface CatalogueSimulator {
  /** Events expected straight from the background and the history; left out where unknown. */
  expectedDirect?: number;
  /** Share of all events that reach a magnitude; left out where it depends on the history. */
  shareReaching?(magnitude: number): number;
  /** The catalogue of a number, the same each time: events in order of time. */
  draw(catalogue: number): PointEvents;
}

/** A window in which catalogues are simulated. */
export interface SimulationWindow {
  /** The events up to its start. */
  history: PointEvents;
  /** Its start, UTC epoch milliseconds. */
  startMs: number;
  /** Its end. */
  endMs: number;
  /** Seed of all catalogues. */
  seed: number;
  /** Told how far the reading of a long history has come. */
  onProgress?: ReportProgress;
}

/** Why a forecast, or an event: of a window, perhaps at a place, or of an event of the history. */
export type ExplanationQuestion =
  | { startMs: number; endMs: number; at?: ExplainedPlace }
  | { event: number };

/** A point process that was fitted, ready to score and to forecast. */
export interface FittedPointProcess {
  /** What its card tells of it: parameters with errors, branching ratio and the like. */
  note: Record<string, unknown>;
  /** What it says of the events of a span. */
  score(events: PointEvents, options: ScoreFittedOptions): PointProcessTerms;
  /** Makes a simulator. */
  simulate(window: SimulationWindow): CatalogueSimulator;
  /** Says what contributes how much; left out by a process that cannot. */
  explain?(history: PointEvents, question: ExplanationQuestion): EtasContributions;
  /** Its files, by name; together with the setting `open` makes the same process of them. */
  files(): Map<string, Uint8Array>;
}

/** How a fitted process is scored. */
export interface ScoreFittedOptions {
  /** What is scored. */
  span: ScoredSpan;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** How a point process is trained, and read from its files. */
export interface PointProcessModel {
  /** What it is, in a few words. */
  about: string;
  /**
   * Fits it to what comes before the task's span; choices are made on the validation part of the
   * data. The same fit as `score` of the list makes of the same task.
   */
  fit(
    task: PointProcessTask,
    setting: PointProcessSetting,
  ): FittedPointProcess | Promise<FittedPointProcess>;
  /** Reads it from its files. Throws InputError for a file that is none of its. */
  open(files: ReadonlyMap<string, Uint8Array>, setting: PointProcessSetting): FittedPointProcess;
}
