import type {
  EpochRecord,
  ExampleRange,
  Examples,
  ForecastConfiguration,
  PredictiveTable,
  ReportProgress,
} from "../domain/mod.ts";
import type { ModalityMask } from "../preprocessing/mod.ts";
import type { TaskDefinition } from "../models/mod.ts";
import { type OptimiserState, startOptimiser } from "./optimiser_state.ts";

/** Everything that a training is at the end of an epoch; enough to go on from there exactly. */
export interface FitState {
  /** Epochs done. */
  epoch: number;
  /** Weights, end to end. */
  weights: Float32Array;
  /** Moving averages of the optimiser. */
  optimiser: OptimiserState;
  /** Losses so far. */
  history: EpochRecord[];
  /** The epoch with the lowest validation loss, and its weights; epoch 0 is the baseline that it starts from. */
  best: { epoch: number; valLoss: number; weights: Float32Array };
}

/** What is fitted, on what, and how it can be watched and stopped. */
export interface FitOptions {
  /** Windows with their targets. */
  examples: Examples;
  /** Examples to fit on. */
  train: ExampleRange;
  /** Examples that choose the epoch. */
  validation: ExampleRange;
  /** From raw numbers to a likelihood. */
  task: TaskDefinition;
  /** The baseline's distributions that the network starts from. [example, target] */
  start: PredictiveTable;
  /** Weight of alarms that came true; 1 unless classes are balanced. */
  positiveWeight: number;
  /** Standard deviation of input noise by feature, in normalised units; 0 for none. [feature] */
  inputNoise: readonly number[];
  /** Groups of inputs that windows lose in training, and the share that loses each. */
  modalityDropout?: { masks: readonly ModalityMask[]; share: number };
  /** Where to go on from. */
  resumeFrom?: FitState;
  /** Called with the state after each checkpointed epoch, and when interrupted. */
  saveState?: (state: FitState) => Promise<void>;
  /** Stops the training between two batches; the last whole epoch is saved first. */
  signal?: AbortSignal;
  /** Watches. */
  report?: ReportProgress;
}

/** The state before the first epoch: what is best so far are the first weights. */
export function startState(weights: Float32Array, valLoss: number): FitState {
  return {
    epoch: 0,
    weights,
    optimiser: startOptimiser(weights.length),
    history: [],
    best: { epoch: 0, valLoss, weights: weights.slice() },
  };
}

/** Whether all epochs are done, or none of the last few was the best. */
export function isFinished(
  { epoch, best }: FitState,
  { epochs, patience }: Pick<ForecastConfiguration, "epochs" | "patience">,
): boolean {
  return epoch >= epochs || (patience > 0 && epoch - best.epoch >= patience);
}

/** Notes an epoch, and keeps its weights, or those that were validated in their place, where best so far. */
export function finishEpoch(
  state: FitState,
  record: EpochRecord,
  validated: Float32Array = state.weights,
): void {
  state.epoch = record.epoch;
  state.history.push(record);
  const { epoch, valLoss } = record;
  if (valLoss < state.best.valLoss) {
    state.best = { epoch, valLoss, weights: validated.slice() };
  }
}
