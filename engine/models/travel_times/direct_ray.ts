import { findRoot } from "../../mathematics/mod.ts";
import { crossLayers, fastestIn, type RaySum } from "./cross_layers.ts";
import type { RayLayer } from "./ray_layers.ts";
import type { RayFinder, RayPath } from "./ray.ts";

/** How near a ray must come to the station, kilometres; the rest is put right to second order. */
const MISS_KM = 1e-3;

/** Rays this flat through a layer take the time of one along it. */
const FLAT_TANGENT = 1e5;

/**
 * Rays that go straight from one depth to the other, found by their angle in the fastest layer.
 *
 * Beyond the ray that is horizontal where velocity is greatest, with `alongFastest` the wave that
 * runs on at that depth: no first arrival can be later, so shadows of slow layers have a time too.
 */
export function directRay(path: RayPath, alongFastest: boolean): RayFinder {
  const { between, sourceIsBelow } = path;
  const fastest = fastestIn(between);
  const sense = { downwards: !sourceIsBelow, comesUp: sourceIsBelow };
  const shoot = (phaseVelocity: number): RaySum => {
    const sum = { distanceKm: 0, seconds: 0 };
    crossLayers(sum, between, { phaseVelocity, times: 1 });
    return sum;
  };
  const isRunway = ({ topVelocity, bottomVelocity }: RayLayer) =>
    topVelocity === fastest && bottomVelocity === fastest;
  const runwayKm = thicknessOf(between.filter(isRunway));
  const others = between.filter((layer) => !isRunway(layer));
  const grazing = { distanceKm: 0, seconds: 0 };
  crossLayers(grazing, others, { phaseVelocity: fastest, times: 1 });
  const reachKm = thicknessOf(between);
  const velocityAt = (tangent: number) => fastest * Math.hypot(1, 1 / tangent);
  return (distanceKm) => {
    if (reachKm === 0) return undefined;
    if (distanceKm === 0) return { seconds: shoot(Infinity).seconds, slowness: 0, ...sense };
    if (distanceKm >= grazing.distanceKm + FLAT_TANGENT * runwayKm) {
      if (runwayKm === 0 && !alongFastest && distanceKm > grazing.distanceKm) return undefined;
      const slowness = 1 / fastest;
      const seconds = grazing.seconds + slowness * (distanceKm - grazing.distanceKm);
      return { seconds, slowness, ...sense };
    }
    // No layer slants more than the fastest, so no ray at this tangent goes farther.
    const missAt = (tangent: number) => shoot(velocityAt(tangent)).distanceKm - distanceKm;
    const lower = distanceKm / reachKm;
    let upper = 2 * lower;
    while (missAt(upper) < 0) upper *= 2;
    const phaseVelocity = velocityAt(findRoot(missAt, { lower, upper, tolerance: MISS_KM }));
    const { distanceKm: reached, seconds } = shoot(phaseVelocity);
    const slowness = 1 / phaseVelocity;
    return { seconds: seconds + slowness * (distanceKm - reached), slowness, ...sense };
  };
}

function thicknessOf(layers: readonly RayLayer[]): number {
  return layers.reduce((km, { topKm, bottomKm }) => km + bottomKm - topKm, 0);
}
