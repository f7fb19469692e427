/** Radius of the sphere that has the surface of the Earth (WGS 84), kilometres. */
const AUTHALIC_RADIUS_KM = 6371.0071809;

const RADIAN = Math.PI / 180;

/** Eccentricity of the Earth (WGS 84), squared. */
const SQUARED_ECCENTRICITY = 0.00669437999014;

/** A point of a plane, kilometres east and north. */
export type PlanePoint = readonly [east: number, north: number];

/**
 * Projects places so that areas keep their size, about the middle of the places: Lambert's azimuthal
 * projection of the sphere that has the Earth's surface, by authalic latitudes.
 *
 * Source: Snyder 1987, USGS Professional Paper 1395, equations 3-11, 3-12, 24-2 and 24-13.
 */
export function projectEqualArea(
  latitude: ArrayLike<number>,
  longitude: ArrayLike<number>,
): PlanePoint[] {
  const size = latitude.length;
  const parallels = Array.from(latitude, authalicLatitude);
  // Longitudes as seen from the first, so that the antimeridian may lie among them.
  const turns = Array.from(longitude, (degrees) => {
    return RADIAN * (((degrees - longitude[0] + 180) % 360 + 360) % 360 - 180);
  });
  const middle = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / size;
  const [north, east] = [middle(parallels), middle(turns)];
  return parallels.map((parallel, i) => {
    const turn = turns[i] - east;
    const [sine, cosine] = [Math.sin(parallel), Math.cos(parallel)];
    const nearness = Math.sin(north) * sine + Math.cos(north) * cosine * Math.cos(turn);
    const scale = AUTHALIC_RADIUS_KM * Math.sqrt(2 / (1 + nearness));
    return [
      scale * cosine * Math.sin(turn),
      scale * (Math.cos(north) * sine - Math.sin(north) * cosine * Math.cos(turn)),
    ];
  });
}

/** Area of a polygon whose corners are given in order, in the square of their unit. */
export function polygonArea(corners: readonly PlanePoint[]): number {
  let sum = 0;
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length];
    sum += x * nextY - nextX * y;
  });
  return Math.abs(sum) / 2;
}

/**
 * The smallest convex polygon round points, counter-clockwise; fewer than three corners where all lie
 * on a line.
 *
 * Source: Andrew 1979, Information Processing Letters 9.
 */
export function convexHull(points: readonly PlanePoint[]): PlanePoint[] {
  const sorted = [...points].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly PlanePoint[]) => {
    const chain: PlanePoint[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** Above 0 for a turn to the left. */
function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The latitude, radians, on the sphere of the same surface. */
function authalicLatitude(degrees: number): number {
  const e = Math.sqrt(SQUARED_ECCENTRICITY);
  const q = (sine: number) =>
    (1 - e * e) * (sine / (1 - (e * sine) ** 2) + Math.atanh(e * sine) / e);
  return Math.asin(Math.max(-1, Math.min(1, q(Math.sin(degrees * RADIAN)) / q(1))));
}
