import { findRoot } from "../../mathematics/mod.ts";
import { crossLayer, crossLayers, fastestIn, type RaySum } from "./cross_layers.ts";
import { earlierRay, type Ray, type RayFinder, type RayPath } from "./ray.ts";

/** Rays tried in each layer, to see where distance falls and grows: most near the top, where it turns fast. */
const PLACES = [0, 1e-4, 1e-3, 1e-2, ...Array.from({ length: 12 }, (_, i) => (i + 1) / 12)];

/** Stands for the distance of a ray that never comes back. */
const ENDLESS_KM = 1e6;

const MISS_KM = 1e-3;

/** Rays that turn in one layer, by the place of the turning point in it: 0 at its top, 1 at its bottom. */
interface TurningFan {
  distancesKm: number[];
  shoot(place: number): RaySum;
  velocityAt(place: number): number;
}

/** Rays that go down from the source, turn where velocity grows with depth, and come up. */
export function divingRays(
  path: RayPath,
  depths: { shallowestKm: number; deepestKm: number },
): RayFinder {
  const fans: TurningFan[] = [];
  let fastest = fastestIn(path.between);
  path.below.forEach((layer, k) => {
    const { topKm, topVelocity, bottomVelocity } = layer;
    const grows = bottomVelocity > Math.max(topVelocity, fastest);
    if (grows && topKm >= depths.shallowestKm && topKm < depths.deepestKm) {
      fans.push(openFan(path, k, fastest));
    }
    fastest = Math.max(fastest, topVelocity, bottomVelocity);
  });
  return (distanceKm) => {
    let best: Ray | undefined;
    for (const fan of fans) best = earlierRay(best, earliestIn(fan, distanceKm));
    return best;
  };
}

function openFan({ between, below }: RayPath, k: number, fastest: number): TurningFan {
  const layer = below[k];
  const above = below.slice(0, k);
  const from = Math.max(layer.topVelocity, fastest);
  // The square crowds rays where the turning point leaves the top, as distance goes with its root.
  const velocityAt = (place: number) => from + (layer.bottomVelocity - from) * place * place;
  const shoot = (place: number) => {
    const sum = { distanceKm: 0, seconds: 0 };
    const phaseVelocity = velocityAt(place);
    crossLayers(sum, between, { phaseVelocity, times: 1 });
    crossLayers(sum, above, { phaseVelocity, times: 2 });
    crossLayer(sum, layer, { phaseVelocity, times: 2 });
    return sum;
  };
  const distancesKm = PLACES.map((place) => Math.min(ENDLESS_KM, shoot(place).distanceKm));
  return { velocityAt, shoot, distancesKm };
}

function earliestIn(fan: TurningFan, distanceKm: number): Ray | undefined {
  let best: Ray | undefined;
  for (let i = 1; i < PLACES.length; i++) {
    const atLower = fan.distancesKm[i - 1] - distanceKm;
    const atUpper = fan.distancesKm[i] - distanceKm;
    if (!(atLower * atUpper <= 0)) continue;
    const [lower, upper] = [PLACES[i - 1], PLACES[i]];
    const missAt = (place: number) => fan.shoot(place).distanceKm - distanceKm;
    const place = findRoot(missAt, { lower, upper, atLower, atUpper, tolerance: MISS_KM });
    const slowness = 1 / fan.velocityAt(place);
    const { distanceKm: reached, seconds } = fan.shoot(place);
    if (!Number.isFinite(seconds)) continue; // it never leaves the layer it runs along
    best = earlierRay(best, {
      seconds: seconds + slowness * (distanceKm - reached),
      slowness,
      downwards: true,
      comesUp: true,
    });
  }
  return best;
}
