import { ConfigurationError, type Polygon } from "../../domain/mod.ts";
import type { PublishedEtas } from "../../models/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import { areaOfHull, areaOfPolygon } from "./region_area.ts";

/** Where an area is from. */
export type AreaSource = "given" | "parameters" | "polygon" | "hull";

/**
 * Area of the region, km²: as given, else that of the parameters, the polygon or the events' hull
 * before the test.
 *
 * Throws ConfigurationError for an area that is none, InsufficientDataError where events lie on a line.
 */
export function findArea(
  { events, test }: Pick<PointBenchmark, "events" | "test">,
  { areaKm2, etas, polygon }: { areaKm2?: number; etas?: PublishedEtas; polygon?: Polygon },
): { areaKm2: number; areaFrom: AreaSource } {
  if (areaKm2 !== undefined) {
    if (areaKm2 > 0 && areaKm2 < Infinity) return { areaKm2, areaFrom: "given" };
    throw new ConfigurationError(
      `Cannot use an area of ${areaKm2} km²: need a number above 0.`,
      "areaKm2",
    );
  }
  if (etas?.areaKm2 !== undefined) return { areaKm2: etas.areaKm2, areaFrom: "parameters" };
  if (polygon !== undefined) return { areaKm2: areaOfPolygon(polygon), areaFrom: "polygon" };
  return { areaKm2: areaOfHull(events, test.from), areaFrom: "hull" };
}
