/** Inputs of a model over time. */
export interface DriftSteps {
  /** Names of the inputs. */
  readonly names: readonly string[];
  /** Ends of the steps, rising, UTC epoch milliseconds. [step] */
  readonly endMs: Float64Array;
  /** Values. [feature][step] */
  readonly values: readonly Float64Array[];
}

/** Forecasts whose outcome is known, in order of time. */
export interface DriftWindows {
  /** Issue times, UTC epoch milliseconds. [window] */
  readonly issueMs: Float64Array;
  /** When their outcome was known, UTC epoch milliseconds. [window] */
  readonly endMs: Float64Array;
  /** Places of what came in the forecast distribution, 0 to 1. [window] */
  readonly transform: Float64Array;
  /** Log score of the model less that of its baseline, nats. [window] */
  readonly gain: Float64Array;
  /** Neighbouring windows that share events. */
  readonly overlap: number;
  /** What the gain is over. */
  readonly baseline: string;
}

/** Events as they were recorded. */
export interface DriftEvents {
  /** Origin times, rising, UTC epoch milliseconds. [event] */
  readonly timeMs: Float64Array;
  /** Magnitudes. [event] */
  readonly magnitude: Float64Array;
  /** Epicentres, by which aftershocks are set aside; left out of events in a plane. */
  readonly places?: {
    /** Degrees north. [event] */
    readonly latitude: Float64Array;
    /** Degrees east. [event] */
    readonly longitude: Float64Array;
  };
  /** Completeness that the model counts from. */
  readonly completeness: number;
  /** Rounding of the magnitudes. */
  readonly binWidth: number;
  /** Estimates the magnitude of completeness; null where it cannot. */
  readonly estimate: (magnitudes: ArrayLike<number>) => number | null;
}

/** All that drift is told from. */
export interface DriftMaterial {
  /** Name of the model. */
  readonly model: string;
  /** Inputs; left out where only outcomes are known. */
  readonly steps?: DriftSteps;
  /** Forecasts that the model was not fitted to. */
  readonly windows: DriftWindows;
  /** Events; left out where only outcomes are known. */
  readonly events?: DriftEvents;
  /** End of the training part; left out where only outcomes are known. */
  readonly trainEndMs?: number;
}

/** Which part is watched, and how sure an alarm is. */
export interface WatchOptions {
  /** Beginning of the watched part, UTC epoch milliseconds. */
  readonly fromMs: number;
  /** Its end, UTC epoch milliseconds. */
  readonly untilMs: number;
  /** Chance of a false alarm of the monitor. */
  readonly level: number;
}
