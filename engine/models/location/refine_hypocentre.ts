import { invertPositive } from "../../mathematics/mod.ts";
import type { LocalPoint, Misfit } from "./misfit.ts";

/** A hypocentre where the misfit is least. */
export interface RefinedPoint extends LocalPoint {
  /** The misfit. */
  readonly misfit: number;
  /** Origin time, seconds after the reference. */
  readonly originSeconds: number;
}

const MOST_STEPS = 40;
const SETTLED_KM = 1e-4;
/** Longest step, kilometres. */
const REACH_KM = 20;

/**
 * Gauss-Newton steps from a start, damped where they do not lower the misfit, depth kept within
 * bounds. Weights are those of the robust likelihood.
 */
export function refineHypocentre(
  misfit: Misfit,
  start: LocalPoint,
  [shallowest, deepest]: readonly [number, number],
): RefinedPoint {
  let point: LocalPoint = start;
  let value = misfit.at(point);
  let originSeconds = misfit.originSeconds;
  let damping = 1e-3;
  for (let step = 0; step < MOST_STEPS && damping < 1e8; step++) {
    const { matrix, vector } = normalEquations(misfit, point);
    const onEdge = (point.depthKm <= shallowest && vector[2] < 0) ||
      (point.depthKm >= deepest && vector[2] > 0);
    let moved = 0;
    while (damping < 1e8) {
      const change = solveDamped(matrix, vector, { damping, holdDepth: onEdge });
      const length = Math.hypot(change[0], change[1], change[2]);
      const factor = Math.min(1, REACH_KM / length);
      const next = {
        eastKm: point.eastKm + factor * change[0],
        northKm: point.northKm + factor * change[1],
        depthKm: Math.min(deepest, Math.max(shallowest, point.depthKm + factor * change[2])),
      };
      const found = misfit.at(next, originSeconds + factor * change[3]);
      if (found <= value) {
        moved = length;
        [point, value, originSeconds] = [next, found, misfit.originSeconds];
        damping = Math.max(1e-9, damping / 10);
        break;
      }
      damping *= 10;
    }
    if (moved < SETTLED_KM) break;
  }
  misfit.at(point, originSeconds);
  return { ...point, misfit: value, originSeconds };
}

/** Of the linearised problem at the last point of the misfit: unknowns east, north, depth, origin time. */
export function normalEquations(
  misfit: Misfit,
  point: LocalPoint,
): { matrix: number[][]; vector: number[] } {
  const matrix = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
  const vector = [0, 0, 0, 0];
  misfit.observations.forEach(({ eastKm, northKm, elevationKm, times }, i) => {
    const weight = misfit.trust[i] / misfit.deviations[i] ** 2;
    if (!(weight > 0)) return;
    const [east, north] = [point.eastKm - eastKm, point.northKm - northKm];
    const distanceKm = Math.hypot(east, north);
    const slopes = times.slopesAt(distanceKm, point.depthKm, elevationKm);
    if (Number.isNaN(slopes.perDistanceKm)) return;
    const along = distanceKm > 0 ? slopes.perDistanceKm / distanceKm : 0;
    const row = [along * east, along * north, slopes.perDepthKm, 1];
    const residual = misfit.residual(i);
    for (let a = 0; a < 4; a++) {
      vector[a] += weight * row[a] * residual;
      for (let b = 0; b < 4; b++) matrix[a][b] += weight * row[a] * row[b];
    }
  });
  return { matrix, vector };
}

function solveDamped(
  matrix: readonly (readonly number[])[],
  vector: readonly number[],
  { damping, holdDepth }: { damping: number; holdDepth: boolean },
): number[] {
  const damped = matrix.map((row, a) =>
    row.map((value, b) => {
      if (holdDepth && (a === 2 || b === 2)) return a === b ? 1 : 0;
      return a === b ? value * (1 + damping) + 1e-12 : value;
    })
  );
  const inverse = invertPositive(damped);
  if (inverse === undefined) return [0, 0, 0, 0];
  const right = vector.map((value, a) => holdDepth && a === 2 ? 0 : value);
  return inverse.map((row) => row.reduce((sum, value, b) => sum + value * right[b], 0));
}
