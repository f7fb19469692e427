/** Operands of a product over rows: A [steps, m] and B [steps, n], numbers side by side. */
export interface ColumnOperands {
  /** Left operand, by step. [steps, m] */
  a: Float32Array;
  /** Right operand, by step. [steps, n] */
  b: Float32Array;
  /** Rows of the product. */
  m: number;
  /** Columns of the product. */
  n: number;
  /** Length of the sums. */
  steps: number;
}

/** The sum over steps of A[step, m] B[step, n], by the definition. [m, n] */
export function columnProductReference({ a, b, m, n, steps }: ColumnOperands): Float64Array {
  const c = new Float64Array(m * n);
  for (let step = 0; step < steps; step++) {
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        c[row * n + column] += a[step * m + row] * b[step * n + column];
      }
    }
  }
  return c;
}
