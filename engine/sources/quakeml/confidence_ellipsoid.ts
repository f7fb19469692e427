import type { ConfidenceEllipsoid } from "../../domain/mod.ts";
import { roundDigits } from "./round_digits.ts";

/** A direction as (east, north, down). */
type Direction = readonly [number, number, number];

/** An ellipsoid as QuakeML tells it. */
export interface EllipsoidAngles {
  /** Half axes from longest to shortest, kilometres. */
  halfAxesKm: readonly [number, number, number];
  /** Degrees down from the horizontal of the longest axis, 0 to 90. */
  plungeDegrees: number;
  /** Degrees clockwise from north of the longest axis, 0 to 360. */
  azimuthDegrees: number;
  /**
   * Turn of the other two about the longest axis, degrees, 0 to 180; at 0 the shortest lies in the plane
   * of the longest and the vertical.
   */
  rotationDegrees: number;
}

const DEGREE = Math.PI / 180;

/**
 * The ellipsoid of angles; axes that are not in order of length are put in it.
 *
 * Source: QuakeML 1.2, ConfidenceEllipsoid: Tait-Bryan angles of axes north, east, down, the plunge
 * positive downwards.
 */
export function ellipsoidOfAngles(
  angles: EllipsoidAngles,
  probability: number,
): ConfidenceEllipsoid {
  const directions = directionsOfAngles(angles);
  const order = [0, 1, 2].toSorted((a, b) => angles.halfAxesKm[b] - angles.halfAxesKm[a]);
  const halfAxesKm = order.map((axis) => angles.halfAxesKm[axis]) as [number, number, number];
  const sorted = { probability, halfAxesKm, directions: order.map((axis) => directions[axis]) };
  // Through the angles as they are written, so that what is read again is the same.
  return { ...sorted, directions: directionsOfAngles(anglesOfEllipsoid(sorted)) };
}

/** The angles of an ellipsoid, rounded to a billionth of a degree. */
export function anglesOfEllipsoid(ellipsoid: ConfidenceEllipsoid): EllipsoidAngles {
  const [longest, , shortest] = ellipsoid.directions;
  const [east, north, down] = longest[2] < 0 ? scale(longest, -1) : longest;
  const plunge = Math.atan2(down, Math.hypot(east, north));
  const azimuth = Math.atan2(east, north);
  const { inPlane, across } = frameOf(plunge, azimuth);
  const rotation = Math.atan2(-dot(shortest, across), dot(shortest, inPlane)) / DEGREE;
  return {
    halfAxesKm: ellipsoid.halfAxesKm,
    plungeDegrees: roundAngle(plunge / DEGREE),
    azimuthDegrees: wrap(roundAngle(azimuth / DEGREE), 360),
    rotationDegrees: wrap(roundAngle(wrap(rotation, 180)), 180),
  };
}

function directionsOfAngles(angles: EllipsoidAngles): Direction[] {
  const plunge = angles.plungeDegrees * DEGREE;
  const azimuth = angles.azimuthDegrees * DEGREE;
  const rotation = angles.rotationDegrees * DEGREE;
  const { along, inPlane, across } = frameOf(plunge, azimuth);
  const turn = (a: Direction, b: Direction, sine: number): Direction => {
    const cosine = Math.cos(rotation);
    return [
      a[0] * cosine + b[0] * sine,
      a[1] * cosine + b[1] * sine,
      a[2] * cosine + b[2] * sine,
    ];
  };
  const intermediate = turn(across, inPlane, Math.sin(rotation));
  const shortest = turn(inPlane, across, -Math.sin(rotation));
  return [along, intermediate, shortest];
}

/** The longest axis, the one below it in its vertical plane, and the horizontal one. */
function frameOf(plunge: number, azimuth: number) {
  const along: Direction = [
    Math.cos(plunge) * Math.sin(azimuth),
    Math.cos(plunge) * Math.cos(azimuth),
    Math.sin(plunge),
  ];
  const inPlane: Direction = [
    -Math.sin(plunge) * Math.sin(azimuth),
    -Math.sin(plunge) * Math.cos(azimuth),
    Math.cos(plunge),
  ];
  const across: Direction = [Math.cos(azimuth), -Math.sin(azimuth), 0];
  return { along, inPlane, across };
}

function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function scale(direction: Direction, factor: number): Direction {
  return [direction[0] * factor, direction[1] * factor, direction[2] * factor];
}

function wrap(degrees: number, turn: number): number {
  return ((degrees % turn) + turn) % turn;
}

function roundAngle(degrees: number): number {
  return roundDigits(Math.round(degrees * 1e9) / 1e9) + 0;
}
