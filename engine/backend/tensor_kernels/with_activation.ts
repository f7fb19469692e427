import { type Activation, ACTIVATIONS } from "../../kernels/mod.ts";
import { tf } from "../tensors.ts";

/** An activation as fused kernels of tfjs are asked for it. */
export interface FusedActivation {
  /** Name; linear unless given. */
  activation?: string;
  /** Slope of a leaky unit below zero. */
  leakyreluAlpha?: number;
  /** Slopes of a parametric unit below zero. */
  weights?: tf.TensorInfo;
}

/** Runs a kernel with its activation; one that our kernels lack follows as an operation of its own. */
export function withActivation(
  { activation = "linear", leakyreluAlpha, weights }: FusedActivation,
  run: (activation: Activation) => tf.TensorInfo,
): tf.TensorInfo {
  if (isOwn(activation)) return run(activation);
  return tf.tidy(() =>
    tf.backend_util.applyActivation(
      tf.engine().makeTensorFromTensorInfo(run("linear")),
      activation as tf.backend_util.Activation,
      weights as tf.Tensor | undefined,
      leakyreluAlpha,
    )
  );
}

function isOwn(name: string): name is Activation {
  return (ACTIVATIONS as readonly string[]).includes(name);
}
