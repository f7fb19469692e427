import type { Skill } from "./model_card.ts";
import type { Task } from "./forecast_options.ts";
import type { Grid } from "./region.ts";

/** An amount on the scale of an explanation, and what it means. */
export interface ExplainedAmount {
  /** On the scale on which amounts add up: nats for counts and odds, magnitude units. */
  amount: number;
  /** Of counts and odds: by how much they are multiplied, e^amount. */
  factor?: number;
}

/** A number that a network said, on both scales. */
export interface ExplainedNumber {
  /** On the scale on which amounts add up. */
  scalar: number;
  /** As a reader reads it: expected events, a probability, an expected magnitude. */
  expected: number;
}

/** What one input feature did. */
export interface FeatureExplanation extends ExplainedAmount {
  /** Its name. */
  name: string;
  /** Its unit; empty for covariates, which have their own. */
  unit: string;
  /** What it is. */
  about: string;
  /** Its part of all attributions, by size: 0 to 1. */
  share: number;
  /** What the answer loses when it is as in the average window throughout. */
  occlusion: number;
  /** What it is worth on the validation part, nats per window. */
  permutation?: { nats: number; low: number; high: number };
}

/** What one step of the window did. */
export interface StepExplanation extends ExplainedAmount {
  /** Its start, ISO 8601. */
  from: string;
  /** Its end, ISO 8601. */
  to: string;
  /** What the answer loses when the step is an average one. */
  occlusion: number;
  /** The feature that did most in it. */
  feature: string;
}

/** How permutation importance was measured. */
export interface PermutationReport {
  /** Windows of the validation part. */
  windows: number;
  /** Issue time of the first, ISO 8601. */
  from: string;
  /** Issue time of the last, ISO 8601. */
  to: string;
  /** Shuffles of each feature. */
  repeats: number;
  /** Windows in one block of the bootstrap. */
  blockLength: number;
  /** Mean log score of the network on these windows, nats per window. */
  logScore: number;
}

/** Whether the attributions of a window sum to the difference that they share out. */
export interface Completeness {
  /** Sum of all attributions. */
  sum: number;
  /** What they share out: the answer less that to the baseline, such as the average window. */
  difference: number;
  /** |sum − difference| over |difference|; where that is nearly 0, |sum − difference| itself. */
  error: number;
  /** What it may be. */
  tolerance: number;
  /** Whether error and tolerance are amounts, the difference being nearly 0. */
  isAbsolute: boolean;
  /** Whether the error is within the tolerance. */
  isComplete: boolean;
  /** Slopes, or of a pick answers, that were taken between the baseline and the window. */
  slopes: number;
}

/** Why a network forecasts what it does; the same input gives the same bytes. */
export interface NetworkExplanation {
  /** Whether the explained model has skill at all: without, it is the model that is explained. */
  headline: string;
  /** What moved the forecast, by what factor and when: two sentences. */
  sentences: [whole: string, parts: string];
  /** What is forecast. */
  task: Task;
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Everything up to and including this time was used, ISO 8601. */
  issuedAt: string;
  /** End of the time forecast for, ISO 8601, or "next event". */
  to: string;
  /** What is explained, with its unit. */
  explained: { what: string; scale: "log" | "log-odds" | "linear"; unit: string; cell?: number };
  /** What the network says, before any calibration. */
  answer: ExplainedNumber;
  /** What it says of the average window, and what that is. */
  average: ExplainedNumber & { window: string; start: string };
  /** What the baseline does from which the network starts: its answer here against the average. */
  start: ExplainedAmount & { baseline: string; share: number };
  /** What the network's own reading of the window does. */
  window: ExplainedAmount & { share: number };
  /** Whether the window's attributions are complete. */
  completeness: Completeness;
  /** Features, those that did most first. */
  features: FeatureExplanation[];
  /** Steps in order of time. */
  steps: StepExplanation[];
  /** Features of the columns of `attributions` and `inputs`. */
  columns: string[];
  /** What every input did; of maps summed over cells. [step][column] */
  attributions: number[][];
  /** The window in the features' units; not of maps. [step][column] */
  inputs?: number[][];
  /** Of maps: what the inputs of each cell did, over all steps and channels. [cell] */
  cells?: { grid: Grid; attribution: number[] };
  /** How permutation importance was measured, or why it was not. */
  permutation: PermutationReport | { reason: string };
  /** Skill of the network on data it never saw. */
  skill: Skill;
  /** Which model. */
  model: { name: string; network: string; weightsSha256: string };
  /** Which data. */
  data: { fingerprint: string };
  /** What a reader must know. */
  warnings: string[];
}
