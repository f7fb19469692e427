import type { RandomStream } from "../../mathematics/mod.ts";
import type { PlaceOrigin } from "../etas/place_columns.ts";
import type { PlaceEllipse } from "./place_ellipses.ts";

const RADIAN = Math.PI / 180;

/** A way from a place. */
export interface PlaceOffset {
  /** How far, kilometres. */
  distanceKm: number;
  /** In which direction, degrees from north. */
  bearing: number;
}

/** The law of the place of an event's aftershocks. */
export interface OffsetLaw {
  /** Squared distance scale, km². */
  spread: number;
  /** ρ. */
  rho: number;
  /** The ellipse along which distance is measured, and the ways east and north there; a circle without. */
  ellipse?: PlaceEllipse & { ways: readonly [east: Way, north: Way] };
}

/** A unit vector in the coordinates of the places. */
export type Way = readonly [x: number, y: number, z: number];

/** Draws the way from an event to an aftershock: 1 / (r² + spread)^(1 + ρ) by its inverse. */
export function drawOffset({ spread, rho, ellipse }: OffsetLaw, random: RandomStream): PlaceOffset {
  const radius = Math.sqrt(spread * (random.uniform() ** (-1 / rho) - 1));
  const bearing = 360 * random.uniform();
  if (ellipse === undefined) return { distanceKm: radius, bearing };
  const { across, along, ways } = ellipse;
  const length = Math.hypot(...across);
  if (length === 0) return { distanceKm: radius, bearing };
  const [east, north] = ways.map((way) =>
    (way[0] * across[0] + way[1] * across[1] + way[2] * across[2]) / length
  );
  // Where α a² + b² / α is the square of the isotropic radius, b across and a along the ellipse.
  const a = radius * Math.cos(bearing * RADIAN) / Math.sqrt(along);
  const b = radius * Math.sin(bearing * RADIAN) * Math.sqrt(along);
  const [x, y] = [b * east - a * north, b * north + a * east];
  return { distanceKm: Math.hypot(x, y), bearing: Math.atan2(x, y) / RADIAN };
}

/** The ways east and north at a place, as seen from an origin on the globe; in a plane without one. */
export function waysAt(
  place: readonly [x: number, y: number],
  { kind, origin }: { kind: "plane" | "geographic"; origin: PlaceOrigin },
): readonly [east: Way, north: Way] {
  if (kind === "plane") return [[1, 0, 0], [0, 1, 0]];
  const [latitude, zero] = [place[1] * RADIAN, origin.latitude * RADIAN];
  const east = (place[0] - origin.longitude) * RADIAN;
  const [sin, cos] = [Math.sin(east), Math.cos(east)];
  const [sinZero, cosZero] = [Math.sin(zero), Math.cos(zero)];
  const sinLatitude = Math.sin(latitude);
  return [
    [cos, sinZero * sin, cosZero * sin],
    [
      -sinLatitude * sin,
      Math.cos(latitude - zero) - sinZero * sinLatitude * (1 - cos),
      Math.sin(latitude - zero) - cosZero * sinLatitude * (1 - cos),
    ],
  ];
}
