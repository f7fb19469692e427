import type { ReportProgress } from "../../domain/mod.ts";
import type { Slope } from "../../mathematics/mod.ts";

/** Step of a parameter between two slopes, of whose difference a curvature is made. */
const STEP = 1e-3;

/** What errors are made of. */
export interface ParameterErrorOptions {
  /** The objective, nats per event. */
  slope: (point: readonly number[]) => Slope;
  /** Number of events. */
  size: number;
  /** Bounds. */
  ranges: readonly { lower: number; upper: number }[];
  /** Told how far it has come. */
  onProgress?: ReportProgress;
  /** Steps of the whole work. */
  total: number;
}

/**
 * Standard errors of parameters at a minimum, from the inverse of the curvature of the log-likelihood;
 * null for parameters at a bound, which the others take as known, and where there is no minimum.
 */
export function parameterErrors(
  point: readonly number[],
  { slope, size, ranges, onProgress, total }: ParameterErrorOptions,
): (number | null)[] {
  const free = point.map((_, k) => k).filter((k) =>
    point[k] - STEP > ranges[k].lower && point[k] + STEP < ranges[k].upper
  );
  const curvature = free.map((k, row) => {
    const at = (step: number) => slope(point.map((value, i) => i === k ? value + step : value));
    const [up, down] = [at(STEP), at(-STEP)].map(({ gradient }) => gradient);
    const done = total - 2 * (free.length - row - 1);
    onProgress?.({ stage: "Fitting ETAS", done, total, remark: "errors of the parameters" });
    return free.map((i) => (up[i] - down[i]) / (2 * STEP) * size);
  });
  const even = curvature.map((row, i) => row.map((value, j) => (value + curvature[j][i]) / 2));
  const inverse = invert(even);
  return point.map((_, k) => {
    const row = free.indexOf(k);
    const variance = row < 0 ? NaN : inverse?.[row][row] ?? NaN;
    return variance > 0 ? Math.sqrt(variance) : null;
  });
}

/** The inverse of a symmetric positive matrix by Cholesky's method; undefined where it is not positive. */
function invert(matrix: readonly (readonly number[])[]): number[][] | undefined {
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
