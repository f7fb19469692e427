import type { KernelCall } from "./kernel_call.ts";

/** What a dropout reads and writes. */
export interface DropoutOptions {
  /** Address of the n results. */
  out: number;
  /** Address of the n arguments; may be `out`. */
  x: number;
  /** Address of the seed, a 32-bit whole number. */
  seed: number;
  /** How many numbers. */
  n: number;
  /** Share of the numbers that become 0, 0 to less than 1. */
  rate: number;
}

const MASK_RANGE = 2 ** 31;
const COST = 4;

/**
 * Sets a share of the numbers to 0, chosen by seed and place alone, and scales the others so that
 * the mean stays. With the same seed it is also its own gradient.
 *
 * Source: Srivastava et al. (2014), section 4, with the scaling in training (inverted dropout).
 */
export function dropout({ out, x, seed, n, rate }: DropoutOptions): KernelCall {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`Cannot drop a share of ${rate}: need 0 to less than 1.`);
  }
  return {
    kernel: "dropout",
    args: [out, x, seed, Math.round(rate * MASK_RANGE), 1 / (1 - rate)],
    units: n,
    multiplyAdds: n * COST,
    grain: 4,
    inPlace: out === x,
  };
}
