import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { destination, greatCircleKm } from "../../../../engine/mathematics/mod.ts";
import {
  drawStations,
  openAssociationNetwork,
  resolveAssociationOptions,
} from "../../../../engine/models/mod.ts";
import { STRAIGHT_RAYS as times } from "./half_space.ts";

const options = resolveAssociationOptions();
const CENTRE = { latitude: 12, longitude: 179.9, seed: 2 };

Deno.test("stations lie on the plane at their distances, across the antimeridian too", () => {
  const stations = drawStations(9, { radiusKm: 60, ...CENTRE });
  const network = openAssociationNetwork(stations, { times, options });
  const place = destination(CENTRE, { bearing: 250, distanceKm: 35 });
  const [east, north] = network.pointOf(place);
  const back = network.placeOf(east, north);
  assertAlmostEquals(greatCircleKm(place, back), 0, 1e-6);
  network.names.forEach((name, i) => {
    const station = stations.find((one) => `${one.network}.${one.station}` === name)!;
    const distance = Math.hypot(network.eastKm[i] - east, network.northKm[i] - north);
    assertAlmostEquals(distance, greatCircleKm(station, place), 0.01);
  });
});

Deno.test("times of trial hypocentres are those of the ray, elevation and delay added", () => {
  const [first, ...others] = drawStations(9, { radiusKm: 60, ...CENTRE });
  const high = { ...first, elevationM: 2_000 };
  const delays = { "XX.S02": { P: 0.3, S: -0.2 } };
  const network = openAssociationNetwork([high, ...others], { times, delays, options });
  assertEquals([network.delays[2], network.delays[3]], [0.3, -0.2]);
  const { P } = times;
  assertAlmostEquals(network.delays[0], P.secondsAt(20, 8, 2) - P.secondsAt(20, 8), 1e-12);
  const node = 400;
  const [east, north, depth] = network.nodes.subarray(3 * node);
  const distance = Math.hypot(east - network.eastKm[1], north - network.northKm[1]);
  const found = network.nodeSeconds[node * network.delays.length + 2];
  assertAlmostEquals(found, P.secondsAt(distance, depth) + 0.3, 0.02);
});

Deno.test("a wide network gets a wider grid", () => {
  const near = openAssociationNetwork(drawStations(9, { radiusKm: 60, ...CENTRE }), {
    ...{ times, options },
  });
  const far = openAssociationNetwork(drawStations(30, { radiusKm: 900, ...CENTRE }), {
    ...{ times, options },
  });
  assertEquals(near.gridKm, options.gridKm);
  assert(far.gridKm > 2 * options.gridKm && far.nodes.length / 3 < 22_000);
});

Deno.test("too few stations and senseless options are refused", () => {
  const stations = drawStations(3, { radiusKm: 60, ...CENTRE });
  const open = () => openAssociationNetwork(stations, { times, options });
  assertThrows(open, InsufficientDataError, "3 stations, need at least 4");
  for (
    const wrong of [
      { gridKm: 0 },
      { detectionP: 1 },
      { errorSSeconds: -1 },
      { gridDepthsKm: [] },
      { minimumPicks: NaN },
      { minimumPick: 3 } as Record<string, number>,
    ]
  ) {
    assertThrows(() => resolveAssociationOptions(wrong), ConfigurationError);
  }
});
