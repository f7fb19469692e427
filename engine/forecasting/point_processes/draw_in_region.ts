import {
  ConfigurationError,
  type Polygon,
  polygonContains,
  wrapLongitude,
} from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import type { EtasPlace } from "../../models/mod.ts";

const RADIAN = Math.PI / 180;

/** Draws that missed the polygon, after which it cannot have an area. */
const MOST_MISSES = 1_000_000;

/**
 * Draws places evenly over the surface inside a polygon, degrees.
 *
 * Throws ConfigurationError where it has no area.
 */
export function drawInRegion(region: Polygon): (random: RandomStream) => EtasPlace {
  const anchor = region[0][0];
  const east = region.map(([longitude]) => wrapLongitude(longitude - anchor));
  const sine = region.map(([, latitude]) => Math.sin(latitude * RADIAN));
  const [west, width] = [Math.min(...east), Math.max(...east) - Math.min(...east)];
  const [south, height] = [Math.min(...sine), Math.max(...sine) - Math.min(...sine)];
  return (random) => {
    for (let miss = 0; miss < MOST_MISSES; miss++) {
      const longitude = wrapLongitude(anchor + west + width * random.uniform());
      const latitude = Math.asin(south + height * random.uniform()) / RADIAN;
      if (polygonContains(region, latitude, longitude)) return [longitude, latitude];
    }
    throw new ConfigurationError("Cannot draw a place in a region without an area.", "polygon");
  };
}
