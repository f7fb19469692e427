import type { KernelCall } from "./kernel_call.ts";

/** Rows that are normalised each by itself. */
export interface LayerNormOptions {
  /** Address of the result. [rows, channels] */
  out: number;
  /** Address of the argument; may be `out`. [rows, channels] */
  x: number;
  /** Address of the factors. [channels] */
  scale: number;
  /** Address of the addends. [channels] */
  shift: number;
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  channels: number;
  /** Added to the variance. */
  epsilon: number;
}

/**
 * out = (x − mean) / √(variance + ε) · scale + shift, mean and variance over each row.
 *
 * Source: Ba, Kiros and Hinton (2016), Layer normalization, equations 3 and 4.
 */
export function layerNorm(
  { out, x, scale, shift, rows, channels, epsilon }: LayerNormOptions,
): KernelCall {
  return {
    kernel: "layerNorm",
    args: [out, x, scale, shift, channels, epsilon],
    units: channels === 0 ? 0 : rows,
    multiplyAdds: rows * channels * 3,
    inPlace: out === x,
  };
}
