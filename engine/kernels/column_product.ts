import type { KernelCall } from "./kernel_call.ts";
import type { SumStart } from "./matrix_product.ts";

/** Columns of a panel and most rows of a tile, as in `assembly/column_product.ts`. */
const PANEL = 8;
const TILE_ROWS = 6;
const FLOAT_BYTES = 4;

/** Rows of B, in runs: numbers from a step to the next, and more of them from a run to the next. */
export interface RowRuns {
  /** Address of B. [segments, steps, n] */
  b: number;
  /** Numbers from a row of B to the next; n unless given. */
  bStep?: number;
  /** Numbers that are left out between the runs of B; 0 unless given. */
  bSkip?: number;
  /** Columns of B. */
  n: number;
  /** Steps of a run. */
  steps: number;
  /** Number of runs; 1 unless given. */
  segments?: number;
  /** What the sums start from; nothing, unless given. */
  start?: Exclude<SumStart, "bias">;
}

/** A sum over steps of outer products of rows of A and of B. */
export interface ColumnProductOptions extends RowRuns {
  /** Address of C. [m, n] */
  c: number;
  /** Numbers between the rows of C; n unless given. */
  cStride?: number;
  /** Address of A. [segments, steps, m] */
  a: number;
  /** Numbers from a row of A to the next, 1 or more; m unless given. */
  aStep?: number;
  /** Numbers that are left out between the runs of A; 0 unless given. */
  aSkip?: number;
  /** Columns of A, rows of C. */
  m: number;
}

/** C[m, n] = start + sum over steps of A[step, m] B[step, n]: the gradient of weights. */
export function columnProduct(product: ColumnProductOptions): KernelCall {
  const { c, a, b, m, n, steps, segments = 1, start } = product;
  const { cStride = n, aStep = m, aSkip = 0, bStep = n, bSkip = 0 } = product;
  const strides = [aStep, aSkip, bStep, bSkip].map((numbers) => numbers * FLOAT_BYTES);
  return {
    kernel: "columnProduct",
    args: [
      c,
      cStride * FLOAT_BYTES,
      ...[a, strides[0], strides[1]],
      ...[b, strides[2], strides[3]],
      ...[m, n, steps, segments, startCode(start)],
    ],
    units: Math.ceil(n / PANEL) * Math.ceil(m / TILE_ROWS),
    multiplyAdds: m * n * steps * segments,
    inPlace: start === "output",
  };
}

/** out[n] = start + sum over steps of B[step, n]: the gradient of a bias. */
export function sumRows(rows: RowRuns & { out: number }): KernelCall {
  const { out, b, n, bStep = n, bSkip = 0, steps, segments = 1, start } = rows;
  return {
    kernel: "sumRows",
    args: [
      ...[out, b, bStep * FLOAT_BYTES, bSkip * FLOAT_BYTES],
      ...[n, steps, segments, startCode(start)],
    ],
    units: Math.ceil(n / PANEL),
    multiplyAdds: n * steps * segments / 4,
    inPlace: start === "output",
  };
}

/** Codes as in `assembly/matrix_product.ts`. */
function startCode(start: RowRuns["start"] = "zero"): number {
  return start === "output" ? 1 : 0;
}
