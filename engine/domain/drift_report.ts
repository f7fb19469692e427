/** What to do: nothing, look again soon, or train again. */
export type DriftVerdict = "steady" | "watch" | "retrain";

/** How one input of a model is distributed now against its training part. */
export interface InputDrift {
  /** The input, by its name in the model. */
  readonly feature: string;
  /** Population stability index, nats; 0 where both parts are alike. */
  readonly stability: number;
  /** What it may reach by chance at the level of its monitor, its neighbours allowed for; null where untold. */
  readonly limit: number | null;
  /** Chance of as much without any change, corrected for the number of inputs; null where untold. */
  readonly probability: number | null;
  /** What the rule of thumb makes of it: below 0.1, up to 0.25, above; it knows no sample size. */
  readonly ruleOfThumb: "none" | "moderate" | "large";
  /** Bins that the training part was cut into. */
  readonly bins: number;
  /** Independent steps that the training part is worth. */
  readonly effectiveTraining: number;
  /** Independent steps that the watched part is worth; below ten nothing can be told. */
  readonly effectiveWatched: number;
  /** Whether it has changed. */
  readonly isChanged: boolean;
}

/** Whether the inputs of a model are what it was trained on. */
export interface InputsDrift {
  /** Inputs, the most changed first. */
  readonly features: readonly InputDrift[];
  /** Chance of so much in any of them without a change; null where nothing can be told. */
  readonly probability: number | null;
  /** Limits of the monitor are for this chance of a false alarm. */
  readonly level: number;
  /** Index of shorter spans over time, each as a multiple of its own limit. */
  readonly rolling: {
    /** Length of a span, days. */
    readonly days: number;
    /** Ends of the spans, UTC epoch milliseconds. [span] */
    readonly endMs: readonly number[];
    /** Over the limit above 1. [feature][span] */
    readonly features: readonly { readonly feature: string; readonly ratio: readonly number[] }[];
  };
  /** When the change most probably began, UTC epoch milliseconds; null where there is none. */
  readonly sinceMs: number | null;
  /** Whether an input has changed. */
  readonly isChanged: boolean;
}

/** A mean with its 95 % interval; without an interval where there are too few windows. */
export interface MeanGain {
  /** Mean, nats a window. */
  readonly nats: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** Windows. */
  readonly windows: number;
}

/** Whether a model is still better than its baseline by as much as it was. */
export interface SkillDrift {
  /** The baseline. */
  readonly baseline: string;
  /** Before: windows that the model was not fitted to; null where there are none. */
  readonly before: MeanGain | null;
  /** In the watched part. */
  readonly watched: MeanGain;
  /** Chance of so large a fall where up to 0.01 nats are none; against no gain at all where there was no before. */
  readonly probability: number;
  /** Limit of the chance. */
  readonly level: number;
  /** Gain of the windows of shorter spans over time, with 95 % block-bootstrap intervals. */
  readonly rolling: {
    /** Windows in a span. */
    readonly windows: number;
    /** Ends of the spans, UTC epoch milliseconds. [span] */
    readonly endMs: readonly number[];
    /** Mean gain, nats a window. [span] */
    readonly nats: readonly number[];
    /** Lower ends. [span] */
    readonly low: readonly number[];
    /** Upper ends. [span] */
    readonly high: readonly number[];
  };
  /** When the fall most probably began, UTC epoch milliseconds; null where there is none. */
  readonly sinceMs: number | null;
  /** Whether the gain has fallen. */
  readonly isChanged: boolean;
}

/** Where a chart of cumulative sums left its limits: what came against what was forecast. */
export type CalibrationDirection =
  | "more than forecast"
  | "less than forecast"
  | "forecasts too narrow"
  | "forecasts too wide";

/** Whether what comes still lies in the forecast distributions as it did. */
export interface CalibrationDrift {
  /** "own past" where earlier windows tell what is usual, "uniform" where calibration itself is asked for. */
  readonly against: "own past" | "uniform";
  /** Windows before. */
  readonly windowsBefore: number;
  /** Windows watched; none shares events with another. */
  readonly windows: number;
  /** Windows that are shuffled together for the limit, whose dependence is thereby allowed for. */
  readonly blockLength: number;
  /** Shift, in standard deviations, that the chart is made for is twice this. */
  readonly allowance: number;
  /** Limit of the sums, standard deviations. */
  readonly limit: number;
  /** Windows between two false alarms at this limit, on average. */
  readonly averageRunLength: number;
  /** Largest sum. */
  readonly largest: number;
  /** Chance of as large a sum in so many windows without a change. */
  readonly probability: number;
  /** Limit of the chance. */
  readonly level: number;
  /** Ends of the windows, UTC epoch milliseconds. [window] */
  readonly endMs: readonly number[];
  /** Cumulative sums. [window] */
  readonly paths: Readonly<Record<CalibrationDirection, readonly number[]>>;
  /** First window over the limit, end of it, UTC epoch milliseconds; null where there is none. */
  readonly alarmMs: number | null;
  /** When the change most probably began, UTC epoch milliseconds; null where there is none. */
  readonly sinceMs: number | null;
  /** Which way; null where there is no change. */
  readonly direction: CalibrationDirection | null;
  /** Whether calibration has changed. */
  readonly isChanged: boolean;
}

/** Magnitudes of a part of a catalogue. */
export interface MagnitudePart {
  /** Events of at least the completeness that the model counts from. */
  readonly events: number;
  /** Magnitude of completeness, estimated; null where it cannot be. */
  readonly completeness: number | null;
  /** b-value above the magnitude that both parts are complete from; null where it cannot be told. */
  readonly bValue: number | null;
  /** Its standard error. */
  readonly bValueError: number | null;
  /** Events a day above the completeness that the model counts from. */
  readonly ratePerDay: number;
  /** Events a day above the magnitude that both parts are complete from. */
  readonly completeRatePerDay: number;
}

/** What has changed in the events themselves: how they are recorded, or how they come. */
export interface CatalogueDrift {
  /** Completeness that the model counts from. */
  readonly modelCompleteness: number;
  /** Magnitude from which on both parts have one law of magnitudes. */
  readonly commonCompleteness: number;
  /** Training part. */
  readonly training: MagnitudePart;
  /** Watched part. */
  readonly watched: MagnitudePart;
  /** Chance of so different magnitudes, above the model's completeness, without a change. */
  readonly magnitudeProbability: number;
  /** Rate of independent events above the common completeness over that of the training part. */
  readonly rateRatio: number;
  /** Chance of so different a rate without a change; neighbouring weeks are allowed for; null where untold. */
  readonly rateProbability: number | null;
  /** Limit of each chance. */
  readonly level: number;
  /** Whether small events are missing, or their magnitudes told otherwise: the catalogue has changed. */
  readonly isRecordedOtherwise: boolean;
  /** Whether events that both parts hold come more or less often: the Earth has changed. */
  readonly isRateChanged: boolean;
  /** When the change most probably began, UTC epoch milliseconds; null where there is none. */
  readonly sinceMs: number | null;
}

/** Whether a model is still what it was, and whether it should be trained again. Times are UTC epoch milliseconds. */
export interface DriftReport {
  /** The model. */
  readonly model: string;
  /** Beginning of the watched part. */
  readonly watchedFromMs: number;
  /** Its end. */
  readonly watchedUntilMs: number;
  /** Chance of a verdict other than "steady" where nothing has changed. */
  readonly falseAlarmRate: number;
  /** The inputs; null where only outcomes of forecasts are known. */
  readonly inputs: InputsDrift | null;
  /** The gain over the baseline. */
  readonly skill: SkillDrift;
  /** The calibration. */
  readonly calibration: CalibrationDrift;
  /** The events; null where only outcomes of forecasts are known. */
  readonly catalogue: CatalogueDrift | null;
  /** What to do. */
  readonly verdict: DriftVerdict;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
  /** When the first of the changes most probably began; null where there is none. */
  readonly sinceMs: number | null;
}
