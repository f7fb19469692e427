import { InsufficientDataError, type PointEvents, type Polygon } from "../../domain/mod.ts";
import {
  convexHull,
  type PlanePoint,
  polygonArea,
  projectEqualArea,
} from "../../mathematics/mod.ts";

/** Area inside a ring of corners in degrees, km²; edges are straight on an equal-area map. */
export function areaOfPolygon(polygon: Polygon): number {
  return polygonArea(
    projectEqualArea(
      polygon.map(([, latitude]) => latitude),
      polygon.map(([longitude]) => longitude),
    ),
  );
}

/**
 * Area of the convex hull of the first `count` events, km².
 *
 * Throws InsufficientDataError where they lie on a line.
 */
export function areaOfHull({ places, name }: PointEvents, count: number): number {
  const points: PlanePoint[] = places.kind === "geographic"
    ? projectEqualArea(places.latitude.subarray(0, count), places.longitude.subarray(0, count))
    : Array.from(
      places.eastKm.subarray(0, count),
      (east, i): PlanePoint => [east, places.northKm[i]],
    );
  const area = polygonArea(convexHull(points));
  if (area > 0) return area;
  throw new InsufficientDataError(`Cannot find the area of ${name} by the hull of its events`, {
    have: convexHull(points).length,
    need: 3,
    of: "corners",
  });
}

/** Corners of the convex hull of the first `count` events, degrees; each corner is an event. */
export function hullOf({ places }: PointEvents, count: number): Polygon {
  if (places.kind === "plane") throw new RangeError("Cannot outline a plane in degrees");
  const [latitude, longitude] = [places.latitude, places.longitude].map((column) =>
    column.subarray(0, count)
  );
  const points = projectEqualArea(latitude, longitude);
  const rowOf = new Map(points.map((point, row) => [point, row]));
  return convexHull(points).map((corner): readonly [number, number] => {
    const row = rowOf.get(corner)!;
    return [longitude[row], latitude[row]];
  });
}
