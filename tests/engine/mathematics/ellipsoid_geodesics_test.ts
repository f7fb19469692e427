import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  geodesicBetween,
  geodesicEnd,
  greatCircleKm,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";

const degrees = (whole: number, minutes: number, seconds: number) =>
  Math.sign(whole) * (Math.abs(whole) + minutes / 60 + seconds / 3600);

Deno.test("Flinders Peak to Buninyong is as long as Geoscience Australia says", () => {
  const flinders = {
    latitude: degrees(-37, 57, 3.7203),
    longitude: degrees(144, 25, 29.5244),
  };
  const buninyong = {
    latitude: degrees(-37, 39, 10.1561),
    longitude: degrees(143, 55, 35.3839),
  };
  const { distanceKm, azimuthDegrees } = geodesicBetween(flinders, buninyong)!;
  assertAlmostEquals(distanceKm, 54.972271, 2e-6);
  assertAlmostEquals(azimuthDegrees, degrees(306, 52, 5.37), 1e-5);
});

Deno.test("the end of a geodesic is where it leads back from, near the sphere's", () => {
  const random = new RandomStream(1);
  for (let i = 0; i < 300; i++) {
    const from = { latitude: 170 * random.uniform() - 85, longitude: 360 * random.uniform() - 180 };
    const way = {
      distanceKm: 9000 * random.uniform() ** 3,
      azimuthDegrees: 360 * random.uniform(),
    };
    const to = geodesicEnd(from, way);
    const back = geodesicBetween(from, to)!;
    assertAlmostEquals(back.distanceKm, way.distanceKm, 1e-6);
    assertAlmostEquals(greatCircleKm(from, to), way.distanceKm, 0.006 * way.distanceKm + 1e-6);
    if (way.distanceKm < 1) continue;
    const turn = (back.azimuthDegrees - way.azimuthDegrees + 540) % 360 - 180;
    assertAlmostEquals(turn, 0, 1e-6);
    assert(to.longitude >= -180 && to.longitude <= 180);
  }
});

Deno.test("one place, the antimeridian and opposite places", () => {
  const place = { latitude: 12, longitude: 179.99 };
  assertEquals(geodesicBetween(place, place), { distanceKm: 0, azimuthDegrees: 0 });
  const across = geodesicBetween(place, { latitude: 12, longitude: -179.99 })!;
  assertAlmostEquals(across.azimuthDegrees, 90, 0.01);
  assert(across.distanceKm < 3);
  const opposite = geodesicBetween({ latitude: 0, longitude: 0 }, {
    latitude: 0.1,
    longitude: 179.9,
  });
  assertEquals(opposite, undefined);
});
