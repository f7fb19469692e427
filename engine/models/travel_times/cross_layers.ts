import type { RayLayer } from "./ray_layers.ts";

/** How far and how long a ray goes. */
export interface RaySum {
  /** Horizontally, kilometres. */
  distanceKm: number;
  /** Seconds. */
  seconds: number;
}

/**
 * Adds the way of a ray through a layer of linear velocity, from top to bottom or to where it turns.
 * `phaseVelocity` is the velocity at which it is horizontal (1 / ray parameter). `times` is how often
 * it crosses. The distance is Infinity where it runs along a layer of constant velocity.
 *
 * Source: Aki & Richards 2002, section 9.3, brought to a form that also holds for constant velocity
 * and for vertical rays.
 */
export function crossLayer(
  sum: RaySum,
  layer: RayLayer,
  way: { phaseVelocity: number; times: number },
): void {
  const { topVelocity, bottomVelocity } = layer;
  const { phaseVelocity, times } = way;
  const fullKm = layer.bottomKm - layer.topKm;
  if (!(fullKm > 0) || (topVelocity >= phaseVelocity && bottomVelocity > phaseVelocity)) return;
  const gradient = (bottomVelocity - topVelocity) / fullKm;
  const turns = bottomVelocity > phaseVelocity && topVelocity <= phaseVelocity;
  const endVelocity = turns ? phaseVelocity : bottomVelocity;
  const km = turns ? (phaseVelocity - topVelocity) / gradient : fullKm;
  const topCosine = cosineAt(topVelocity, phaseVelocity);
  const endCosine = turns ? 0 : cosineAt(bottomVelocity, phaseVelocity);
  const slowness = 1 / phaseVelocity;
  const cosines = topCosine + endCosine;
  const reachKm = (topVelocity + endVelocity) * km / cosines;
  sum.distanceKm += times * slowness * reachKm;
  const both = topVelocity * topVelocity + endVelocity * endVelocity -
    (slowness * topVelocity * endVelocity) ** 2;
  const seconds = reachKm * (1 + topCosine * endCosine) / both;
  const bend = gradient * seconds;
  sum.seconds += times *
    (Math.abs(bend) < 1e-4 ? seconds * (1 + bend * bend / 3) : Math.atanh(bend) / gradient);
}

/** Cosine of the angle from the vertical; 0 where a ray cannot be. */
export function cosineAt(velocity: number, phaseVelocity: number): number {
  const sine = velocity / phaseVelocity;
  return sine < 1 ? Math.sqrt((1 - sine) * (1 + sine)) : 0;
}

/** The same through several layers. */
export function crossLayers(
  sum: RaySum,
  layers: readonly RayLayer[],
  way: { phaseVelocity: number; times: number },
): void {
  for (const layer of layers) crossLayer(sum, layer, way);
}

/** Greatest velocity in layers; 0 without any. */
export function fastestIn(layers: readonly RayLayer[]): number {
  let fastest = 0;
  for (const { topVelocity, bottomVelocity } of layers) {
    fastest = Math.max(fastest, topVelocity, bottomVelocity);
  }
  return fastest;
}
