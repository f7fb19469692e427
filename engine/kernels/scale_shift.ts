import type { KernelCall } from "./kernel_call.ts";

/** Rows of channels with a factor and an addend for each channel. */
export interface ScaleShiftOptions {
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
}

/** out = x scale + shift, channel by channel: batch normalisation with fixed statistics. */
export function scaleShift(
  { out, x, scale, shift, rows, channels }: ScaleShiftOptions,
): KernelCall {
  return {
    kernel: "scaleShift",
    args: [out, x, scale, shift, channels],
    units: rows,
    multiplyAdds: rows * channels,
    inPlace: out === x,
  };
}
