import type { EventPlaces } from "../../domain/mod.ts";

/** Radius of the sphere that ETAS codes measure distances on, kilometres: the Earth's at the equator. */
export const ETAS_RADIUS_KM = 6378.1;

const RADIAN = Math.PI / 180;

/** Places as the kernels of pairs take them, kilometres. */
export interface PlaceColumns {
  /** Three coordinates. [3, event] */
  xyz: readonly [Float64Array, Float64Array, Float64Array];
  /** Radius of the sphere they lie on; infinite for a plane. */
  radiusKm: number;
}

/** From where places on the globe are seen, degrees. */
export interface PlaceOrigin {
  /** Degrees north. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
}

/** The middle of places on the globe; that of no places, and of a plane, is 0. */
export function placeOriginOf(places: EventPlaces): PlaceOrigin {
  if (places.kind === "plane" || places.latitude.length === 0) return { latitude: 0, longitude: 0 };
  const { latitude, longitude } = places;
  const east = meanOf(longitude.map((degrees) => eastOf(degrees, longitude[0])));
  return { latitude: meanOf(latitude), longitude: longitude[0] + east };
}

/**
 * Lays places as x, y, z. On the globe these are seen from the middle of the places on its surface,
 * unless another origin is given: there they are small, and the distance of near places keeps its
 * digits, to 1e-12 km where all lie within some thousand kilometres.
 */
export function placeColumns(
  places: EventPlaces,
  origin: PlaceOrigin = placeOriginOf(places),
): PlaceColumns {
  if (places.kind === "plane") {
    const { eastKm, northKm } = places;
    return { xyz: [eastKm, northKm, new Float64Array(eastKm.length)], radiusKm: Infinity };
  }
  const { latitude, longitude } = places;
  const size = latitude.length;
  const xyz = [0, 1, 2].map(() => new Float64Array(size));
  const [sinOrigin, cosOrigin] = [Math.sin, Math.cos].map((f) => f(origin.latitude * RADIAN));
  for (let i = 0; i < size; i++) {
    const north = (latitude[i] - origin.latitude) * RADIAN;
    const east = eastOf(longitude[i], origin.longitude) * RADIAN;
    const cosine = Math.cos(latitude[i] * RADIAN);
    const bend = 2 * cosine * Math.sin(east / 2) ** 2;
    xyz[0][i] = ETAS_RADIUS_KM * cosine * Math.sin(east);
    xyz[1][i] = ETAS_RADIUS_KM * (Math.sin(north) + sinOrigin * bend);
    // How far below the origin: 1 less the cosine of the angle between the two.
    xyz[2][i] = ETAS_RADIUS_KM * (2 * Math.sin(north / 2) ** 2 + cosOrigin * bend);
  }
  return { xyz: xyz as unknown as PlaceColumns["xyz"], radiusKm: ETAS_RADIUS_KM };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Degrees east of a meridian, −180 up to 180. */
function eastOf(longitude: number, meridian: number): number {
  const east = longitude - meridian;
  return east - 360 * Math.round(east / 360);
}
