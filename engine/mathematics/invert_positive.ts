/**
 * The inverse of a symmetric positive matrix by Cholesky's method; undefined where it is not positive.
 * [row, column]
 */
export function invertPositive(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const root = matrix.map(() => new Array<number>(size).fill(0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= root[i][k] * root[j][k];
      if (i > j) root[i][j] = rest / root[j][j];
      else if (rest > 0) root[i][i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return matrix.map((_, column) => {
    const solution = matrix.map((_, i) => i === column ? 1 : 0);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) solution[i] -= root[i][k] * solution[k];
      solution[i] /= root[i][i];
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) solution[i] -= root[k][i] * solution[k];
      solution[i] /= root[i][i];
    }
    return solution;
  });
}
