import {
  ConfigurationError,
  degreesEast,
  type Polygon,
  polygonContains,
  wrapLongitude,
} from "../../domain/mod.ts";
import type { RandomStream } from "../../mathematics/mod.ts";
import type { EtasPlace } from "./move_place.ts";

/** Draws a place: longitude and latitude in degrees, or x and y in kilometres. */
export type DrawPlace = (random: RandomStream) => EtasPlace;

/** Trials until a place is given up as unreachable. */
const MOST_TRIALS = 1_000_000;

/**
 * Places of a background that is the same everywhere in a region, by area, degrees.
 *
 * Drawing throws ConfigurationError where the region has no area.
 */
export function uniformPlaces(region: Polygon): DrawPlace {
  const west = region[0][0] - 180;
  const easts = region.map(([longitude]) => degreesEast(west, longitude));
  const sines = region.map(([, latitude]) => Math.sin(latitude * Math.PI / 180));
  const [fromEast, toEast] = [Math.min(...easts), Math.max(...easts)];
  const [fromSine, toSine] = [Math.min(...sines), Math.max(...sines)];
  return placesWithin(region, (random) => {
    const longitude = west + fromEast + (toEast - fromEast) * random.uniform();
    const sine = fromSine + (toSine - fromSine) * random.uniform();
    return [longitude, Math.asin(sine) * 180 / Math.PI];
  });
}

/**
 * Draws anew what falls outside a region, so that the rate of the region stays μ times its area
 * however far a background's kernels reach.
 *
 * Drawing throws ConfigurationError where no place lies inside.
 */
export function placesWithin(region: Polygon, draw: DrawPlace): DrawPlace {
  return (random) => {
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      const [longitude, latitude] = draw(random);
      if (polygonContains(region, latitude, longitude)) return [wrapLongitude(longitude), latitude];
    }
    throw new ConfigurationError(
      `Cannot draw a place in the region: none of ${MOST_TRIALS} trials lies inside.`,
      "polygon",
    );
  };
}
