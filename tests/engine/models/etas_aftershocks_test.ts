import { assert, assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { DAY_MS, type PointEvents } from "../../../engine/domain/mod.ts";
import {
  aftershockDensity,
  type AftershockEtas,
  genericEtas,
  type MainshockProductivity,
  mainshockProductivity,
  simulateAftershocks,
  simulateEtas,
} from "../../../engine/models/mod.ts";

/** A law whose sums over magnitudes have no heavy tail: productivity grows half as fast as numbers fall. */
const LAW: AftershockEtas = {
  about: "test",
  parameters: {
    ...{ log10Mu: -30, log10K0: -2.6, a: 0.5 * Math.LN10 + 0.6, log10C: -1, omega: 0.1 },
    ...{ log10Tau: 8, log10D: -0.5, gamma: 1, rho: 0.6 },
  },
  mc: 3,
  beta: Math.LN10,
  magnitudeStep: 0,
  productivitySpread: 10,
};

const AS_THE_LAW_SAYS: MainshockProductivity = {
  log10: Float64Array.of(0),
  weight: Float64Array.of(1),
  ...{ mean: 0, deviation: 0, events: 0 },
};

function mainshockOf(magnitude: number): PointEvents {
  return {
    ...{ name: "main", size: 1, isDated: false },
    timeMs: Float64Array.of(0),
    magnitude: Float64Array.of(magnitude),
    places: { kind: "plane", eastKm: Float64Array.of(0), northKm: Float64Array.of(0) },
  };
}

/** Direct aftershocks from mc on that an event has in a day at an age. */
function rateOf(excess: number, age: number): number {
  const { log10K0, log10C, omega, log10D, rho } = LAW.parameters;
  const k = 10 ** log10K0 * Math.PI / rho * (10 ** log10D) ** -rho;
  return k * 10 ** (0.5 * excess) * (age + 10 ** log10C) ** -(1 + omega);
}

/** Expected number with all generations: the renewal equation, solved step by step. */
function expectedByRenewal(magnitude: number, days: number): number {
  const step = 0.005;
  const count = Math.round(days / step);
  const meanScale = 2; // of 10^(x / 2) over magnitudes that fall by 10^−x
  const at = (i: number) => (i + 0.5) * step;
  const kernel = Float64Array.from({ length: count }, (_, i) => meanScale * rateOf(0, at(i)));
  const rate = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    rate[i] = rateOf(magnitude - 3, at(i));
    for (let j = 0; j < i; j++) rate[i] += step * rate[j] * kernel[i - 1 - j];
    sum += step * rate[i];
  }
  return sum;
}

Deno.test("simulated aftershocks: their mean is that of the renewal equation, all generations", () => {
  const simulations = 4_000;
  const simulated = simulateAftershocks({
    ...{ etas: LAW, productivity: AS_THE_LAW_SAYS, history: mainshockOf(6), startMs: 0 },
    ...{ windowDays: [1, 5], magnitudes: [4, 5], simulations, seed: 3 },
  });
  [1, 5].forEach((days, window) => {
    const four = simulated.counts(window, 0);
    const expected = expectedByRenewal(6, days) / 10;
    assertAlmostEquals(four.expected / expected, 1, 0.03, `${days} days`);
    // From 5 on a tenth of that; few, so that the probability is not far below the number.
    const five = simulated.counts(window, 1);
    assertAlmostEquals(five.expected / expected, 0.1, 0.004);
    assert(five.probability < five.expected && five.probability > 0.6 * five.expected);
    assertEquals(four.quantile(0.5), [...Array(99).keys()].find((n) => four.cumulative(n) >= 0.5));
  });
});

Deno.test("productivity of a mainshock: simulated sequences tell it, with an error that holds", () => {
  const [truth, seeds] = [0.4, 24];
  let [sum, squares] = [0, 0];
  for (let seed = 1; seed <= seeds; seed++) {
    const events = simulateEtas({
      ...{ ...LAW, areaKm2: 1, kind: "plane", startMs: 0, endMs: 20 * DAY_MS, seed },
      drawPlace: () => [0, 0],
      ...{ history: mainshockOf(6), historyScale: [10 ** truth] },
    }).draw(0);
    const found = mainshockProductivity(LAW, {
      magnitude: 6,
      days: events.timeMs.map((time) => time / DAY_MS),
      magnitudes: events.magnitude,
      ...{ knownDays: 20, catalogue: 3, recovery: { factor: 0, offset: 0, slope: 0 } },
    });
    assertEquals(found.events, events.size);
    const away = (found.mean - truth) / found.deviation;
    sum += away / seeds;
    squares += away ** 2 / seeds;
  }
  assertLessOrEqual(Math.abs(sum), 3.5 / Math.sqrt(seeds));
  assert(squares > 0.35 && squares < 2.1, `${squares}`);
});

Deno.test("productivity of a mainshock: without aftershocks to tell it stays the law's", () => {
  const law = { ...LAW, productivitySpread: 0.3 };
  const sequence = {
    ...{ magnitude: 6, days: [0.5], magnitudes: [4], knownDays: 1, catalogue: 3 },
    recovery: { factor: 0, offset: 0, slope: 0 },
  };
  const { mean, deviation, events } = mainshockProductivity(law, sequence, { isAdapted: false });
  assertAlmostEquals(mean, 0, 1e-9);
  assertAlmostEquals(deviation, 0.3, 1e-3);
  assertEquals(events, 0);
  // One aftershock where many are expected: less productive than the law says.
  assert(mainshockProductivity(law, sequence).mean < -0.1);
});

Deno.test("generic law: direct aftershocks as large as the event are 10^a (t + c)^-p a day", () => {
  const { parameters: p, mc } = genericEtas("CAL-SCSN");
  for (const magnitude of [4, 6.5]) {
    const spread = 10 ** p.log10D * Math.exp(p.gamma * (magnitude - mc));
    const fromMc = 10 ** p.log10K0 * Math.exp(p.a * (magnitude - mc)) * Math.PI /
      (p.rho * spread ** p.rho);
    assertAlmostEquals(Math.log10(fromMc) - (magnitude - mc), -2.35, 1e-9);
  }
  assertAlmostEquals(p.omega, 0.01, 1e-12);
  assertEquals(genericEtas("SZ-GENERIC").about, "generic, world");
});

Deno.test("aftershock density: about one event it is the law's, and all of it is 1", () => {
  const sources = { days: [1], magnitude: [5], latitude: [10], longitude: [20] };
  const km = (north: number) => ({
    latitude: 10 + north / (6371.0088 * Math.PI / 180),
    longitude: 20,
  });
  const { log10D, gamma, rho } = LAW.parameters;
  const d = 10 ** log10D * Math.exp(2 * gamma);
  const radii = Array.from({ length: 4_000 }, (_, i) => 0.025 * (i + 0.5));
  const density = aftershockDensity(LAW, sources, radii.map(km));
  const inside = density.reduce((sum, value, i) => sum + value * 2 * Math.PI * radii[i] * 0.025, 0);
  assertAlmostEquals(inside, 1 - (d / (100 * 100 + d)) ** rho, 1e-3);
  // From ten aftershocks on the mainshock's part lies about these.
  const many = {
    days: new Float64Array(12).fill(1),
    magnitude: [7, ...new Array(11).fill(3)],
    latitude: [10, ...new Array(11).fill(11)],
    longitude: new Float64Array(12).fill(20),
  };
  const [atMain, atOthers] = aftershockDensity(LAW, many, [{ latitude: 10, longitude: 20 }, {
    latitude: 11,
    longitude: 20,
  }]);
  assert(atOthers > 100 * atMain);
});
