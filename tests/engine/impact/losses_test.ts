import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type Population } from "../../../engine/domain/mod.ts";
import {
  alertColour,
  checkCountries,
  colourProbabilities,
  combinedLossError,
  estimateLosses,
  exposureRows,
  lossProbability,
  lossRanges,
  lossRate,
  medianLoss,
  PAGER_COUNTRIES,
  syntheticPopulation,
} from "../../../engine/impact/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

Deno.test("rates of loss are those that PAGER's tests hold", () => {
  // Source: usgs/pager, test/models/fatality_test.py, for theta 10.986839 and beta 0.128601 (Iran then).
  const rates = [4.62833172e-10, 1.27558914e-6, 2.28027416e-4, 6.81282956e-3, 6.04383822e-2];
  rates.forEach((rate, i) => {
    assertAlmostEquals(lossRate({ theta: 10.986839, beta: 0.128601 }, i + 5) / rate, 1, 1e-8);
  });
});

Deno.test("fatalities of Northridge 1994 are those of PAGER's test", () => {
  // Source: as above, "Testing with known exposures/fatalities for 1994 Northridge EQ".
  const exposed = [0, 0, 1506, 1946880, 6509154, 6690236, 3405381, 1892446, 5182, 0];
  const loss = medianLoss(PAGER_COUNTRIES.get("XF")!.fatality, exposed);
  assertEquals(Math.trunc(loss), 22);
});

Deno.test("economic loss of Northridge 1994 is that of PAGER's test", () => {
  // Source: usgs/pager, test/models/econ_test.py; exposure in dollars.
  const exposed = [
    ...[0, 0, 556171936.807, 718990717350, 2.40385709638e12],
    ...[2.47073141687e12, 1.2576210799e12, 698888019337, 1913733716.16, 0],
  ];
  const loss = medianLoss(PAGER_COUNTRIES.get("XF")!.economy, exposed);
  assertAlmostEquals(loss / 25945225582, 1, 1e-5);
});

// Source: usgs/pager, test/models/fatality_test.py and econ_test.py, "standard PAGER ranges".
const RANGES = [
  [70511, [
    ...[3.99586017993e-6, 0.00019277654968408576, 0.0041568251597835061, 0.039995273501147441],
    ...[0.17297196910604343, 0.3382545813262674, 0.44442457847445394],
  ]],
  [6819.883892, [
    ...[0.00020696841425738358, 0.0043200811319132086, 0.041085446477813294, 0.17564981840854255],
    ...[0.33957681768639003, 0.29777890303065313, 0.14138196485040311],
  ]],
] as const;

Deno.test("probabilities of the ranges are those of PAGER's tests and add up to 1", () => {
  for (const [expected, probabilities] of RANGES) {
    const ranges = lossRanges({ expected, lnError: 2.5 });
    ranges.forEach(({ probability }, i) => assertAlmostEquals(probability, probabilities[i], 1e-7));
  }
  // Source: usgs/pager, test/utils/probs_test.py.
  assertAlmostEquals(
    lossProbability({ expected: 1e6, lnError: 2.5 }, { from: 0, to: 1 }) / 1.6362032828176688e-8,
    1,
    1e-9,
  );
  for (const expected of [0, 0.3, 1, 5, 99, 1e3, 1e6]) {
    for (const lnError of [0.5, 1, 2.5]) {
      const ranges = lossRanges({ expected, lnError });
      const all = ranges.reduce((sum, { probability }) => sum + probability, 0);
      assertAlmostEquals(all, 1, 1e-12);
      assert(ranges.every(({ probability }) => probability >= 0));
      const colours = Object.values(colourProbabilities(ranges));
      assertAlmostEquals(colours.reduce((sum, one) => sum + one, 0), 1, 1e-12);
    }
  }
});

Deno.test("alerts have PAGER's colours, and errors of countries are put together as PAGER does", () => {
  // Source: usgs/pager, test/models/fatality_test.py, "alert level from various losses".
  const colours = [0, 5, 100, 1000, 1e13].map(alertColour);
  assertEquals(colours, ["green", "yellow", "orange", "red", "red"]);
  assertEquals(combinedLossError([2.0, 1.9]), 2.5);
  assertAlmostEquals(combinedLossError([0.3, 0.4]), 0.5, 1e-12);
});

testWithSharedData("the table of countries is PAGER's, value for value", async () => {
  const text = await Deno.readTextFile(sharedFile("data/metadata/pager_country_parameters.csv"));
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(","));
  assertEquals(rows.length, 2 * PAGER_COUNTRIES.size);
  for (const [type, code, theta, beta, lnError, alpha, productUsd] of rows) {
    const form = { theta: Number(theta), beta: Number(beta), lnError: Number(lnError) };
    const country = PAGER_COUNTRIES.get(code)!;
    if (type === "fatality") assertEquals(country.fatality, form, code);
    else {
      const wealth = { alpha: Number(alpha), productUsd: Number(productUsd) };
      assertEquals(country.economy, { ...form, ...wealth }, code);
    }
  }
});

function peopleAt(intensities: readonly number[], people: number, country: readonly string[]) {
  const population: Population = {
    ...{ source: "test", isSynthetic: false, country },
    latitude: new Float64Array(intensities.length),
    longitude: new Float64Array(intensities.length),
    people: new Float64Array(intensities.length).fill(people),
  };
  const error = new Float64Array(intensities.length).fill(0.5);
  return { population, intensity: { mean: Float64Array.from(intensities), error } };
}

Deno.test("losses are summed by country, of which one must be told", () => {
  const exposed = peopleAt([8.2, 7.6, 9.7, 4.4], 1e5, ["JP", "", "NP", "JP"]);
  const [lives, money] = estimateLosses({ ...exposed, country: "jp" });
  const japan = PAGER_COUNTRIES.get("JP")!;
  const nepal = PAGER_COUNTRIES.get("NP")!;
  assertAlmostEquals(lives.byCountry.JP, 2e5 * lossRate(japan.fatality, 8), 1e-6);
  assertAlmostEquals(lives.byCountry.NP, 1e5 * lossRate(nepal.fatality, 9), 1e-6);
  const { productUsd, alpha } = nepal.economy;
  const lost = 1e5 * lossRate(nepal.economy, 9) * productUsd * alpha / 1e6;
  assertAlmostEquals(money.byCountry.NP / lost, 1, 1e-12);
  assertEquals(lives.lnError, 2.5);
  assertEquals(lives.alert, alertColour(lives.expected));
  assertThrows(() => estimateLosses(exposed), ConfigurationError, "name the country");
  assertThrows(() => estimateLosses({ ...exposed, country: "QQ" }), ConfigurationError, "QQ");
  checkCountries(exposed.population, "jp");
  assertThrows(() => checkCountries(exposed.population), ConfigurationError, "name the country");
  assertThrows(() => checkCountries(exposed.population, "QQ"), ConfigurationError, "QQ");
});

Deno.test("exposure counts everyone once, and expects more than the median where errors are wide", () => {
  const rows = exposureRows(peopleAt([6.4, 6.6, 3], 1000, ["", "", ""]));
  assertEquals(rows.map(({ people }) => people), [0, 0, 1000, 0, 0, 1000, 1000, 0, 0, 0]);
  // Normal probabilities of -0.2 and 0.2 standard deviations add up to 1.
  assertAlmostEquals(rows[6].expectedAtLeast, 1000, 1e-6);
  assert(rows[0].expectedAtLeast > 2990 && rows[9].expectedAtLeast < 1);
});

Deno.test("people made up for a demonstration say so and come again with the same seed", () => {
  const centre = { latitude: 38, longitude: 23.7 };
  const [one, again, other] = [1, 1, 2].map((seed) =>
    syntheticPopulation(centre, { seed, country: "GR" })
  );
  assertEquals(one.people, again.people);
  assert(one.people.some((people, i) => people !== other.people[i]));
  assert(one.isSynthetic && /made up/.test(one.source));
  const all = one.people.reduce((sum, people) => sum + people, 0);
  assert(all > 1.5e6 && all < 1.7e6);
});
