import { assert, assertEquals } from "@std/assert";
import { destination } from "../../../engine/mathematics/mod.ts";
import { stationPlaces } from "../../../server/page/dashboard/review/station_places.ts";

const arrival = (station: string, distanceKm: number, azimuthDegrees: number) => ({
  ...{ station, distanceKm, azimuthDegrees, pickId: station, phase: "P" },
  ...{ residualSeconds: 0, weight: 1 },
});

Deno.test("stations lie where the great circle from the epicentre ends", () => {
  for (const from of [{ latitude: 35, longitude: -117 }, { latitude: -71, longitude: 179.9 }]) {
    for (const [bearing, distanceKm] of [[0, 50], [90, 120], [217, 900], [359, 3]]) {
      const [found] = stationPlaces(from, [arrival("XX.A", distanceKm, bearing)]);
      const { latitude, longitude } = destination(from, { bearing, distanceKm });
      assert(Math.abs(found.latitude - latitude) < 1e-3, `${bearing}`);
      assert(Math.abs((found.longitude - longitude + 540) % 360 - 180) < 1e-3, `${bearing}`);
    }
  }
});

Deno.test("a station is placed once, and not at all where distance or direction is not known", () => {
  const unknown = null as unknown as number; // as JSON has NaN
  const arrivals = [
    ...[arrival("A", 10, 20), arrival("A", 10, 20), arrival("B", NaN, 3)],
    ...[arrival("C", 10, unknown), arrival("D", 30, 0)],
  ];
  const places = stationPlaces({ latitude: 0, longitude: 0 }, arrivals);
  assertEquals(places.map(({ station }) => station), ["A", "D"]);
});
