import { geoRotation } from "d3-geo";
import type { StationArrival } from "./station_arrival.ts";

/** A place on the globe, degrees. */
export interface GlobePlace {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** A station and where it is. */
export interface StationPlace extends GlobePlace {
  /** Its name. */
  readonly station: string;
}

const EARTH_RADIUS_KM = 6371;

const RADIAN = Math.PI / 180;

/** Where stations are, by their distance and direction from an epicentre; each once, those without either left out. */
export function stationPlaces(
  from: GlobePlace,
  arrivals: readonly StationArrival[],
): StationPlace[] {
  const seen = new Map<string, StationPlace>();
  for (const { station, azimuthDegrees, distanceKm } of arrivals) {
    const isKnown = [azimuthDegrees, distanceKm].every((value) =>
      value !== null && Number.isFinite(value) // JSON knows no NaN
    );
    if (!isKnown || seen.has(station)) continue;
    seen.set(station, { ...moved(from, azimuthDegrees, distanceKm), station });
  }
  return [...seen.values()];
}

/** The place that lies there from 0° N 0° E, turned with the globe until that is where one starts. */
function moved({ latitude, longitude }: GlobePlace, bearing: number, km: number): GlobePlace {
  const [angle, direction] = [km / EARTH_RADIUS_KM, bearing * RADIAN];
  const north = Math.asin(Math.sin(angle) * Math.cos(direction)) / RADIAN;
  const east = Math.atan2(Math.sin(angle) * Math.sin(direction), Math.cos(angle)) / RADIAN;
  const [lon, lat] = geoRotation([-longitude, -latitude]).invert([east, north]);
  return { latitude: lat, longitude: lon };
}
