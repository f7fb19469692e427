import { compileGraph, type KernelEngine } from "../../backend/mod.ts";
import { ConfigurationError } from "../../domain/mod.ts";
import { type Picker, withoutSoftmax } from "../../models/mod.ts";

/** What is explained of a picker: how sure it is of a phase at a sample. */
export interface PickQuestion {
  /** The phase, one of the picker's classes. */
  phase: string;
  /** The sample of the window. */
  sample: number;
}

/** How sure a picker is of a phase at a sample, as a function of normalised windows. */
export interface PickLogOdds {
  /** ln p / (1 − p) of a window. [sample, component] */
  value(window: Float32Array): number;
  /** Gives the buffers back. */
  dispose(): void;
}

/** Nearer to 0 or 1 a probability in 32 bits says no more. */
const SUREST = 1e-6;

/**
 * The log-odds of a phase at a sample. Where the network ends in a softmax they are taken from the numbers
 * before it, which do not saturate.
 *
 * Throws ConfigurationError for a picker that is no network, or knows no such phase.
 */
export function pickLogOdds(
  picker: Picker,
  { phase, sample }: PickQuestion,
  { engine }: { engine: KernelEngine },
): PickLogOdds {
  const place = placeOfPhase(picker, phase);
  if (picker.network === undefined) {
    throw new ConfigurationError(`Cannot explain ${picker.name}: it is no network.`, "model");
  }
  const { graph, weights } = picker.network;
  const logits = withoutSoftmax(graph);
  const read = logits === graph ? ofProbabilities : ofLogits;
  const network = compileGraph(logits, { values: weights, batch: 1, engine });
  const { length: classes } = picker.classes;
  return {
    value(window) {
      const outputs = network.predict(window);
      return read(outputs.subarray(sample * classes, (sample + 1) * classes), place);
    },
    dispose: () => network.dispose(),
  };
}

/** Place of a phase among the classes. Throws ConfigurationError where the picker does not know it. */
export function placeOfPhase(picker: Picker, phase: string): number {
  const phases = Object.keys(picker.defaultThresholds);
  if (phases.includes(phase)) return picker.classes.indexOf(phase);
  throw new ConfigurationError(
    `Cannot explain a pick of ${phase} with ${picker.name}: it knows ${phases.join(", ")}.`,
    "phase",
  );
}

/** ln p / (1 − p) is the logit less the logarithm of the others' sum of exponentials. [class] */
function ofLogits(logits: Float32Array, place: number): number {
  const others = [...logits].filter((_, i) => i !== place);
  const largest = Math.max(...others);
  const sum = others.reduce((total, one) => total + Math.exp(one - largest), 0);
  return logits[place] - largest - Math.log(sum);
}

/** The same from a probability of its own. [class] */
function ofProbabilities(outputs: Float32Array, place: number): number {
  const p = Math.min(1 - SUREST, Math.max(SUREST, outputs[place]));
  return Math.log(p / (1 - p));
}
