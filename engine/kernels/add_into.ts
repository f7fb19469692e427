import type { KernelCall } from "./kernel_call.ts";

/** A sum, number by number. */
export interface AddIntoOptions {
  /** Address of the n sums. */
  out: number;
  /** Address of n numbers that are added; may be `out`. */
  x: number;
  /** Address of the n numbers that they are added to; `out` unless given. */
  to?: number;
  /** How many. */
  n: number;
}

/** out = to + x, so out += x unless `to` is given. */
export function addInto({ out, x, to = out, n }: AddIntoOptions): KernelCall {
  const inPlace = out === to || out === x;
  return { kernel: "addInto", args: [out, to, x], units: n, multiplyAdds: n, inPlace };
}
