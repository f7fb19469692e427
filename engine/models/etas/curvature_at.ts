import type { Slope } from "../../mathematics/mod.ts";

/**
 * Step of a parameter between two slopes. These are exact to 1e-12 or so, which leaves eight digits of
 * their difference; what a step on one side only bends costs one in ten thousand.
 */
const STEP = 1e-4;

/**
 * Curvature of a function, from differences of its exact slopes on one side of each parameter, so that
 * the slope at the point serves all: one call more than there are parameters. Steps lead away from the
 * upper bounds. Symmetric. [parameter, parameter]
 */
export function curvatureAt(
  point: readonly number[],
  { slope, upper }: { slope: (point: readonly number[]) => Slope; upper: readonly number[] },
): number[][] {
  const here = slope(point).gradient;
  const rows = point.map((_, k) => {
    const step = point[k] + STEP < upper[k] ? STEP : -STEP;
    const there = slope(point.map((value, i) => i === k ? value + step : value)).gradient;
    return point.map((_, i) => (there[i] - here[i]) / step);
  });
  return rows.map((row, i) => row.map((value, j) => (value + rows[j][i]) / 2));
}
