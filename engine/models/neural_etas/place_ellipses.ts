import type { PlaceColumns } from "../etas/place_columns.ts";

/** How each event measures the distance of its aftershocks: α r² + (d · u)² for r². */
export interface PlaceEllipses {
  /** The three coordinates of u, across the ellipse. [3, event] */
  across: readonly [Float64Array, Float64Array, Float64Array];
  /** α. [event] */
  along: Float64Array;
}

/** Nearest of the earlier events that tell which way a fault runs. */
const NEIGHBOURS = 20;

/** How many events back these are looked for. */
export const ELLIPSE_LOOK_BACK = 4_000;

/** Part of the mean variance, and km², by which an ellipse is rounded: few events, and their errors. */
const ROUNDING = 0.3;
const LEAST_VARIANCE = 0.02;

/**
 * Ellipses of area 1 along the faults, from the nearest events before each one: the plane integral of
 * the spatial law stays what it is. An event with few before it has a circle.
 */
export function placeEllipses({ xyz, radiusKm }: PlaceColumns): PlaceEllipses {
  const size = xyz[0].length;
  const across = [0, 1, 2].map(() => new Float64Array(size));
  const along = new Float64Array(size).fill(1);
  const nearest = { square: new Float64Array(NEIGHBOURS), index: new Int32Array(NEIGHBOURS) };
  for (let i = NEIGHBOURS; i < size; i++) {
    const found = ellipseAt({ xyz, radiusKm }, i, nearest);
    along[i] = found.along;
    for (let k = 0; k < 3; k++) across[k][i] = found.across[k];
  }
  return { across: across as unknown as PlaceEllipses["across"], along };
}

/** One event's ellipse. */
export interface PlaceEllipse {
  /** u. */
  across: readonly number[];
  /** α. */
  along: number;
}

/** The ellipse of the last of some places, from those before it; a circle where they are few. */
export function placeEllipseOfLast(places: PlaceColumns): PlaceEllipse {
  const last = places.xyz[0].length - 1;
  if (last < NEIGHBOURS) return { across: [0, 0, 0], along: 1 };
  const nearest = { square: new Float64Array(NEIGHBOURS), index: new Int32Array(NEIGHBOURS) };
  return ellipseAt(places, last, nearest);
}

function ellipseAt(
  { xyz, radiusKm }: PlaceColumns,
  i: number,
  nearest: { square: Float64Array; index: Int32Array },
): PlaceEllipse {
  findNearest({ xyz, radiusKm }, i, nearest);
  const [east, north] = tangentsAt({ xyz, radiusKm }, i);
  let [xx, xy, yy] = [0, 0, 0];
  for (const j of nearest.index) {
    const way = [0, 1, 2].map((k) => xyz[k][j] - xyz[k][i]);
    const [x, y] = [dot(way, east), dot(way, north)];
    [xx, xy, yy] = [xx + x * x, xy + x * y, yy + y * y];
  }
  const { ratio, minor } = shapeOf([xx, xy, yy].map((sum) => sum / NEIGHBOURS));
  const factor = Math.sqrt(1 / ratio - ratio);
  const across = [0, 1, 2].map((k) => factor * (minor[0] * east[k] + minor[1] * north[k]));
  return { across, along: ratio };
}

/** The nearest earlier events, by insertion. */
function findNearest(
  { xyz: [xs, ys, zs] }: PlaceColumns,
  i: number,
  { square, index }: { square: Float64Array; index: Int32Array },
): void {
  square.fill(Infinity);
  const last = NEIGHBOURS - 1;
  for (let j = Math.max(0, i - ELLIPSE_LOOK_BACK); j < i; j++) {
    const [dx, dy, dz] = [xs[j] - xs[i], ys[j] - ys[i], zs[j] - zs[i]];
    const found = dx * dx + dy * dy + dz * dz;
    if (!(found < square[last])) continue;
    let at = last;
    for (; at > 0 && square[at - 1] > found; at--) {
      square[at] = square[at - 1];
      index[at] = index[at - 1];
    }
    square[at] = found;
    index[at] = j;
  }
}

/** Two unit vectors along the ground at a place. The sphere's centre is below the origin of the places. */
function tangentsAt(
  { xyz, radiusKm }: PlaceColumns,
  i: number,
): readonly [east: number[], north: number[]] {
  if (radiusKm === Infinity) return [[1, 0, 0], [0, 1, 0]];
  const down = [-xyz[0][i] / radiusKm, -xyz[1][i] / radiusKm, 1 - xyz[2][i] / radiusKm];
  // Any vector along the ground will do, such as one without a northern coordinate.
  const length = Math.hypot(down[0], down[2]);
  if (length < 1e-9) return [[1, 0, 0], [0, 0, 1]];
  const east = [down[2] / length, 0, -down[0] / length];
  const north = [
    down[1] * east[2] - down[2] * east[1],
    down[2] * east[0] - down[0] * east[2],
    down[0] * east[1] - down[1] * east[0],
  ];
  return [east, north];
}

/** Of an ellipse's variances: its short half axis over its long one, and the direction of the short one. */
function shapeOf([xx, xy, yy]: readonly number[]): { ratio: number; minor: [number, number] } {
  const mean = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  const round = ROUNDING * mean + LEAST_VARIANCE;
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy) + Math.PI / 2;
  return {
    ratio: Math.sqrt((mean - half + round) / (mean + half + round)),
    minor: [Math.cos(angle), Math.sin(angle)],
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
