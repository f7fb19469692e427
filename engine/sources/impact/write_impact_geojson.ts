import type { ImpactEstimate, IntensityContour, ShakingMap } from "../../domain/mod.ts";

/** What of an impact is written as GeoJSON, beside its areas. */
export interface WrittenImpact
  extends Partial<Pick<ImpactEstimate, "buildings" | "losses">>, Pick<ImpactEstimate, "remarks"> {
  /** The event. */
  readonly map: Pick<ShakingMap, "source">;
}

/**
 * Writes an impact as GeoJSON: the epicentre, areas where the median intensity reaches each level, and the
 * buildings with their probabilities. What a reader must know stands in the collection's "remarks".
 *
 * Source: RFC 7946.
 */
export function writeImpactGeojson(
  { map, buildings = [], losses = [], remarks }: WrittenImpact,
  contours: readonly IntensityContour[],
): string {
  const { longitude, latitude, ...event } = map.source;
  const features = [
    feature({ type: "Point", coordinates: [longitude, latitude] }, { kind: "epicentre", ...event }),
    ...contours.map(({ intensity, coordinates }) =>
      feature({ type: "MultiPolygon", coordinates }, {
        ...{ kind: "intensity", intensity, unit: "Modified Mercalli intensity, median" },
      })
    ),
    ...buildings.map(({ building, rank, priority, pgaG, probabilities }) =>
      feature({ type: "Point", coordinates: [building.longitude, building.latitude] }, {
        ...{ kind: "building", id: building.id, class: building.fragilityClass },
        ...{ rank, priority, pgaG, probabilities },
      })
    ),
  ];
  const alerts = Object.fromEntries(losses.map(({ unit, alert }) => [unit, alert]));
  return JSON.stringify({ type: "FeatureCollection", remarks, alerts, features }) + "\n";
}

function feature(geometry: unknown, properties: Record<string, unknown>) {
  return { type: "Feature", geometry, properties };
}
