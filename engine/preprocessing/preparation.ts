import type { Grid, Task } from "../domain/mod.ts";
import type { CovariateRule } from "./align_covariate.ts";
import type { Normaliser } from "./normaliser.ts";

/** How one covariate becomes a feature. */
export interface PreparedCovariate {
  /** The covariate's and the feature's name. */
  readonly name: string;
  /** How its samples fill a step. */
  readonly rule: CovariateRule;
  /** Value of a step without samples: the mean over training steps, or 0 for rule "sum". */
  readonly fill: number;
  /** Training steps that had to be filled. */
  readonly missingSteps: number;
  /** How long a sample is held, milliseconds; without end where left out. */
  readonly heldMs?: number;
}

/** Where and how far ahead tides are computed. */
export interface PreparedTides {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
  /** Length of the span after a step's end, milliseconds. */
  readonly spanMs: number;
}

/** Inputs that come and go together. */
export interface PreparedModality {
  /** "catalogue", "tides", or the name of a group of covariates. */
  readonly name: string;
  /** Features that it has. */
  readonly columns: readonly string[];
  /**
   * The feature that says which share of the columns is known at a step, normalised 0 where all are
   * and -1 where none is; left out for a group that cannot be missing.
   */
  readonly known?: string;
}

/** Smallest and largest value of a feature in the training part, in the feature's unit. */
export interface InputRange {
  /** The feature's name. */
  readonly name: string;
  /** Smallest. */
  readonly minimum: number;
  /** Largest. */
  readonly maximum: number;
}

/**
 * Everything that turns a clean catalogue into examples, fitted on the training part alone; plain
 * JSON, saved with the model.
 */
export interface Preparation {
  /** What is forecast. */
  readonly task: Task;
  /** Magnitude from which events count as input. */
  readonly completeness: number;
  /** Magnitude from which events count as targets; for task magnitude also the steps. */
  readonly minMagnitude: number;
  /** Rounding of the catalogue's magnitudes. */
  readonly magnitudeBinWidth: number;
  /** Upper end of the truncated law of magnitudes. */
  readonly maximumMagnitude: number;
  /** Length of a step, milliseconds (not used by task magnitude, whose steps are events). */
  readonly binMs: number;
  /** Length of a forecast, milliseconds (not used by task magnitude). */
  readonly horizonMs: number;
  /** Steps in a window. */
  readonly window: number;
  /** End of the training part, UTC epoch milliseconds; events before it were fitted. */
  readonly trainEndMs: number;
  /** End of the validation part, UTC epoch milliseconds. */
  readonly validationEndMs: number;
  /** Window + horizon, the least time between the parts, milliseconds; 0 for task magnitude. */
  readonly gapMs: number;
  /** Features, then tides, covariates, then what says whether those are known; channels for task map. */
  readonly featureNames: readonly string[];
  /** Centre and scale of each feature. */
  readonly normaliser: Normaliser;
  /** The covariates among the features. */
  readonly covariates: readonly PreparedCovariate[];
  /** The tides among the features. */
  readonly tides?: PreparedTides;
  /** Groups of inputs; each feature is in one. None in folders from before they were kept. */
  readonly modalities?: readonly PreparedModality[];
  /** Share of training windows that lose each group that can be missing. */
  readonly modalityDropout?: number;
  /** The tiled region; task map only. */
  readonly grid?: Grid;
  /** Range of each feature in training, for warnings. */
  readonly inputRanges: readonly InputRange[];
  /** Sentences for a person on what was chosen, and why. */
  readonly remarks: readonly string[];
}

/** The part of a preparation that turns events into raw features. */
export type SeriesLayout = Pick<
  Preparation,
  | "task"
  | "completeness"
  | "minMagnitude"
  | "magnitudeBinWidth"
  | "binMs"
  | "featureNames"
  | "covariates"
  | "modalities"
  | "tides"
  | "grid"
>;
