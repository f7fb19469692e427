/** Radians in a degree. */
export const RADIANS = Math.PI / 180;

/** A body as seen from the Earth's centre, in the ecliptic and mean equinox of the date. */
export interface EclipticPosition {
  /** Degrees, 0 to 360. */
  longitude: number;
  /** Degrees, north positive. */
  latitude: number;
  /** Kilometres. */
  distanceKm: number;
}
