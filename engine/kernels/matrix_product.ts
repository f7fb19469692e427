import { type Activation, activationCode } from "./activation.ts";
import type { KernelCall } from "./kernel_call.ts";

/** Columns of a packed panel. */
const PANEL = 8;
const FLOAT_BYTES = 4;
/** Rows of a tile, and panels that one or two rows go over at once. */
const TILE_ROWS = 6;
const WIDE_PANELS = 4;

/** What the sums of a product start from: nothing, what its output holds, or the packed bias. */
export type SumStart = "zero" | "output" | "bias";

/** Codes as in `assembly/matrix_product.ts`. */
const STARTS: Readonly<Record<SumStart, number>> = { zero: 0, output: 1, bias: 2 };

/** Bytes that B [k, n] takes once packed. */
export function packedBytes({ n, k }: { n: number; k: number }): number {
  return Math.ceil(n / PANEL) * (k + 1) * PANEL * FLOAT_BYTES;
}

/** B, where it lies and how. */
export interface PackOptions {
  /** Address of the packed matrix, `packedBytes` long. */
  packed: number;
  /** Address of B. */
  b: number;
  /** Address of n biases; 0 for none. */
  bias?: number;
  /** Columns of B. */
  n: number;
  /** Rows of B. */
  k: number;
  /** Whether B lies as [n, k]. */
  transposed?: boolean;
}

/** Packs a right operand, with its bias, for `matrixProduct`. */
export function packColumns({ packed, b, bias = 0, n, k, transposed }: PackOptions): KernelCall {
  const [rowStride, columnStride] = transposed ? [1, k] : [n, 1];
  return {
    kernel: "packColumns",
    args: [packed, b, bias, n, k, rowStride * FLOAT_BYTES, columnStride * FLOAT_BYTES],
    units: Math.ceil(n / PANEL),
    multiplyAdds: n * k / 4,
  };
}

/** A product C = activation(start + A B). */
export interface ProductOptions {
  /** Address of C. [rows, n] */
  c: number;
  /** Numbers between the rows of C; n unless given. */
  cStride?: number;
  /** Address of A. [rows, k] */
  a: number;
  /** Numbers between the rows of A; k unless given. */
  aStride?: number;
  /** Address of B as `packColumns` leaves it. */
  packed: number;
  /** Rows of A and C. */
  rows: number;
  /** Columns of B and C. */
  n: number;
  /** Columns of A. */
  k: number;
  /** What the sums start from: the packed bias, unless given. */
  start?: SumStart;
  /** Applied to each sum; linear unless given. */
  activation?: Activation;
}

/** Matrix product with packed right operand, bias and activation, by rows or, for few, by columns. */
export function matrixProduct(product: ProductOptions): KernelCall {
  const { c, a, packed, rows, n, k, start = "bias", activation = "linear" } = product;
  const { cStride = n, aStride = k } = product;
  const panels = Math.ceil(n / PANEL);
  const byPanels = rows < 2 * panels && rows < 24;
  return {
    kernel: "matrixProduct",
    args: [
      c,
      cStride * FLOAT_BYTES,
      a,
      aStride * FLOAT_BYTES,
      packed,
      rows,
      n,
      k,
      STARTS[start],
      activationCode(activation),
      Number(byPanels),
    ],
    units: rows === 0 ? 0 : byPanels ? panels : rows,
    multiplyAdds: rows * n * k,
    grain: byPanels ? WIDE_PANELS : TILE_ROWS,
    inPlace: start === "output",
  };
}
