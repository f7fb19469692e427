/**
 * The lower triangle whose product with its own transpose is a symmetric positive matrix, by Cholesky's
 * method; undefined where the matrix is not positive. [row, column]
 */
export function choleskyRoot(
  matrix: readonly ArrayLike<number>[],
): Float64Array[] | undefined {
  const size = matrix.length;
  const root = matrix.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= root[i][k] * root[j][k];
      if (i > j) root[i][j] = rest / root[j][j];
      else if (rest > 0) root[i][i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return root;
}

/** Solves root · x = right in place, the root being a lower triangle, and returns x. */
export function solveLower(
  root: readonly ArrayLike<number>[],
  right: Float64Array,
): Float64Array {
  for (let i = 0; i < root.length; i++) {
    for (let k = 0; k < i; k++) right[i] -= root[i][k] * right[k];
    right[i] /= root[i][i];
  }
  return right;
}

/** Solves rootᵀ · x = right in place, the root being a lower triangle, and returns x. */
export function solveLowerTransposed(
  root: readonly ArrayLike<number>[],
  right: Float64Array,
): Float64Array {
  for (let i = root.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < root.length; k++) right[i] -= root[k][i] * right[k];
    right[i] /= root[i][i];
  }
  return right;
}
