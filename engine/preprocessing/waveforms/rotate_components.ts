import { InputError } from "../../domain/mod.ts";

/** Horizontal ground motion to north and to east. [sample] each */
export interface Horizontals {
  /** Positive to the north. */
  readonly north: ArrayLike<number>;
  /** Positive to the east. */
  readonly east: ArrayLike<number>;
}

/** Horizontal ground motion along and across the path from an epicentre. [sample] each */
export interface RadialTransverse {
  /** Positive away from the epicentre. */
  readonly radial: ArrayLike<number>;
  /** Positive to the right of one who looks away from the epicentre. */
  readonly transverse: ArrayLike<number>;
}

/**
 * From north and east to radial and transverse, by the direction from the station to the epicentre in
 * degrees clockwise from north: R = −N cos b − E sin b, T = N sin b − E cos b.
 *
 * Throws InputError where the lengths differ.
 */
export function rotateToRadial(
  { north, east }: Horizontals,
  backAzimuthDegrees: number,
): { radial: Float64Array; transverse: Float64Array } {
  const [first, second] = turn(north, east, backAzimuthDegrees);
  return { radial: first, transverse: second };
}

/** From radial and transverse back to north and east. Throws as rotateToRadial does. */
export function rotateFromRadial(
  { radial, transverse }: RadialTransverse,
  backAzimuthDegrees: number,
): { north: Float64Array; east: Float64Array } {
  const [first, second] = turn(radial, transverse, -backAzimuthDegrees);
  return { north: first, east: second };
}

/** (−x cos b − y sin b, x sin b − y cos b); its inverse is the same at −b. */
function turn(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  degrees: number,
): [Float64Array, Float64Array] {
  checkLengths([x, y]);
  const angle = degrees * Math.PI / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const [first, second] = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let i = 0; i < x.length; i++) {
    first[i] = -x[i] * cosine - y[i] * sine;
    second[i] = x[i] * sine - y[i] * cosine;
  }
  return [first, second];
}

/** One channel and the direction in which its positive motion points. */
export interface OrientedSamples {
  /** The samples. [sample] */
  readonly samples: ArrayLike<number>;
  /** Degrees clockwise from north. */
  readonly azimuthDegrees: number;
  /** Degrees down from the horizontal: −90 for up. */
  readonly dipDegrees: number;
}

/**
 * The ground motion to east, north and up behind three channels of any directions, right angles or
 * not: solves samples = unit vector · motion for every sample. [sample] each
 *
 * Throws InputError where the lengths differ, a direction is unknown, or the three directions lie
 * (within 1e-6) in a plane.
 *
 * Source: SEED Manual 2.4, blockette 52, for the meaning of azimuth and dip.
 */
export function rotateToGround(
  channels: readonly [OrientedSamples, OrientedSamples, OrientedSamples],
): { east: Float64Array; north: Float64Array; up: Float64Array } {
  checkLengths(channels.map(({ samples }) => samples));
  const [a, b, c] = channels.map(unitVector);
  const [bc, ca, ab] = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = a[0] * bc[0] + a[1] * bc[1] + a[2] * bc[2];
  if (!(Math.abs(volume) > 1e-6)) {
    throw new InputError("Cannot rotate three channels to east, north and up", {
      value: channels.map((each) => `${each.azimuthDegrees}/${each.dipDegrees}`).join(", "),
      expected: "three known azimuths and dips that do not lie in one plane",
    });
  }
  const [first, second, third] = channels.map(({ samples }) => samples);
  const along = (axis: number) => {
    const motion = new Float64Array(first.length);
    for (let i = 0; i < motion.length; i++) {
      motion[i] = (first[i] * bc[axis] + second[i] * ca[axis] + third[i] * ab[axis]) / volume;
    }
    return motion;
  };
  return { east: along(0), north: along(1), up: along(2) };
}

type Vector = readonly [number, number, number];

/** East, north and up parts of a channel's direction. */
function unitVector({ azimuthDegrees, dipDegrees }: OrientedSamples): Vector {
  const [azimuth, dip] = [azimuthDegrees * Math.PI / 180, dipDegrees * Math.PI / 180];
  return [
    Math.sin(azimuth) * Math.cos(dip),
    Math.cos(azimuth) * Math.cos(dip),
    -Math.sin(dip),
  ];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function checkLengths(series: readonly ArrayLike<number>[]): void {
  if (series.every(({ length }) => length === series[0].length)) return;
  throw new InputError("Cannot rotate components", {
    value: series.map(({ length }) => length).join(", ") + " samples",
    expected: "components of one length",
  });
}
