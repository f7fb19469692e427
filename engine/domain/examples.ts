import type { Task } from "./forecast_options.ts";

/** A series measured beside the catalogue: strain, groundwater, weather, another network's counts. */
export interface Covariate {
  /** Column name, also the feature's name. */
  name: string;
  /** UTC epoch milliseconds, ascending. [sample] */
  timeMs: Float64Array;
  /** Values in the covariate's own unit; NaN where missing. [sample] */
  values: Float64Array;
  /** The group of inputs that it comes and goes with; its own name unless given. */
  modality?: string;
}

/**
 * Windows ready for a model. The series is stored once; a window is the `window` steps that end
 * with `lastStep`. A step is a bin of time, or an event for task magnitude.
 */
export interface Examples {
  /** What the targets mean. */
  task: Task;
  /** Normalised inputs. [step, ...stepShape] */
  series: Float32Array;
  /** Shape of one step: [feature], or [row, column, channel] for maps. */
  stepShape: readonly number[];
  /** Names of the features, or of the channels for maps. */
  featureNames: readonly string[];
  /** Steps in a window. */
  window: number;
  /** Number of examples. */
  count: number;
  /** Index of each window's last step. [example] */
  lastStep: Int32Array;
  /** Everything before this time is in the window, nothing after. UTC epoch ms. [example] */
  issueTimeMs: Float64Array;
  /** When the outcome is known: issue time + horizon, or the next event's time. [example] */
  outcomeEndMs: Float64Array;
  /**
   * Number of target events (rate, alarm), magnitude of the next one, or number per cell; NaN where
   * the outcome is not known yet. [example, target]
   */
  targets: Float32Array;
  /** Targets of one example: 1, or the number of cells. */
  targetSize: number;
}

/** Examples `start` up to but not including `end`. */
export interface ExampleRange {
  /** First example. */
  start: number;
  /** One past the last example. */
  end: number;
}
