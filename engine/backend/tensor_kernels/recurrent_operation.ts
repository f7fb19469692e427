import { tf } from "../tensors.ts";
import type { RecurrentDefinition } from "./recurrent_definitions.ts";
import { recurrentKernelNames } from "./recurrent_kernels.ts";
import type { RecurrentAttributes } from "./recurrent_sequences.ts";

/** What a recurrent layer reads; weights in the order of Keras. */
export interface RecurrentInputs {
  /** [batch, step, input] */
  x: tf.Tensor;
  /** [input, gate × unit] */
  kernel: tf.Tensor;
  /** [unit, gate × unit] */
  recurrent: tf.Tensor;
  /** [gate × unit] or, for a layer with two rows, [row, gate × unit]; or none. */
  bias?: tf.Tensor;
}

/** A recurrent layer over whole sequences, as one operation with a gradient. */
export function recurrentOperation(
  definition: RecurrentDefinition,
  { bias, ...others }: RecurrentInputs,
  options: Omit<RecurrentAttributes, "isKept">,
): tf.Tensor {
  const names = recurrentKernelNames(definition);
  const isKept = tf.engine().isTapeOn();
  const inputs = { ...others, ...(bias && { bias }) };
  const run = () =>
    tf.engine().runKernel<tf.Tensor[]>(names.forward, inputs, { ...options, isKept });
  if (!isKept) return run()[0];
  // Not a gradient registered for the kernel: tfjs would fill slopes of zero for all that is kept.
  return tf.customGrad((...args) => {
    const [out, h, ...kept] = run();
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    save([others.x, others.kernel, others.recurrent, h, ...kept]);
    return {
      value: out,
      gradFunc: (dy: tf.Tensor, [x, kernel, recurrent, h, ...kept]: tf.Tensor[]) => {
        const byName = Object.fromEntries(kept.map((tensor, i) => [`kept${i}`, tensor]));
        const slopes = tf.engine().runKernel<tf.Tensor[]>(
          names.backward,
          { x, kernel, recurrent, h, dy, ...byName },
          { ...options },
        );
        return bias ? slopes : slopes.slice(0, -1);
      },
    };
  })(...Object.values(inputs));
}
