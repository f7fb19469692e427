import type { KernelCall } from "./kernel_call.ts";

const FLOAT_BYTES = 4;

/** A block of rows that all get one value. */
export interface FillOptions {
  /** Address of the block. [rows, columns] */
  out: number;
  /** Numbers between the rows; `columns` unless given. */
  outStride?: number;
  /** How many rows; 1 unless given. */
  rows?: number;
  /** Numbers of a row. */
  columns: number;
  /** What they become. */
  value: number;
}

/** Sets numbers to a value: zeros before sums, the edges of a padding. */
export function fill(
  { out, columns, outStride = columns, rows = 1, value }: FillOptions,
): KernelCall {
  return {
    kernel: "fill",
    args: [out, outStride * FLOAT_BYTES, columns, value],
    units: rows,
    multiplyAdds: rows * columns,
  };
}
