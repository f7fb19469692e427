import type { KernelCall } from "./kernel_call.ts";

/** A product, number by number, as by the mask of a dropout. */
export interface MultiplyIntoOptions {
  /** Address of the n products. */
  out: number;
  /** Address of n factors; may be `out`. */
  x: number;
  /** Address of the n numbers that they multiply; `out` unless given. */
  of?: number;
  /** How many. */
  n: number;
}

/** out = of x, so out *= x unless `of` is given. */
export function multiplyInto({ out, x, of = out, n }: MultiplyIntoOptions): KernelCall {
  const inPlace = out === of || out === x;
  return { kernel: "multiplyInto", args: [out, of, x], units: n, multiplyAdds: n, inPlace };
}
