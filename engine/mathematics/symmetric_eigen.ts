/** Principal axes of a symmetric matrix. */
export interface SymmetricEigen {
  /** Eigenvalues, the greatest first. [n] */
  readonly values: number[];
  /** The unit vector of each. [n] of [n] */
  readonly vectors: number[][];
}

const MOST_SWEEPS = 60;

/**
 * Eigenvalues and vectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * Source: Golub & Van Loan 2013, Matrix Computations, algorithm 8.5.2.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { symmetricEigen } from "@quakecast/quakecast/mathematics";
 * const { values } = symmetricEigen([[2, 1], [1, 2]]);
 * assertAlmostEquals(values[0], 3, 1e-12);
 * assertAlmostEquals(values[1], 1, 1e-12);
 * ```
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): SymmetricEigen {
  const a = matrix.map((row) => [...row]);
  const size = a.length;
  const columns: number[][] = a.map((_, i) => a.map((_, j) => i === j ? 1 : 0));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rest = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        rest += Math.abs(a[p][q]);
        if (a[p][q] !== 0) rotate(a, columns, [p, q]);
      }
    }
    if (rest === 0) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i]);
  return {
    values: order.map((i) => a[i][i]),
    vectors: order.map((i) => columns.map((row) => row[i])),
  };
}

/** Turns the plane of two axes so that their product vanishes. */
function rotate(a: number[][], columns: number[][], [p, q]: readonly [number, number]): void {
  const tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (const rows of [a, columns]) {
    for (const row of rows) {
      const [x, y] = [row[p], row[q]];
      row[p] = cosine * x - sine * y;
      row[q] = sine * x + cosine * y;
    }
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p][k], a[q][k]];
    a[p][k] = cosine * x - sine * y;
    a[q][k] = sine * x + cosine * y;
  }
  a[p][q] = a[q][p] = 0;
}
