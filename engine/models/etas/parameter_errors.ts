import { invertPositive, type Slope } from "../../mathematics/mod.ts";
import { curvatureAt } from "./curvature_at.ts";

/** What errors are made of. */
export interface ParameterErrorOptions {
  /** The objective, nats per event. */
  slope: (point: readonly number[]) => Slope;
  /** Number of events. */
  size: number;
  /** Bounds. */
  ranges: readonly { lower: number; upper: number }[];
}

/** A parameter as near to its bound as this has no error. */
const LEAST_ROOM = 1e-3;

/**
 * Standard errors of parameters at a minimum, from the inverse of the curvature of the log-likelihood;
 * null for parameters at a bound, which the others take as known, and where there is no minimum. Takes
 * one slope more than there are free parameters.
 */
export function parameterErrors(
  point: readonly number[],
  { slope, size, ranges }: ParameterErrorOptions,
): (number | null)[] {
  const free = point.map((_, k) => k).filter((k) =>
    point[k] - LEAST_ROOM > ranges[k].lower && point[k] + LEAST_ROOM < ranges[k].upper
  );
  const within = (values: readonly number[]) => {
    const whole = [...point];
    free.forEach((k, i) => whole[k] = values[i]);
    const { value, gradient } = slope(whole);
    return { value, gradient: free.map((k) => gradient[k]) };
  };
  const curvature = curvatureAt(free.map((k) => point[k]), {
    slope: within,
    upper: free.map((k) => ranges[k].upper),
  });
  const inverse = invertPositive(curvature);
  return point.map((_, k) => {
    const row = free.indexOf(k);
    const variance = row < 0 ? NaN : (inverse?.[row][row] ?? NaN) / size;
    return variance > 0 ? Math.sqrt(variance) : null;
  });
}
