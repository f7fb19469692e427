import type { ShakingSource } from "../../domain/mod.ts";
import { geodesicBetween, greatCircleKm } from "../../mathematics/mod.ts";
import { ruptureSize } from "./rupture_size.ts";

/** Distances of a place from a rupture. */
export interface RuptureDistance {
  /** To the surface projection of the rupture, kilometres. */
  readonly joynerBooreKm: number;
  /** To the rupture itself, kilometres. */
  readonly ruptureKm: number;
}

const STRIKES = 18; // every 10 degrees: the mean changes by less than 0.01 km with more

/**
 * Distances of a place from a rupture that is known by its hypocentre and magnitude alone: an upright
 * plane of median size, its middle at the hypocentre but not above the surface, running in each of 18
 * directions in turn, or in the one that is known. [direction]
 */
export function ruptureDistances(
  source: ShakingSource,
  place: { latitude: number; longitude: number },
): RuptureDistance[] {
  const { lengthKm, widthKm } = ruptureSize(source.magnitude);
  const topKm = Math.max(0, source.depthKm - widthKm / 2);
  const { eastKm, northKm } = offset(source, place);
  const strikes = source.strikeDegrees === undefined
    ? Array.from({ length: STRIKES }, (_, i) => 180 * i / STRIKES)
    : [source.strikeDegrees];
  return strikes.map((strike) => {
    const angle = strike * Math.PI / 180;
    const along = eastKm * Math.sin(angle) + northKm * Math.cos(angle);
    const across = eastKm * Math.cos(angle) - northKm * Math.sin(angle);
    const joynerBooreKm = Math.hypot(Math.max(0, Math.abs(along) - lengthKm / 2), across);
    return { joynerBooreKm, ruptureKm: Math.hypot(joynerBooreKm, topKm) };
  });
}

/** East and north of the epicentre, kilometres. */
function offset(from: ShakingSource, to: { latitude: number; longitude: number }) {
  const way = geodesicBetween(from, to);
  if (way === undefined) return { eastKm: greatCircleKm(from, to), northKm: 0 };
  const bearing = way.azimuthDegrees * Math.PI / 180;
  return {
    eastKm: way.distanceKm * Math.sin(bearing),
    northKm: way.distanceKm * Math.cos(bearing),
  };
}
