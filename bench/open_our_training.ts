import type { KernelEngine, Network } from "../engine/backend/mod.ts";
import { type Examples, resolveForecastConfiguration } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { taskOf } from "../engine/models/mod.ts";
import { startOptimiser, trainEpoch, TrainingRun } from "../engine/training/mod.ts";

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
 * Opens our way of training: a step is an epoch of trainEpoch that has a single batch, its loss the
 * mean square, its optimiser Adam. The step gives the loss before it.
 */
export function openOurTraining(
  { graph, weights: start }: Network,
  { data, engine }: { data: StepData; engine: KernelEngine },
): () => Promise<number> {
  const batch = data.targets.length;
  const configuration = resolveForecastConfiguration({
    ...{ task: "magnitude", loss: "mean-squared-error", batch, l2: 0, clipNorm: 0 },
  });
  const run = new TrainingRun(graph, { configuration, engine, drawDropoutSeed: () => 0 });
  const weights = start.slice();
  const optimiser = startOptimiser(weights.length);
  const best = { epoch: 0, valLoss: Infinity, weights };
  const all = { start: 0, end: batch };
  // A start of mean 0 and deviation 1 leaves the targets as they are.
  const deviation = new Float64Array(batch).fill(1);
  const options = {
    ...{ configuration, examples: examplesOf(data, graph.inputShape), train: all, validation: all },
    start: { family: "normal" as const, mean: new Float64Array(batch), deviation, binWidth: 0.1 },
    ...{ task: taskOf(configuration), positiveWeight: 1, inputNoise: [0] },
    state: { epoch: 0, weights, optimiser, history: [], best },
    learningRate: data.learningRate,
  };
  return () => trainEpoch(run, { ...options, stream: new RandomStream(3) });
}

/** The batch as windows that do not overlap. */
function examplesOf(
  { inputs, targets }: StepData,
  [window, features]: readonly number[],
): Examples {
  const count = targets.length;
  return {
    task: "magnitude",
    ...{ series: inputs, stepShape: [features], window, count, targets, targetSize: 1 },
    featureNames: Array.from({ length: features }, (_, i) => `feature ${i}`),
    lastStep: Int32Array.from({ length: count }, (_, i) => (i + 1) * window - 1),
    issueTimeMs: new Float64Array(count),
    outcomeEndMs: new Float64Array(count),
  };
}
