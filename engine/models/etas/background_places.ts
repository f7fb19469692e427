import {
  degreesEast,
  InsufficientDataError,
  type PointEvents,
  type Polygon,
  polygonContains,
} from "../../domain/mod.ts";
import { destination, type RandomStream } from "../../mathematics/mod.ts";
import type { EtasBackground } from "./fit_background.ts";
import { ETAS_RADIUS_KM } from "./place_columns.ts";
import type { EtasPlace } from "./simulate_etas.ts";

/** Draws longitude and latitude of a background event, degrees. */
export type DrawPlace = (random: RandomStream) => EtasPlace;

/** Trials until a place is given up as unreachable. */
const MOST_TRIALS = 100_000;

/** Places of a background that is the same everywhere in a region, by area. */
export function uniformPlaces(region: Polygon): DrawPlace {
  const west = region[0][0] - 180;
  const easts = region.map(([longitude]) => degreesEast(west, longitude));
  const sines = region.map(([, latitude]) => Math.sin(latitude * Math.PI / 180));
  const [fromEast, toEast] = [Math.min(...easts), Math.max(...easts)];
  const [fromSine, toSine] = [Math.min(...sines), Math.max(...sines)];
  return insideOf(region, (random) => {
    const longitude = west + fromEast + (toEast - fromEast) * random.uniform();
    const sine = fromSine + (toSine - fromSine) * random.uniform();
    return [longitude, Math.asin(sine) * 180 / Math.PI];
  });
}

/**
 * Places of a background that varies in space: kernels about the events it was smoothed from, each as
 * likely as the event is background. What falls outside the region is drawn anew, so that the rate of
 * the region stays μ times its area.
 *
 * Throws InsufficientDataError where no event is likely background and nothing is uniform.
 */
export function smoothedPlaces(
  events: PointEvents,
  { background, region }: { background: EtasBackground; region: Polygon },
): DrawPlace {
  const { probability, widthsKm, shape } = background;
  const { places } = events;
  const sums = probability.map(((sum) => (value) => sum += value)(0));
  const total = sums[sums.length - 1] ?? 0;
  if (places.kind !== "geographic" || (!(total > 0) && shape.uniformShare < 1)) {
    throw new InsufficientDataError(`Cannot draw background places from ${events.name}`, {
      have: 0,
      need: 1,
      of: "background events with longitude and latitude",
    });
  }
  const uniform = uniformPlaces(region);
  return insideOf(region, (random) => {
    if (random.uniform() < shape.uniformShare) return uniform(random);
    const source = firstAbove(sums, total * random.uniform());
    const distanceKm = widthsKm[source] * Math.sqrt(-2 * Math.log(random.uniform()));
    const at = { longitude: places.longitude[source], latitude: places.latitude[source] };
    const bearing = 360 * random.uniform();
    const radiusKm = ETAS_RADIUS_KM;
    const { longitude, latitude } = destination(at, { bearing, distanceKm, radiusKm });
    return [longitude, latitude];
  });
}

function insideOf(region: Polygon, draw: DrawPlace): DrawPlace {
  return (random) => {
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      const [longitude, latitude] = draw(random);
      if (polygonContains(region, latitude, longitude)) return [longitude, latitude];
    }
    throw new InsufficientDataError("Cannot draw a background place within the region", {
      ...{ have: 0, need: 1, of: `places inside in ${MOST_TRIALS} trials` },
    });
  };
}

/** The first of the running sums that is above a number. */
function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
