import { destination } from "../../mathematics/mod.ts";
import { ETAS_RADIUS_KM } from "./place_columns.ts";

/** Where an event is: x and y in kilometres east and north, or degrees of longitude and latitude. */
export type EtasPlace = readonly [x: number, y: number];

/** The place some kilometres away, in a bearing in degrees from north. */
export function movePlace(
  [x, y]: EtasPlace,
  { kind, distanceKm, bearing }: {
    kind: "plane" | "geographic";
    distanceKm: number;
    bearing: number;
  },
): EtasPlace {
  if (kind === "plane") {
    const angle = bearing * Math.PI / 180;
    return [x + distanceKm * Math.sin(angle), y + distanceKm * Math.cos(angle)];
  }
  const half = Math.PI * ETAS_RADIUS_KM; // what is drawn beyond ends at the antipode
  const { longitude, latitude } = destination({ longitude: x, latitude: y }, {
    bearing,
    distanceKm: Math.min(half, distanceKm),
    radiusKm: ETAS_RADIUS_KM,
  });
  return [longitude, latitude];
}
