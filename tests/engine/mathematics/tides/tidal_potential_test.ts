import { assert, assertAlmostEquals } from "@std/assert";
import {
  moonPosition,
  sunPosition,
  tidalArealStrain,
  tidalPotential,
  tidalUplift,
} from "../../../../engine/mathematics/mod.ts";

const HOUR_MS = 3_600_000;
const AT = (time: string) => Date.parse(time);

/**
 * Of PyEphem 4.1.4 (libastro, VSOP87 and the Moon of ELP): longitude and latitude of the Moon, its
 * distance (km), longitude of the Sun, all apparent and of the date; then potentials of degree 2 (Moon
 * and Sun) and 3 (Moon) at 35.7 N 139.7 E and at 41.3 S 174.8 E from its right ascensions, declinations,
 * distances and sidereal time by GM/d (r/d)^n P_n(cos z), m²/s². Made with
 * `Moon(t, epoch=t)`, `Sun(t, epoch=t)`, `Ecliptic(...)`, `Observer.sidereal_time()`.
 */
const PYEPHEM: [string, ...number[]][] = [
  [
    "1992-04-12T00:00:00Z",
    ...[133.1764, -3.2296, 368404.9, 22.3404, 0.36178, 0.02661, -0.20967, 0.02959],
  ],
  [
    "2000-01-06T18:14:00Z",
    ...[285.7344, 1.6268, 404695.2, 285.7318, 0.90883, 0.01146, -2.05234, -0.01314],
  ],
  [
    "2011-03-11T05:46:24Z",
    ...[60.1308, 2.4064, 396491.7, 350.3062, 2.34751, 0.02831, -1.45311, -0.02285],
  ],
  [
    "2016-11-14T11:00:00Z",
    ...[50.7876, -4.7539, 356509.2, 232.5049, 0.71472, -0.02476, -0.43934, -0.03188],
  ],
  [
    "2024-06-01T03:30:00Z",
    ...[0.0175, -1.2422, 368613.0, 71.1409, -0.58560, -0.01057, -2.00302, 0.02769],
  ],
];

Deno.test("the Moon of Meeus' example 47.a, the Sun of his 25.a", () => {
  const moon = moonPosition(-0.077221081451); // 1992-04-12 0 h TD
  assertAlmostEquals(moon.longitude, 133.162655, 1e-6);
  assertAlmostEquals(moon.latitude, -3.229126, 1e-6);
  assertAlmostEquals(moon.distanceKm, 368_409.7, 0.05);
  const sun = sunPosition(-0.072183436); // 1992-10-13 0 h TD
  assertAlmostEquals(sun.longitude, 199.90988, 1e-5);
  assertAlmostEquals(sun.distanceKm / 149_597_870.7, 0.99766, 5e-6);
});

Deno.test("bodies and potentials are those of another program", () => {
  for (const [time, east, north, km, sun, ...potentials] of PYEPHEM) {
    const centuries = (AT(time) / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
    const moon = moonPosition(centuries);
    assertAlmostEquals(moon.longitude, east, 0.025); // nutation, and a minute of terrestrial time
    assertAlmostEquals(moon.latitude, north, 0.005);
    assertAlmostEquals(moon.distanceKm, km, 30);
    assertAlmostEquals(sunPosition(centuries).longitude, sun, 0.015); // aberration too
    const places = [{ latitude: 35.7, longitude: 139.7 }, { latitude: -41.3, longitude: 174.8 }];
    places.forEach((place, i) => {
      const { second, third } = tidalPotential(AT(time), place);
      assertAlmostEquals(second, potentials[2 * i], 0.003, `degree 2, ${time}`);
      assertAlmostEquals(third, potentials[2 * i + 1], 0.0001, `degree 3, ${time}`);
    });
  }
});

Deno.test("elongation is 0 at new moon, 180 at full moon, 90 at first quarter", () => {
  const anywhere = { latitude: 0, longitude: 0 };
  const told = (time: string) => tidalPotential(AT(time), anywhere).elongation;
  // Published phases: 2000-01-06 18:14 and the eclipse of 2024-04-08 18:21, 2000-01-21 04:40, 2000-01-14 13:34.
  for (const time of ["2000-01-06T18:14Z", "2024-04-08T18:21Z"]) {
    assert(Math.abs((told(time) + 180) % 360 - 180) < 0.05, time);
  }
  assertAlmostEquals(told("2000-01-21T04:40Z"), 180, 0.05);
  assertAlmostEquals(told("2000-01-14T13:34Z"), 90, 0.05);
});

/**
 * Amplitudes of Cartwright & Edden 1973 in Doodson's units (2.6277 m²/s²), with the latitude's law:
 * half-daily cos², daily sin of twice the latitude. Speeds in degrees an hour.
 */
const LINES = [
  { name: "M2", speed: 28.984104252, amplitude: 0.90809, species: 2 },
  { name: "S2", speed: 30, amplitude: 0.42248, species: 2 },
  { name: "N2", speed: 28.439729541, amplitude: 0.17386, species: 2 },
  { name: "O1", speed: 13.943035588, amplitude: 0.37694, species: 1 },
  { name: "K1", speed: 15.041068644, amplitude: 0.53011, species: 1 },
];

Deno.test("spectral lines of the potential have their published amplitudes", () => {
  const place = { latitude: 30, longitude: 0 };
  const geocentric = Math.atan((1 - 1 / 298.257222101) ** 2 * Math.tan(Math.PI / 6));
  const law = { 1: Math.sin(2 * geocentric), 2: Math.cos(geocentric) ** 2 };
  const step = 3.3; // hours; no line is folded onto another
  const samples = Math.round(18.6129 * 365.25 * 24 / step); // a turn of the Moon's node
  const startMs = AT("2000-01-01T00:00:00Z");
  const sums = LINES.map(() => [0, 0]);
  for (let i = 0; i < samples; i++) {
    const { second } = tidalPotential(startMs + i * step * HOUR_MS, place);
    LINES.forEach(({ speed }, k) => {
      const angle = speed * i * step * Math.PI / 180;
      sums[k][0] += second * Math.cos(angle);
      sums[k][1] += second * Math.sin(angle);
    });
  }
  LINES.forEach(({ name, amplitude, species }, k) => {
    const found = 2 * Math.hypot(...sums[k]) / samples;
    const expected = 2.6277 * amplitude * law[species as 1 | 2];
    assert(Math.abs(found / expected - 1) < 0.015, `${name}: ${found} for ${expected}`);
  });
});

Deno.test("the Earth rises by decimetres and stretches by tens of parts in 1e9", () => {
  let [highest, widest] = [0, 0];
  for (let hour = 0; hour < 24 * 30; hour++) {
    const tide = tidalPotential(AT("2015-03-01T00:00:00Z") + hour * HOUR_MS, {
      ...{ latitude: 0, longitude: 0 },
    });
    highest = Math.max(highest, tidalUplift(tide));
    widest = Math.max(widest, tidalArealStrain(tide));
  }
  assert(highest > 250 && highest < 400, `${highest} mm`);
  assert(widest > 40 && widest < 80, `${widest} × 1e-9`);
});
