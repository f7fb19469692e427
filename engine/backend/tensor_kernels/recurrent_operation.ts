import { tf } from "../tensors.ts";
import type { RecurrentAttributes } from "./recurrent_sequences.ts";

/** Weights of a recurrent layer, in the order of Keras. */
export interface RecurrentWeights {
  /** [input, gate × unit] */
  kernel: tf.Tensor;
  /** [unit, gate × unit] */
  recurrent: tf.Tensor;
  /** [gate × unit], or none. */
  bias?: tf.Tensor;
}

/** Names of the kernels of a recurrent layer. */
export interface RecurrentKernels {
  /** From input and weights to the output and what is kept. */
  forward: string;
  /** From what is kept and the output's slope to the slopes of input and weights. */
  gradient: string;
}

/** What a kernel keeps beside its output, in this order; h is the output itself where it is all of it. */
const KEPT = ["gates", "cells", "h"] as const;

/** A recurrent layer over whole sequences, as one operation with a gradient. */
export function recurrentOperation(
  { x, ...weights }: RecurrentWeights & { x: tf.Tensor },
  kernels: RecurrentKernels,
  options: Omit<RecurrentAttributes, "isKept">,
): tf.Tensor {
  const { kernel, recurrent, bias } = weights;
  const isKept = tf.engine().isTapeOn();
  const run = () =>
    tf.engine().runKernel<tf.Tensor[]>(
      kernels.forward,
      { x, kernel, recurrent, ...(bias && { bias }) },
      { ...options, isKept },
    );
  if (!isKept) return run()[0];
  // Not a gradient registered for the kernel: tfjs would fill slopes of zero for all that is kept.
  const inputs = [x, kernel, recurrent, ...(bias ? [bias] : [])];
  return tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const [out, ...kept] = run();
    const h = options.returnSequences ? [out] : [];
    save([x, kernel, recurrent, ...kept, ...h]);
    return {
      value: out,
      gradFunc: (dy: tf.Tensor, [x, kernel, recurrent, ...saved]: tf.Tensor[]) => {
        const keptByName = Object.fromEntries(saved.map((tensor, i) => [KEPT[i], tensor]));
        const slopes = tf.engine().runKernel<tf.Tensor[]>(
          kernels.gradient,
          { x, kernel, recurrent, dy, ...keptByName },
          { ...options },
        );
        return slopes.slice(0, inputs.length);
      },
    };
  })(...inputs);
}
