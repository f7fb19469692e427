import { InputError } from "../../domain/mod.ts";
import type { KernelEngine } from "./compile.ts";
import { compileTraining } from "./compile_training.ts";
import { freezeGraph } from "./freeze_graph.ts";
import type { NetworkGraph } from "./network_graph.ts";
import { checkExamples } from "./plan_network.ts";

/**
 * Slopes of a scalar by the outputs: numbers, or what makes them out of the outputs, both
 * [example, output]. A function may write into the array that it is given.
 */
export type SlopesOfOutputs = Float32Array | ((outputs: Float32Array) => Float32Array);

/** A network, as it answers, that also says how its answer hangs on its input. */
export interface InputGradient {
  /** Most examples in a call. */
  batch: number;
  /** Numbers of one example. */
  exampleSize: number;
  /** Numbers that are said of one example. */
  outputSize: number;
  /** From examples, end to end, to what is said of them: [example, output]. */
  predict(examples: Float32Array): Float32Array;
  /**
   * Slopes by every number of the examples of a scalar whose slopes by the outputs are given:
   * [example, ...input], a new array. Throws InputError for values that are no whole examples.
   */
  gradient(examples: Float32Array, slopes: SlopesOfOutputs): Float32Array;
  /** Gives the buffers back. */
  dispose(): void;
}

/**
 * Plans the buffers of a network that runs as it answers, without dropout and with the batch
 * normalisations' moving averages, and back to its input.
 *
 * Throws ModelError for layers without a way back.
 */
export function compileInputGradient(
  graph: NetworkGraph,
  { values, batch, engine }: {
    values: Readonly<Float32Array>;
    batch: number;
    engine: KernelEngine;
  },
): InputGradient {
  const trainer = compileTraining(freezeGraph(graph), {
    ...{ batch, engine, toInput: true },
    drawSeed: () => 0, // nothing is dropped
  });
  const { exampleSize, outputSize } = trainer;
  trainer.weights().set(values);
  const run = (examples: Float32Array): Float32Array => {
    checkExamples(examples.length, { exampleSize, batch });
    trainer.input().fill(0).set(examples);
    return trainer.forward().slice(0, examples.length / exampleSize * outputSize);
  };
  return {
    ...{ batch, exampleSize, outputSize },
    predict: run,
    gradient(examples, slopes) {
      const outputs = run(examples);
      const given = typeof slopes === "function" ? slopes(outputs) : slopes;
      if (given.length !== outputs.length) {
        throw new InputError(
          `Cannot go back from ${given.length} slopes: need ${outputs.length}, one an output.`,
        );
      }
      trainer.outputSlope().fill(0).set(given);
      trainer.backward();
      return trainer.inputSlope!().slice(0, examples.length);
    },
    dispose: () => trainer.dispose(),
  };
}
