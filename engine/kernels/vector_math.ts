import { type Activation, activationCode } from "./activation.ts";
import type { KernelCall } from "./kernel_call.ts";

/** Numbers that one number of output costs, about, in multiplications. */
const COSTS: Readonly<Record<Activation, number>> = { linear: 1, relu: 1, tanh: 12, sigmoid: 12 };
const EXPONENTIAL_COST = 10;

/** A function applied to numbers that lie side by side. */
export interface VectorOptions {
  /** Address of the n results. */
  out: number;
  /** Address of the n arguments; may be `out`. */
  x: number;
  /** How many. */
  n: number;
}

/**
 * out = activation(x).
 *
 * Error, against the exact value and in units of the result's last place (2^-149 where the result
 * is denormal): sigmoid and tanh up to 2.75, in both builds. NaN stays NaN, and tanh -0 is -0.
 */
export function activation(
  { out, x, n, activation }: VectorOptions & {
    /** Which function. */
    activation: Activation;
  },
): KernelCall {
  return {
    kernel: "activation",
    args: [out, x, activationCode(activation)],
    units: n,
    multiplyAdds: n * COSTS[activation],
    inPlace: out === x,
  };
}

/**
 * out = e^x.
 *
 * Error as in `activation`: up to 1.25 units of the last place in both builds; 0 where the exact value
 * rounds to 0, infinite where it rounds beyond the largest number.
 */
export function exponentials({ out, x, n }: VectorOptions): KernelCall {
  return {
    kernel: "exponentials",
    args: [out, x],
    units: n,
    multiplyAdds: n * EXPONENTIAL_COST,
    inPlace: out === x,
  };
}
