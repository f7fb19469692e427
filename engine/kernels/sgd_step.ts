import type { KernelCall } from "./kernel_call.ts";

/** What a step of gradient descent on n weights needs. */
export interface SgdStepOptions {
  /** Address of the n weights, changed in place. */
  weights: number;
  /** Address of the n velocities, changed in place; 0 before the first step. */
  velocity: number;
  /** Address of the n slopes of the loss by the weights. */
  gradient: number;
  /** How many. */
  n: number;
  /** Step length. */
  learningRate: number;
  /** Share of the velocity that is kept; 0 unless given. */
  momentum?: number;
  /** Multiplies the gradient first, as to clip it to a norm; 1 unless given. */
  gradientScale?: number;
}

/** One step of gradient descent: velocity = momentum velocity - rate gradient, weights += velocity. */
export function sgdStep(options: SgdStepOptions): KernelCall {
  const { weights, velocity, gradient, n, learningRate } = options;
  const { momentum = 0, gradientScale = 1 } = options;
  return {
    kernel: "sgdStep",
    args: [weights, velocity, gradient, learningRate * gradientScale, momentum],
    units: n,
    multiplyAdds: n * 2,
    inPlace: true,
  };
}
