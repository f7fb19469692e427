import type { KernelCall } from "./kernel_call.ts";

/** A sum of squares. */
export interface SquaredNormOptions {
  /** Address of the result, one 64-bit number. */
  out: number;
  /** Address of the n numbers. */
  x: number;
  /** How many. */
  n: number;
}

/** The sum of squares of n numbers, as of a gradient that is clipped: in double precision, one unit. */
export function squaredNorm({ out, x, n }: SquaredNormOptions): KernelCall {
  return { kernel: "squaredNorm", args: [out, x, n], units: 1, multiplyAdds: n };
}
