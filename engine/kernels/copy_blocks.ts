import type { KernelCall } from "./kernel_call.ts";

const FLOAT_BYTES = 4;

/** A block of rows, where it lies and where it goes. */
export interface CopyBlocksOptions {
  /** Address of the copy. [rows, columns] */
  out: number;
  /** Numbers between the rows of the copy; `columns` unless given. */
  outStride?: number;
  /** Address of the original, which must not overlap the copy. [rows, columns] */
  x: number;
  /** Numbers between the rows of the original, 0 to repeat one; `columns` unless given. */
  xStride?: number;
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  columns: number;
}

/**
 * Copies a block of numbers from rows of one length into rows of another: a part of a concatenation
 * (rows are all axes before the joined one), a crop, a slice, the inside of a padding, a shift in time.
 */
export function copyBlocks(block: CopyBlocksOptions): KernelCall {
  const { out, x, rows, columns } = block;
  const { outStride = columns, xStride = columns } = block;
  return {
    kernel: "copyBlocks",
    args: [out, outStride * FLOAT_BYTES, x, xStride * FLOAT_BYTES, columns * FLOAT_BYTES],
    units: rows,
    multiplyAdds: rows * columns,
  };
}
