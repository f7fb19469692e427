import { geodesicBetween, geodesicEnd, type Place } from "../../mathematics/mod.ts";

/** Kilometres east and north of a centre, distances and directions from it exact on the ellipsoid. */
export interface LocalFrame {
  /** The centre. */
  readonly centre: Place;
  /** Where a place lies. */
  toLocal(place: Place): { eastKm: number; northKm: number };
  /** The place that lies there. */
  toPlace(eastKm: number, northKm: number): Place;
}

const RADIAN = Math.PI / 180;

/** Kilometres to the opposite side of the Earth, by a pole, whichever way one goes. */
const OPPOSITE_KM = 20_003.93;

/** The azimuthal equidistant projection about a centre. */
export function localFrame(centre: Place): LocalFrame {
  return {
    centre,
    toLocal(place) {
      const way = geodesicBetween(centre, place);
      if (way === undefined) return { eastKm: 0, northKm: OPPOSITE_KM };
      const azimuth = way.azimuthDegrees * RADIAN;
      return {
        eastKm: way.distanceKm * Math.sin(azimuth),
        northKm: way.distanceKm * Math.cos(azimuth),
      };
    },
    toPlace: (eastKm, northKm) =>
      geodesicEnd(centre, {
        distanceKm: Math.hypot(eastKm, northKm),
        azimuthDegrees: Math.atan2(eastKm, northKm) / RADIAN,
      }),
  };
}
