import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import {
  conditionLaws,
  contourShaking,
  estimateImpact,
  estimateShaking,
  exceedanceOf,
  mapShaking,
  predictShaking,
} from "../../../engine/impact/mod.ts";
import {
  choleskyRoot,
  destination,
  greatCircleKm,
  RandomStream,
} from "../../../engine/mathematics/mod.ts";

const SOURCE = { magnitude: 6.5, latitude: 35, longitude: 25, depthKm: 10 };

function column(values: readonly number[]): Float64Array {
  return Float64Array.from(values);
}

Deno.test("one observation moves a place as the closed form of two normal variables says", () => {
  const places = { latitude: column([35, 35]), longitude: column([25, 25.1]) };
  const prior = { mean: column([6, 5.5]), between: column([0.3, 0.2]), within: column([0.7, 0.6]) };
  const first = (values: Float64Array) => values.slice(0, 1);
  const observed = {
    places: { latitude: first(places.latitude), longitude: first(places.longitude) },
    prior: { mean: first(prior.mean), between: first(prior.between), within: first(prior.within) },
    value: [7],
    noise: [0.4],
  };
  const { mean, error } = conditionLaws({ places, prior }, { observed, rangeKm: 20 });
  const distanceKm = greatCircleKm({ latitude: 35, longitude: 25 }, {
    latitude: 35,
    longitude: 25.1,
  });
  const shared = 0.3 * 0.2 + 0.7 * 0.6 * Math.exp(-3 * distanceKm / 20);
  const spread = 0.3 ** 2 + 0.7 ** 2 + 0.4 ** 2;
  assertAlmostEquals(mean[1], 5.5 + shared / spread, 1e-12);
  assertAlmostEquals(error[1], Math.sqrt(0.2 ** 2 + 0.6 ** 2 - shared ** 2 / spread), 1e-12);
  assertAlmostEquals(mean[0], 6 + (0.3 ** 2 + 0.7 ** 2) / spread, 1e-12);
});

Deno.test("far from all observations only the event's own part is learned", () => {
  const count = 400;
  const places = {
    latitude: Float64Array.from({ length: count }, (_, i) => -60 + 0.3 * i),
    longitude: new Float64Array(count),
  };
  const all = (value: number) => new Float64Array(count).fill(value);
  const prior = { mean: all(0), between: all(0.4), within: all(0.5) };
  const observed = { places, prior, value: all(0.8), noise: all(0) };
  const far = { latitude: column([0]), longitude: column([120]) };
  const one = { mean: column([0]), between: column([0.4]), within: column([0.5]) };
  const laws = conditionLaws({ places: far, prior: one }, { observed, rangeKm: 1 });
  // The mean of 400 independent residuals of 0.5 around the event's term.
  const variance = 0.5 ** 2 / count;
  assertAlmostEquals(laws.mean[0], 0.8 * 0.16 / (0.16 + variance), 1e-9);
  assertAlmostEquals(laws.error[0] ** 2, 0.25 + 0.16 * variance / (0.16 + variance), 1e-9);
});

Deno.test("errors hold: of fields drawn from the prior, 90 % intervals at unseen places hold 90 %", () => {
  const random = new RandomStream(7);
  const [seen, unseen] = [12, 8];
  let held = 0;
  for (let run = 0; run < 250; run++) {
    const ends = Array.from(
      { length: seen + unseen },
      () =>
        destination(SOURCE, { bearing: 360 * random.uniform(), distanceKm: 60 * random.uniform() }),
    );
    const vs30 = ends.map(() => 300 + 600 * random.uniform());
    const places = {
      latitude: column(ends.map(({ latitude }) => latitude)),
      longitude: column(ends.map(({ longitude }) => longitude)),
      vs30: column(vs30),
    };
    const { pga } = predictShaking(SOURCE, { places, intensityModel: "motion" });
    const root = choleskyRoot(
      ends.map((from, i) =>
        ends.map((to, j) =>
          pga.within[i] * pga.within[j] * Math.exp(-3 * greatCircleKm(from, to) / 8.5)
        )
      ),
    )!;
    const event = random.normal();
    const white = ends.map(() => random.normal());
    const truth = ends.map((_, i) =>
      pga.mean[i] + pga.between[i] * event +
      white.reduce((sum, one, j) => sum + root[i][j] * one, 0)
    );
    const observations = ends.slice(0, seen).map((place, i) => ({
      ...place,
      pgaG: Math.exp(truth[i] + 0.1 * random.normal()),
      vs30: vs30[i],
    }));
    const { lnPga } = estimateShaking(SOURCE, { places, options: { observations } });
    for (let i = seen; i < seen + unseen; i++) {
      if (Math.abs(truth[i] - lnPga.mean[i]) < 1.645 * lnPga.error[i]) held++;
    }
  }
  const share = held / (250 * unseen);
  assert(share > 0.875 && share < 0.925, `${share}`);
});

Deno.test("an amplitude stands for an intensity, and an intensity for an amplitude", () => {
  const place = { latitude: 35.1, longitude: 25.1 };
  const places = { latitude: [35.1], longitude: [25.1], vs30: [760] };
  const without = estimateShaking(SOURCE, { places });
  const strong = { ...place, pgvCmS: 2 * Math.exp(without.lnPgv.mean[0]) };
  const recorded = estimateShaking(SOURCE, { places, options: { observations: [strong] } });
  assert(recorded.intensity.mean[0] > without.intensity.mean[0] + 0.2);
  assert(recorded.intensity.error[0] < without.intensity.error[0]);
  assertEquals(recorded.lnPga, without.lnPga);
  const felt = { ...place, intensity: without.intensity.mean[0] + 1, intensityError: 0.2 };
  const told = estimateShaking(SOURCE, { places, options: { observations: [felt] } });
  assert(told.intensity.mean[0] > without.intensity.mean[0] + 0.85);
  assert(told.lnPga.mean[0] > without.lnPga.mean[0] + 0.2);
});

Deno.test("too many observations, and exact ones that contradict each other, are refused", () => {
  const places = { latitude: [35], longitude: [25], vs30: [760] };
  const observations = Array.from(
    { length: 1001 },
    () => ({ latitude: 35, longitude: 25, pgaG: 0.1 }),
  );
  assertThrows(
    () => estimateShaking(SOURCE, { places, options: { observations } }),
    ConfigurationError,
    "1001 observations",
  );
  const prior = { mean: column([0, 0]), between: column([0, 0]), within: column([1, 1]) };
  const twice = { latitude: column([1, 1]), longitude: column([2, 2]) };
  const observed = { places: twice, prior, value: [0, 1], noise: [0, 0] };
  assertThrows(
    () => conditionLaws({ places: twice, prior }, { observed, rangeKm: 10 }),
    InsufficientDataError,
  );
});

Deno.test("where the strike is not known the errors are wider than for a known one", () => {
  const places = { latitude: [35.3], longitude: [25], vs30: [760] };
  const [unknown, north, east] = [undefined, 0, 90].map((strikeDegrees) =>
    predictShaking({ ...SOURCE, magnitude: 7.3, strikeDegrees }, {
      places,
      intensityModel: "motion",
    })
  );
  assert(unknown.pga.within[0] > north.pga.within[0]);
  assert(north.pga.mean[0] > unknown.pga.mean[0] && unknown.pga.mean[0] > east.pga.mean[0]);
});

Deno.test("probabilities of exceedance are those of the normal law", () => {
  const laws = { mean: column([6, 7, 5]), error: column([0.5, 1, 0]) };
  const reached = exceedanceOf(laws, 6);
  assertEquals(reached[0], 0.5);
  assertAlmostEquals(reached[1], 0.8413447460685429, 1e-12);
  assertEquals(reached[2], 0);
});

Deno.test("contours of a map lie where the intensity has their level, counter-clockwise", () => {
  const map = mapShaking(SOURCE, { layout: { radiusKm: 80, cellDegrees: 0.05 } });
  const contours = contourShaking(map);
  assertEquals(
    contours.map(({ intensity }) => intensity),
    [2, 3, 4, 5, 6, 7, 8].slice(0, contours.length),
  );
  const closed = contours.filter(({ intensity }) => intensity === 6 || intensity === 7);
  assertEquals(closed.length, 2);
  for (const { intensity, coordinates: [[ring]] } of closed) {
    assertEquals(ring[0], ring.at(-1));
    const places = {
      latitude: ring.map(([, latitude]) => latitude),
      longitude: ring.map(([longitude]) => longitude),
      vs30: ring.map(() => 760),
    };
    for (const mean of estimateShaking(SOURCE, { places }).intensity.mean) {
      assertAlmostEquals(mean, intensity, 0.06);
    }
    const area = ring.slice(1).reduce(
      (sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2,
      0,
    );
    assert(area > 0);
  }
});

Deno.test("a map may cross the date line, but not a pole, and its levels are ordered", () => {
  const map = mapShaking({ ...SOURCE, longitude: 179.9 }, { layout: { radiusKm: 60 } });
  assert(map.grid.box.west > map.grid.box.east);
  const middle = Math.floor(map.grid.rows / 2) * map.grid.columns +
    Math.floor(map.grid.columns / 2);
  const { mean } = map.shaking.intensity;
  assertAlmostEquals(mean[middle], Math.max(...mean), 0.05);
  for (let level = 1; level < map.exceedance.length; level++) {
    assert(
      map.exceedance[level].probability[middle] < map.exceedance[level - 1].probability[middle],
    );
  }
  assertThrows(() => mapShaking({ ...SOURCE, latitude: 89.5 }), ConfigurationError, "pole");
  const layout = { radiusKm: 300, cellDegrees: 0.001 };
  assertThrows(() => mapShaking(SOURCE, { layout }), ConfigurationError, "limit");
});

Deno.test("observations too far away are left aside and counted", () => {
  const layout = { radiusKm: 20, cellDegrees: 0.1 };
  const near = { latitude: 35.1, longitude: 25.1, intensity: 8 };
  const far = { latitude: 35, longitude: 35, intensity: 9 };
  const one = estimateImpact({ source: SOURCE, layout, observations: [near] });
  const two = estimateImpact({ source: SOURCE, layout, observations: [near, far] });
  assertEquals(two.map, one.map);
  assertEquals([one.observationCount, two.observationCount], [1, 1]);
  assert(two.remarks.some((remark) => remark.startsWith("1 observation farther than 400 km")));
});

Deno.test("impossible events are refused, and deep or vast ones are spoken of", () => {
  const layout = { radiusKm: 20, cellDegrees: 0.2 };
  for (const wrong of [{ magnitude: NaN }, { latitude: 91 }, { depthKm: 900 }]) {
    const source = { ...SOURCE, ...wrong };
    assertThrows(() => estimateImpact({ source, layout }), ConfigurationError, "Cannot estimate");
  }
  const { remarks } = estimateImpact({
    ...{ source: { ...SOURCE, depthKm: 60, magnitude: 8.7 }, layout },
    intensityModel: "allen2012",
  });
  for (
    const word of ["60 km", "outside the 3 to 8.5", "direction", "does not depend on the ground"]
  ) {
    assert(remarks.some((remark) => remark.includes(word)), word);
  }
});
