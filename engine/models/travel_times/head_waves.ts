import { crossLayers, fastestIn, type RaySum } from "./cross_layers.ts";
import { earlierRay, type Ray, type RayFinder, type RayPath } from "./ray.ts";

/** A smaller share of velocity is rounding where two pieces of one layer meet. */
const LEAST_JUMP = 1e-9;

/** Waves refracted along the tops of faster layers below, at `shallowestKm` or deeper. */
export function headWaves(path: RayPath, shallowestKm: number): RayFinder {
  const { between, below } = path;
  const waves: { fromKm: number; intercept: number; slowness: number }[] = [];
  let fastest = fastestIn(between);
  for (let k = 0; k < below.length; k++) {
    const phaseVelocity = below[k].topVelocity;
    if (phaseVelocity > fastest * (1 + LEAST_JUMP) && below[k].topKm >= shallowestKm) {
      const sum: RaySum = { distanceKm: 0, seconds: 0 };
      crossLayers(sum, between, { phaseVelocity, times: 1 });
      crossLayers(sum, below.slice(0, k), { phaseVelocity, times: 2 });
      const slowness = 1 / phaseVelocity;
      waves.push({
        fromKm: sum.distanceKm,
        intercept: sum.seconds - slowness * sum.distanceKm,
        slowness,
      });
    }
    fastest = Math.max(fastest, below[k].topVelocity, below[k].bottomVelocity);
  }
  return (distanceKm) => {
    let best: Ray | undefined;
    for (const { fromKm, intercept, slowness } of waves) {
      if (distanceKm < fromKm) continue;
      const seconds = intercept + slowness * distanceKm;
      best = earlierRay(best, { seconds, slowness, downwards: true, comesUp: true });
    }
    return best;
  };
}
