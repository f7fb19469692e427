import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  type PointEvents,
  type Polygon,
  polygonContains,
} from "../../../engine/domain/mod.ts";
import { greatCircleKm, RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  drawKeptPlace,
  type DrawPlace,
  keepBackground,
  placesWithin,
  uniformPlaces,
} from "../../../engine/models/mod.ts";

const REGION: Polygon = [[178, 50], [-178, 50], [-178, 70], [178, 70]];

Deno.test("uniform places fill a region by area, across the antimeridian", () => {
  const random = new RandomStream("uniform");
  const draw = uniformPlaces(REGION);
  let [south, east] = [0, 0];
  const size = 20_000;
  for (let i = 0; i < size; i++) {
    const [longitude, latitude] = draw(random);
    assert(polygonContains(REGION, latitude, longitude));
    if (latitude < 60) south++;
    if (((longitude % 360) + 360) % 360 > 180) east++;
  }
  const sine = (degrees: number) => Math.sin(degrees * Math.PI / 180);
  assertAlmostEquals(south / size, (sine(60) - sine(50)) / (sine(70) - sine(50)), 0.015);
  assertAlmostEquals(east / size, 0.5, 0.015);
});

const EVENTS: PointEvents = {
  ...{ name: "three", size: 3, isDated: true, timeMs: Float64Array.of(0, 1, 2) },
  magnitude: Float64Array.of(3, 3, 3),
  places: {
    kind: "geographic",
    latitude: Float64Array.of(55, 60, 65),
    longitude: Float64Array.of(179, -179, 180),
  },
};

/** Draws about the three events, each as likely as it is background, within the region. */
function smoothed(probability: number[], uniformShare = 0, region = REGION): DrawPlace {
  const kept = keepBackground(EVENTS, {
    shape: { neighbours: 1, floorKm: 0, uniformShare },
    probability: Float64Array.from(probability),
    widthsKm: Float64Array.of(5, 5, 5),
    passes: 1,
  });
  return placesWithin(region, drawKeptPlace(kept, uniformPlaces(region)));
}

Deno.test("smoothed places lie about the events by their probability, as wide as the kernels", () => {
  const random = new RandomStream("smoothed");
  const draw = smoothed([0.2, 0, 0.6]);
  const size = 10_000;
  let [near, squares] = [0, 0];
  for (let i = 0; i < size; i++) {
    const [longitude, latitude] = draw(random);
    if (latitude > 60) continue;
    near++;
    squares += greatCircleKm({ latitude: 55, longitude: 179 }, { latitude, longitude }) ** 2;
  }
  assertAlmostEquals(near / size, 0.25, 0.015);
  // The mean square of a Gaussian's distance in the plane is twice its variance.
  assertAlmostEquals(squares / near, 50, 3);
});

Deno.test("a part is uniform, and all without background events", () => {
  const random = new RandomStream("part");
  const half = smoothed([1, 0, 0], 0.5);
  let far = 0;
  for (let i = 0; i < 4_000; i++) if (Math.abs(half(random)[1] - 55) > 1) far++;
  assert(far > 1_700 && far < 2_050, `${far}`);
  const none = smoothed([0, 0, 0]);
  for (let i = 0; i < 100; i++) {
    const [longitude, latitude] = none(random);
    assert(polygonContains(REGION, latitude, longitude));
  }
});

Deno.test("kernels over an edge stay in the region; one without an area is refused", () => {
  const random = new RandomStream("edge");
  const edge: Polygon = [[179, 54], [-179, 54], [-179, 56], [179, 56]]; // an event on its side
  const draw = smoothed([1, 0, 0], 0, edge);
  for (let i = 0; i < 1_000; i++) {
    const [longitude, latitude] = draw(random);
    assert(polygonContains(edge, latitude, longitude));
  }
  const line = uniformPlaces([[10, 40], [11, 40], [10, 40]]);
  assertThrows(() => line(random), ConfigurationError, "region");
});
