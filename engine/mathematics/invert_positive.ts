import { choleskyRoot, solveLower, solveLowerTransposed } from "./cholesky.ts";

/**
 * The inverse of a symmetric positive matrix by Cholesky's method; undefined where it is not positive.
 * [row, column]
 */
export function invertPositive(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const root = choleskyRoot(matrix);
  if (root === undefined) return undefined;
  return matrix.map((_, column) => {
    const unit = Float64Array.from(matrix, (_, i) => i === column ? 1 : 0);
    return Array.from(solveLowerTransposed(root, solveLower(root, unit)));
  });
}
