import type { KernelCall } from "./kernel_call.ts";

const FLOAT_BYTES = 4;
const AXES = 4;

/** A grid of runs of numbers, where it lies and where it goes. */
export interface CopyGridOptions {
  /** Address of the first copied run. */
  out: number;
  /** Numbers between neighbours along each axis of the copy. [axis] */
  outStrides: readonly number[];
  /** Address of the first run of the original, which must not overlap the copy. */
  x: number;
  /** Numbers between neighbours along each axis of the original. [axis] */
  strides: readonly number[];
  /** Runs along each axis, up to four axes; the first is the one that threads share. [axis] */
  counts: readonly number[];
  /** Numbers of a run. */
  run: number;
}

/** Copies runs of numbers from one grid to another: permuting, cropping, the inside of a padding. */
export function copyGrid(
  { out, outStrides, x, strides, counts, run }: CopyGridOptions,
): KernelCall {
  if (counts.length < 1 || counts.length > AXES) {
    throw new RangeError(`Cannot copy a grid of ${counts.length} axes: need 1 to ${AXES}.`);
  }
  const missing = AXES - counts.length;
  const bytes = (numbers: readonly number[]) => [
    ...numbers.map((number) => number * FLOAT_BYTES),
    ...new Array<number>(missing).fill(0),
  ];
  const rest = [...counts.slice(1), ...new Array<number>(missing).fill(1)];
  return {
    kernel: "copyGrid",
    args: [out, ...bytes(outStrides), x, ...bytes(strides), ...rest, run * FLOAT_BYTES],
    units: counts[0],
    multiplyAdds: run * counts.reduce((product, count) => product * count, 1),
  };
}
