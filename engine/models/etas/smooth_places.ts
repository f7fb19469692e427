import type { PlaceColumns } from "./place_columns.ts";
import { type PlaceGrid, visitNear } from "./place_grid.ts";

/** What is smoothed, and where its density is wanted. */
export interface SmoothPlacesOptions {
  /** Weight of each of the first places; those of 0 cost nothing. [source] */
  weights: Float64Array;
  /** Standard deviation of each one's kernel in either direction, kilometres. [source] */
  widthsKm: Float64Array;
  /** The targets. */
  targets: PlaceGrid;
  /** Whether the targets are the sources: then none counts for itself. */
  isSame: boolean;
}

/** Beyond so many standard deviations a kernel, 4e-6 of which is there, counts as 0. */
const REACH = 5;

/**
 * Density of weights smoothed by Gaussian kernels over the plane, one of each source's own width, at
 * each target: weight a square kilometre. [target]
 */
export function smoothPlaces(
  { xyz }: PlaceColumns,
  { weights, widthsKm, targets, isSame }: SmoothPlacesOptions,
): Float64Array {
  const { xyz: [xs, ys, zs], order } = targets;
  const laid = new Float64Array(order.length);
  for (let source = 0; source < weights.length; source++) {
    if (weights[source] === 0) continue;
    const [x, y, z] = [xyz[0][source], xyz[1][source], xyz[2][source]];
    const variance = widthsKm[source] ** 2;
    const [height, slope] = [weights[source] / (2 * Math.PI * variance), -0.5 / variance];
    const reach = REACH ** 2 * variance;
    visitNear(targets, { x, y, radiusKm: REACH * widthsKm[source] }, (start, end) => {
      for (let j = start; j < end; j++) {
        const [dx, dy, dz] = [xs[j] - x, ys[j] - y, zs[j] - z];
        const square = dx * dx + dy * dy + dz * dz;
        if (square > reach || (isSame && order[j] === source)) continue;
        laid[j] += height * Math.exp(slope * square);
      }
    });
  }
  const densities = new Float64Array(order.length);
  order.forEach((target, j) => densities[target] = laid[j]);
  return densities;
}
