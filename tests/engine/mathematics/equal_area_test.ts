import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  convexHull,
  type PlanePoint,
  polygonArea,
  projectEqualArea,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";

/** Surface between two parallels, a degree wide, on the ellipsoid WGS 84, km². */
function zoneArea(south: number, north: number): number {
  const [a, e] = [6378.137, Math.sqrt(0.00669437999014)];
  const strip = (latitude: number) => {
    const sine = Math.sin(latitude * Math.PI / 180);
    return sine / (2 * (1 - (e * sine) ** 2)) + Math.atanh(e * sine) / (2 * e);
  };
  return a * a * (1 - e * e) * (strip(north) - strip(south)) * Math.PI / 180;
}

Deno.test("equal area: boxes have their surface on the ellipsoid, at the antimeridian too", () => {
  for (const [south, west] of [[33, -117], [-0.5, 10], [60, 179.5], [-80, -180]]) {
    // Edges in small steps, as neither parallels nor meridians are straight on the map.
    const up = Array.from({ length: 100 }, (_, i) => i / 100);
    const [zeros, ones, down] = [up.map(() => 0), up.map(() => 1), up.map((x) => 1 - x)];
    const latitude = [...zeros, ...up, ...ones, ...down].map((x) => south + x);
    const longitude = [...up, ...ones, ...down, ...zeros].map((x) => {
      return west + x > 180 ? west + x - 360 : west + x;
    });
    const area = polygonArea(projectEqualArea(latitude, longitude));
    assertAlmostEquals(area / zoneArea(south, south + 1), 1, 1e-6);
  }
});

Deno.test("equal area: San Jacinto's box is as large as published", () => {
  const corners = projectEqualArea([33, 33, 34, 34], [-117, -116, -116, -117]);
  assertAlmostEquals(polygonArea(corners) / 10306.063185775638, 1, 2e-5);
});

Deno.test("convex hull: holds all points, and its corners are points", () => {
  const stream = new RandomStream(1);
  const points = Array.from(
    { length: 300 },
    (): PlanePoint => [Math.round(9 * stream.normal()), Math.round(9 * stream.normal())],
  );
  const hull = convexHull(points);
  hull.forEach(([x, y], i) => {
    assertEquals(points.some(([px, py]) => px === x && py === y), true);
    const [nextX, nextY] = hull[(i + 1) % hull.length];
    for (const [px, py] of points) {
      const side = (nextX - x) * (py - y) - (nextY - y) * (px - x);
      assertEquals(side >= 0, true, `${px}, ${py} is outside`);
    }
  });
});

Deno.test("convex hull: no, one, equal points and points on a line have no area", () => {
  const line: PlanePoint[] = [[0, 0], [1, 1], [3, 3], [2, 2]];
  for (const points of [[], [line[1]], [line[1], line[1], line[1]], line]) {
    assertEquals(polygonArea(convexHull(points)), 0);
  }
  assertEquals(polygonArea(convexHull([[0, 0], [2, 0], [1, 0.5], [2, 2], [0, 2], [1, 1]])), 4);
});
