/** A product's operands: A [rows, k] and B [k, n], numbers side by side. */
export interface ProductOperands {
  /** Left operand. [rows, k] */
  a: Float32Array;
  /** Right operand. [k, n] */
  b: Float32Array;
  /** Added to each row. [n] */
  bias?: Float32Array;
  /** Sizes. */
  rows: number;
  /** Columns of the product. */
  n: number;
  /** Length of the sums. */
  k: number;
}

/** A B + bias, by the definition. [rows, n] */
export function matrixProductReference({ a, b, bias, rows, n, k }: ProductOperands): Float64Array {
  const c = new Float64Array(rows * n);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < n; column++) {
      let sum = bias?.[column] ?? 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i] * b[i * n + column];
      c[row * n + column] = sum;
    }
  }
  return c;
}
