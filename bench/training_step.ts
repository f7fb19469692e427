import { type Examples, resolveForecastConfiguration } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { taskOf } from "../engine/models/mod.ts";
import {
  type FitState,
  listWeights,
  readWeights,
  startOptimiser,
  trainEpoch,
} from "../engine/training/mod.ts";
import type { NetworkPair } from "./peer_networks.ts";

/** Inputs and outcomes of one batch, and the step length of Adam. */
export interface StepData {
  /** Examples end to end. [batch, time, feature] */
  inputs: Float32Array;
  /** What the network should say. [batch] */
  targets: Float32Array;
  /** Step length. */
  learningRate: number;
}

/**
 * Opens our way of training, the one place that the benches take it from: a step of an epoch of
 * trainEpoch that has a single batch, its loss the mean square, its optimiser Adam. The step gives
 * the loss before it. A sentence where a number of threads cannot be had.
 */
export function openOurTraining(
  pair: NetworkPair,
  { data, threads }: { data: StepData; threads: 1 | 2 },
): (() => Promise<number>) | string {
  if (threads === 2) return "the backend has one number of threads in a process";
  return makeEpochOfOneBatch(pair, data);
}

function makeEpochOfOneBatch(
  { ours, shape: [window, features] }: NetworkPair,
  { inputs, targets, learningRate }: StepData,
): () => Promise<number> {
  const batch = targets.length;
  const configuration = resolveForecastConfiguration({
    task: "magnitude",
    loss: "mean-squared-error",
    batch,
    l2: 0,
    clipNorm: 0,
  });
  const flat = listWeights(ours);
  const weights = readWeights(flat);
  const state: FitState = {
    epoch: 0,
    weights,
    optimiser: startOptimiser(weights.length),
    history: [],
    best: { epoch: 0, valLoss: Infinity, weights },
  };
  const examples: Examples = {
    task: "magnitude",
    series: inputs,
    stepShape: [features],
    featureNames: Array.from({ length: features }, (_, i) => `feature ${i}`),
    window,
    count: batch,
    lastStep: Int32Array.from({ length: batch }, (_, i) => (i + 1) * window - 1),
    issueTimeMs: new Float64Array(batch),
    outcomeEndMs: new Float64Array(batch),
    targets,
    targetSize: 1,
  };
  // A start of mean 0 and deviation 1 leaves the targets as they are.
  const ones = new Float64Array(batch).fill(1);
  const start = { family: "normal" as const, mean: new Float64Array(batch), deviation: ones };
  const all = { start: 0, end: batch };
  return () =>
    trainEpoch(ours, {
      ...{ examples, train: all, validation: all, task: taskOf(configuration) },
      ...{ start: { ...start, binWidth: 0.1 }, positiveWeight: 1, inputNoise: [0] },
      ...{ configuration, flat, state, stream: new RandomStream(3), learningRate },
    });
}
