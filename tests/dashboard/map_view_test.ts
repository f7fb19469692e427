import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { destination, greatCircleKm } from "../../engine/mathematics/mod.ts";
import { boxAround, fitMap } from "../../server/page/dashboard/map/map_view.ts";

const SIZE = { width: 800, height: 500 };

Deno.test("all of a box is on its map, wherever on the globe it lies", () => {
  const boxes = [[-123, 37, -121, 39], [178, -20, -177, -15], [10, 60, 40, 72], [
    -180,
    -90,
    180,
    90,
  ]];
  for (const [west, south, east, north] of boxes) {
    const view = fitMap([west, south, east, north], SIZE);
    for (
      const [longitude, latitude] of [[west, south], [east, north], [west, north], [east, south]]
    ) {
      const place = view.place(longitude, latitude);
      assert(place !== undefined, `${longitude} ${latitude}`);
      const [x, y] = place;
      assert(x >= 0 && x <= 800 && y >= 0 && y <= 500, `${longitude} ${latitude} is at ${place}`);
    }
  }
});

Deno.test("the scale is that of the globe: distances on the map are those on the ground", () => {
  const view = fitMap([-123, 37, -121, 39], SIZE);
  const centre = { latitude: 38, longitude: -122 };
  for (const bearing of [0, 90, 200]) {
    const { latitude, longitude } = destination(centre, {
      distanceKm: 60,
      bearing,
    });
    const [x0, y0] = view.place(centre.longitude, centre.latitude)!;
    const [x, y] = view.place(longitude, latitude)!;
    const km = greatCircleKm(centre, { latitude, longitude });
    assertAlmostEquals(Math.hypot(x - x0, y - y0) * view.kmPerPixel, km, 0.2);
  }
});

Deno.test("a map is aimed at a place, and pixels lead back to it", () => {
  const view = fitMap([-123, 37, -121, 39], { ...SIZE, aim: { centre: [-121.5, 37.2], zoom: 4 } });
  const [x, y] = view.place(-121.5, 37.2)!;
  assertAlmostEquals(x, 400, 1e-6);
  assertAlmostEquals(y, 250, 1e-6);
  const [longitude, latitude] = view.globe(100, 480);
  const [backX, backY] = view.place(longitude, latitude)!;
  assertAlmostEquals(backX, 100, 1e-6);
  assertAlmostEquals(backY, 480, 1e-6);
});

Deno.test("the box around places is the small one, across the antimeridian too", () => {
  const place = (longitude: number, latitude = 0) => ({ longitude, latitude });
  assertEquals(boxAround([], 1), [-180, -90, 180, 90]);
  const [west, , east] = boxAround([place(179), place(-178), place(178)], 0);
  assertEquals([west, east], [178, 182]);
  const [, south, , north] = boxAround([place(0, 89.5)], 2);
  assertEquals([south, north], [87.5, 90]);
});
