import type { PredictiveTable } from "../domain/mod.ts";
import { compileInputGradient, type Network, runningKernels } from "../backend/mod.ts";
import type { ExplainedScalar } from "./explained_scalar.ts";
import { type IntegratedGradients, integratedGradients } from "./integrated_gradients.ts";
import { occlude } from "./occlusion.ts";

/** A window that a network has answered. */
export interface ExplainedWindow {
  /** The network; the kernels must have been started. */
  network: Pick<Network, "graph" | "weights">;
  /** What is explained of its answer. */
  scalar: ExplainedScalar;
  /** Where the network starts from in this window. */
  start: PredictiveTable;
  /** The window, normalised. [step, ...stepShape] */
  input: Float32Array;
  /** The window that it is compared with. [step, ...stepShape] */
  baseline: Float32Array;
  /** Steps of the window. */
  steps: number;
  /** Features of a step; of a map the channels of a cell. */
  features: number;
}

/** Why a network says what it says of a window. */
export interface WindowExplanation {
  /** Integrated gradients of every number of the window. [step, ...stepShape] */
  gradients: IntegratedGradients;
  /** The same, summed over cells. [step, feature] */
  attributions: Float64Array;
  /** What the answer loses without each step. [step] */
  stepOcclusion: Float64Array;
  /** What it loses without each feature. [feature] */
  featureOcclusion: Float64Array;
}

/** Most numbers of the inputs in one pass. */
const LARGEST_PASS = 1_000_000;

/**
 * Explains an answer by integrated gradients from the baseline, and by occlusion of each step and of
 * each feature, on the same network as it answers.
 */
export function explainWindow(window: ExplainedWindow): WindowExplanation {
  const { network, input, baseline, steps, features } = window;
  const batch = Math.max(1, Math.min(16, Math.floor(LARGEST_PASS / input.length)));
  const engine = runningKernels();
  const compiled = compileInputGradient(network.graph, { values: network.weights, batch, engine });
  const { outputSize } = compiled;
  const rowsOf = (raw: Float32Array) =>
    Array.from(
      { length: raw.length / outputSize },
      (_, row) => raw.subarray(row * outputSize, (row + 1) * outputSize),
    );
  const { scalar, start } = window;
  const value = (inputs: Float32Array) =>
    rowsOf(compiled.predict(inputs)).map((raw) => scalar.of(raw, start));
  const gradient = (inputs: Float32Array) =>
    compiled.gradient(inputs, (outputs) => {
      for (const raw of rowsOf(outputs)) raw.set(scalar.slopes(raw, start));
      return outputs;
    });
  try {
    const run = { input, baseline, value, batch };
    const gradients = integratedGradients({ ...run, gradient });
    const attributions = new Float64Array(steps * features);
    const stepSize = input.length / steps;
    gradients.attributions.forEach((amount, i) => {
      attributions[Math.floor(i / stepSize) * features + i % features] += amount;
    });
    return {
      ...{ gradients, attributions },
      stepOcclusion: occlude({ ...run, parts: placesOfSteps(input.length, steps) }),
      featureOcclusion: occlude({ ...run, parts: placesOfFeatures(input.length, features) }),
    };
  } finally {
    compiled.dispose();
  }
}

/** Places of each step in a window of so many numbers. */
export function placesOfSteps(size: number, steps: number): Int32Array[] {
  const stepSize = size / steps;
  return Array.from(
    { length: steps },
    (_, step) => Int32Array.from({ length: stepSize }, (_, i) => step * stepSize + i),
  );
}

/** Places of each feature, which are the last axis, in a window of so many numbers. */
export function placesOfFeatures(size: number, features: number): Int32Array[] {
  return Array.from(
    { length: features },
    (_, feature) => Int32Array.from({ length: size / features }, (_, i) => i * features + feature),
  );
}
