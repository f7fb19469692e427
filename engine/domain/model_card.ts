import type { ReviewedEvents } from "./reviews_used.ts";
import type { CleaningReport } from "./reports.ts";
import type { CalibrationGates } from "./forecast_calibration.ts";
import type { ForecastConfiguration } from "./forecast_options.ts";
import type { ModelSearch } from "./model_search.ts";

/** A stretch of time and the examples in it; times are ISO 8601. */
export interface ExampleSpan {
  /** Issue time of the first example. */
  from: string;
  /** Issue time of the last example. */
  to: string;
  /** Number of examples (windows). */
  windows: number;
}

/** Scores by name; null where a score is undefined, such as ROC AUC with one class only. */
export type Scores = { [name: string]: number | null | Scores | Scores[] | string };

/** How much better than a baseline, on data the model never saw. */
export interface Skill {
  /** The baseline, the best of those fitted on the training part, judged on validation. */
  baseline: string;
  /** Mean log score of the model minus that of the baseline, nats per window, or per event. */
  nats: number;
  /** Lower end of the 95 % block-bootstrap interval. */
  low: number;
  /** Upper end of the 95 % block-bootstrap interval. */
  high: number;
  /** Test windows scored; of a point process its events. */
  windows: number;
  /** Windows in one block of the bootstrap; horizons overlap. */
  blockLength: number;
  /** Whether the whole interval lies above 0. */
  beatsBaseline: boolean;
  /** The same in a sentence. */
  sentence: string;
}

/** One epoch of training. */
export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  /** Mean training loss. */
  loss: number;
  /** Mean validation loss. */
  valLoss: number;
  /** Learning rate of the epoch. */
  learningRate: number;
}

/** What a network gains over the same one trained without some inputs, nats per window. */
export interface AblationGain {
  /** The difference of mean log scores; positive where they help. */
  gainNats: number;
  /** Lower end of its 95 % block-bootstrap interval. */
  low: number;
  /** Upper end of its 95 % block-bootstrap interval. */
  high: number;
}

/** Inputs that come and go together. */
export interface InputModality {
  /** "catalogue", "tides", or the name of a group of covariates. */
  name: string;
  /** The input columns that it has. */
  columns: string[];
}

/** What a network takes in, and how good it is where some of it is missing. */
export interface ModalitySkills {
  /** Every group of inputs; each input column is in one. */
  inputs: InputModality[];
  /** Share of training windows that lost a group that can be missing. */
  dropout: number;
  /** Skill on the test part for each set of groups that can be missing, nothing missing first. */
  cases: { missing: string[]; skill: Skill }[];
}

/** The same network with and without the covariates, on the validation part. */
export interface Ablation {
  /** Mean log score with them, nats per window. */
  withCovariates: number;
  /** Mean log score without them, nats per window. */
  withoutCovariates: number;
  /** The difference, nats per window; positive where they help. */
  gainNats: number;
  /** Lower end of its 95 % block-bootstrap interval. */
  low: number;
  /** Upper end of its 95 % block-bootstrap interval. */
  high: number;
  /** The same on the test part, which chose neither network; none in cards from before it was kept. */
  test?: AblationGain;
  /** On the test part, over the network trained without one group alone, where there are several. */
  groups?: (AblationGain & { without: string })[];
}

/** One fold of rolling-origin cross-validation: a whole training, scored on what came after it. */
export interface FoldScore {
  /** Issue time of the first scored window, ISO 8601. */
  from: string;
  /** Issue time of the last scored window, ISO 8601. */
  to: string;
  /** Scored windows. */
  windows: number;
  /** Mean log score of the network, nats per window. */
  logScore: number;
  /** The best baseline on the fold's own validation part. */
  baseline: string;
  /** Its mean log score, nats per window. */
  baselineLogScore: number;
}

/** What was done to get a model, on what data, and how good it is: the model's passport. */
export interface ModelCard {
  /** Version of this layout. */
  format: 1;
  /** Name of the model's folder when it was saved. */
  name: string;
  /** Sentences on what it answers and what it is not for. */
  about: string[];
  /** Reviews that made the catalogue what it is; left out where it was not read as reviewed. */
  reviews?: ReviewedEvents;
  /** Resolved configuration. */
  configuration: ForecastConfiguration;
  /** Number of trained weights. */
  weights: number;
  /** The catalogue it was trained on. */
  data: {
    name: string;
    fingerprint: string;
    events: number;
    from: string;
    to: string;
    cleaning: CleaningReport;
    covariates: string[];
  };
  /** Magnitude from which the catalogue is complete, fitted on the training part. */
  completeness: number;
  /** Smallest target magnitude. */
  minMagnitude: number;
  /** The parts, split by time with a gap of at least window + horizon. */
  spans: { train: ExampleSpan; validation: ExampleSpan; test: ExampleSpan };
  /** Training history. */
  epochs: EpochRecord[];
  /** The epoch whose weights were kept. */
  bestEpoch: number;
  /** Mean log score on the validation part, on which the epoch was chosen, nats per window. */
  validationLogScore: number;
  /** Mean log score on the test part, nats per window. */
  testLogScore: number;
  /** Scores on the test part. */
  scores: Scores;
  /** Each baseline's mean log score (nats per window) on validation and on test, and its scores. */
  baselines: Record<string, { validationLogScore: number; testLogScore: number; scores: Scores }>;
  /** Skill on the test part. */
  skill: Skill;
  /** Whether the calibrations, fitted on the validation part, held on the test part. */
  calibration?: CalibrationGates;
  /** What the covariates are worth. */
  ablation?: Ablation;
  /** Groups of inputs, and the skill without each; only where some can be missing. */
  modalities?: ModalitySkills;
  /** How the same recipe does on earlier stretches. */
  crossValidation?: { folds: FoldScore[] };
  /** The search that chose the recipe. */
  search?: ModelSearch;
  /** Software that made it. */
  versions: Record<string, string>;
  /** Seed of everything random. */
  seed: number;
}
