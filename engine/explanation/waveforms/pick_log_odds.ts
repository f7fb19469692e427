import { compileInputGradient, type KernelEngine } from "../../backend/mod.ts";
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
  /** Windows that are taken at once. */
  readonly batch: number;
  /** ln p / (1 − p) of windows, end to end. [window] */
  value(windows: Float32Array): Float64Array;
  /** Its slopes by every sample of them. [window, sample, component] */
  gradient(windows: Float32Array): Float32Array;
  /** Gives the buffers back. */
  dispose(): void;
}

/** Windows that go through at once: as many as a panel of the way has points. */
const BATCH = 4;

/** Nearer to 0 or 1 a probability in 32 bits says no more. */
const SUREST = 1e-6;

/**
 * The log-odds of a phase at a sample and their slopes by the window. Where the network ends in a softmax
 * they are taken from the numbers before it, which do not saturate.
 *
 * Throws ConfigurationError for a picker that is no network, or knows no such phase, and ModelError
 * where a layer has no way back.
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
  const head = logits === graph ? ofProbabilities(place) : ofLogits(place);
  const network = compileInputGradient(logits, { values: weights, batch: BATCH, engine });
  const classes = picker.classes.length;
  const at = (outputs: Float32Array, window: number) => {
    const start = window * network.outputSize + sample * classes;
    return outputs.subarray(start, start + classes);
  };
  const countOf = (windows: Float32Array) => windows.length / network.exampleSize;
  return {
    batch: BATCH,
    value(windows) {
      const outputs = network.predict(windows);
      return Float64Array.from(
        { length: countOf(windows) },
        (_, window) => head.value(at(outputs, window)),
      );
    },
    gradient: (windows) =>
      network.gradient(windows, (outputs) => {
        const slopes = new Float32Array(outputs.length);
        for (let window = 0; window < countOf(windows); window++) {
          at(slopes, window).set(head.slopes(at(outputs, window)));
        }
        return slopes;
      }),
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

/** From the outputs of one sample to a scalar and its slopes. [class] */
interface Head {
  value(outputs: Float32Array): number;
  slopes(outputs: Float32Array): Float32Array;
}

/** ln p / (1 − p) is the logit less the logarithm of the others' sum of exponentials. */
function ofLogits(place: number): Head {
  const others = (logits: Float32Array) => {
    const largest = logits.reduce(
      (most, one, i) => i === place ? most : Math.max(most, one),
      -Infinity,
    );
    const parts = logits.map((one, i) => i === place ? 0 : Math.exp(one - largest));
    const sum = parts.reduce((total, part) => total + part, 0);
    return { parts, sum, logSum: largest + Math.log(sum) };
  };
  return {
    value: (logits) => logits[place] - others(logits).logSum,
    slopes(logits) {
      const { parts, sum } = others(logits);
      return logits.map((_, i) => i === place ? 1 : -parts[i] / sum);
    },
  };
}

/** The same from a probability of its own. */
function ofProbabilities(place: number): Head {
  const clamped = (outputs: Float32Array) => Math.min(1 - SUREST, Math.max(SUREST, outputs[place]));
  return {
    value: (outputs) => Math.log(clamped(outputs) / (1 - clamped(outputs))),
    slopes(outputs) {
      const p = clamped(outputs);
      return outputs.map((_, i) => i === place ? 1 / (p * (1 - p)) : 0);
    },
  };
}
