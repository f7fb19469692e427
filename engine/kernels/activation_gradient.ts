import { type Activation, activationCode } from "./activation.ts";
import type { KernelCall } from "./kernel_call.ts";

/** What the gradient of an activation needs. */
export interface ActivationGradientOptions {
  /** Address of the n slopes by the argument. */
  dx: number;
  /** Address of the n results of the activation; may be `dx`. */
  y: number;
  /** Address of the n slopes by the results; may be `dx`. */
  dy: number;
  /** How many. */
  n: number;
  /** Which function. */
  activation: Activation;
}

const COST = 3;

/** dx = dy f'(x), with f' taken from y = f(x): 1, [y > 0], 1 - y² or y (1 - y). */
export function activationGradient(
  { dx, y, dy, n, activation }: ActivationGradientOptions,
): KernelCall {
  return {
    kernel: "activationGradient",
    args: [dx, y, dy, activationCode(activation)],
    units: n,
    multiplyAdds: n * COST,
    inPlace: dx === y || dx === dy,
  };
}
