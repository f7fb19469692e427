import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { ConfigurationError } from "../../../../engine/domain/mod.ts";
import { TravelTimeTable } from "../../../../engine/models/association/travel_time_table.ts";
import { STRAIGHT_RAYS } from "./half_space.ts";

const { P } = STRAIGHT_RAYS;
const table = new TravelTimeTable(P, { distanceKm: 120, depthKm: 30 });

Deno.test("the table keeps times to some hundredths of a second, exact at its places", () => {
  table.lookUp(7, 5);
  assertAlmostEquals(table.seconds, P.secondsAt(7, 5), 1e-12);
  for (const [distance, depth] of [[0.4, 2.5], [3.3, 8.7], [19.7, 0.2], [64.1, 29], [119, 12.3]]) {
    table.lookUp(distance, depth);
    assertAlmostEquals(table.seconds, P.secondsAt(distance, depth), 0.015);
  }
});

Deno.test("slopes of the table are those of the straight ray", () => {
  for (const [distance, depth] of [[9.5, 6.5], [44, 15], [100, 21]]) {
    table.lookUp(distance, depth);
    const { perDistanceKm, perDepthKm } = P.slopesAt(distance, depth);
    assertAlmostEquals(table.perDistanceKm, perDistanceKm, 4e-3);
    assertAlmostEquals(table.perDepthKm, perDepthKm, 6e-3);
  }
});

Deno.test("beyond its reach, or that of the travel times, the table has no time", () => {
  table.lookUp(120.1, 10);
  assert(Number.isNaN(table.seconds));
  const short = new TravelTimeTable(
    { ...P, largestDistanceKm: 33, largestDepthKm: 9 },
    { distanceKm: 120, depthKm: 30 },
  );
  short.lookUp(30, 8);
  assertAlmostEquals(short.seconds, P.secondsAt(30, 8), 0.015);
  short.lookUp(34, 8);
  assert(Number.isNaN(short.seconds) && short.largestDepthKm <= 9);
});

Deno.test("a phase that never arrives near its source is refused", () => {
  const refracted = { ...P, phase: "Pn", secondsAt: () => NaN };
  assertThrows(
    () => new TravelTimeTable(refracted, { distanceKm: 100, depthKm: 30 }),
    ConfigurationError,
    "Pn",
  );
});
