import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { destination, RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  ETAS_RADIUS_KM,
  type PlaceColumns,
  placeColumns,
} from "../../../../engine/models/etas/place_columns.ts";
import { placeEllipses } from "../../../../engine/models/neural_etas/place_ellipses.ts";

const COUNT = 60;

/** Places within ten kilometres along an azimuth, and some ten metres off it. */
function alongLine(
  azimuth: number,
  centre?: { latitude: number; longitude: number },
): PlaceColumns {
  const stream = new RandomStream(`line ${azimuth}`);
  const ways = Array.from(
    { length: COUNT },
    () => [10 * stream.normal(), 0.01 * stream.normal()] as const,
  );
  if (centre === undefined) {
    const angle = azimuth * Math.PI / 180;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    return placeColumns({
      kind: "plane",
      eastKm: Float64Array.from(ways, ([along, off]) => along * sin + off * cos),
      northKm: Float64Array.from(ways, ([along, off]) => along * cos - off * sin),
    });
  }
  const places = ways.map(([along, off]) => {
    const options = { bearing: azimuth, distanceKm: along, radiusKm: ETAS_RADIUS_KM };
    const place = destination(centre, options);
    return destination(place, { bearing: azimuth + 90, distanceKm: off, radiusKm: ETAS_RADIUS_KM });
  });
  // One far away, so that the line is not about the origin of the coordinates.
  const far = { latitude: centre.latitude - 10, longitude: centre.longitude + 25 };
  const all = [far, ...places];
  return placeColumns({
    kind: "geographic",
    latitude: Float64Array.from(all, ({ latitude }) => latitude),
    longitude: Float64Array.from(all, ({ longitude }) => longitude),
  });
}

function uOf({ across }: ReturnType<typeof placeEllipses>, i: number): number[] {
  return across.map((column) => column[i]);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((s, x, k) => s + x * b[k], 0);

const CENTRES = [
  undefined,
  { latitude: 34, longitude: -117 },
  { latitude: -41, longitude: 179.99 },
  { latitude: 79, longitude: 10 },
];

for (const centre of CENTRES) {
  const where = centre === undefined ? "a plane" : `${centre.latitude}, ${centre.longitude}`;
  Deno.test(`Ellipses: area 1, along the ground and along a line at any azimuth (${where})`, () => {
    for (let azimuth = 0; azimuth < 180; azimuth += 15) {
      const places = alongLine(azimuth, centre);
      const ellipses = placeEllipses(places);
      const { xyz, radiusKm } = places;
      for (let i = 40; i < COUNT; i++) {
        const u = uOf(ellipses, i);
        const alpha = ellipses.along[i];
        assertAlmostEquals(alpha * (alpha + dot(u, u)), 1, 1e-12);
        const at = xyz.map((column) => column[i]);
        const down = radiusKm === Infinity
          ? [0, 0, 1]
          : [-at[0] / radiusKm, -at[1] / radiusKm, 1 - at[2] / radiusKm];
        assertAlmostEquals(dot(u, down) / Math.hypot(...u), 0, 1e-7);
        // u is across: nothing of it along the line to the neighbour.
        const way = xyz.map((column, k) => column[i - 1] - at[k]);
        const cosine = dot(u, way) / Math.hypot(...u) / Math.hypot(...way);
        assert(Math.abs(cosine) < 0.05 + 0.04 / Math.hypot(...way), `${azimuth}: ${cosine}`);
        assert(alpha < 0.6, `${alpha}`);
      }
    }
  });
}

Deno.test("Ellipses: circles for few events before, at one place, and all about", () => {
  const places = alongLine(30);
  const { along, across } = placeEllipses(places);
  assertEquals([...along.subarray(0, 20)], Array(20).fill(1));
  assert(across.every((column) => column.subarray(0, 20).every((u) => u === 0)));
  assert(along[20] < 1);
  const one = placeEllipses(placeColumns({
    kind: "plane",
    eastKm: new Float64Array(30).fill(3),
    northKm: new Float64Array(30).fill(-2),
  }));
  assertEquals([one.along[29], ...uOf(one, 29)], [1, 0, 0, 0]);
  const ring = (part: (angle: number) => number) =>
    Float64Array.from({ length: 21 }, (_, i) => i === 20 ? 0 : 5 * part(i * Math.PI / 10));
  const about = placeEllipses(placeColumns({
    kind: "plane",
    eastKm: ring(Math.cos),
    northKm: ring(Math.sin),
  }));
  assertAlmostEquals(about.along[20], 1, 1e-12);
});

Deno.test("Ellipses: later events change nothing of earlier ones", () => {
  const places = alongLine(70);
  const before = placeEllipses(places);
  const alone = placeEllipses({
    ...places,
    xyz: places.xyz.map((column) => column.slice(0, 45)) as unknown as PlaceColumns["xyz"],
  });
  assertEquals(alone.along, before.along.slice(0, 45));
  alone.across.forEach((column, k) => assertEquals(column, before.across[k].slice(0, 45)));
});
