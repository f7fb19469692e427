import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  catalogueFromEarthquakes,
  ConfigurationError,
  DAY_MS,
  type Earthquake,
  InsufficientDataError,
} from "../../../engine/domain/mod.ts";
import { aftershockSentence, aftershockText } from "../../../engine/drawing/mod.ts";
import { type AftershockOptions, forecastAftershocks } from "../../../engine/forecasting/mod.ts";

const START_MS = 1_789_654_792_210;

/** The Aleutian M 6.5 of 17 September 2026 with its aftershocks, an earlier event and a far one. */
const EVENTS: Earthquake[] = [
  { timeMs: START_MS - 40 * DAY_MS, latitude: 52.9, longitude: -171.4, magnitude: 5, id: "old" },
  { timeMs: START_MS, latitude: 52.8594, longitude: -171.3756, magnitude: 6.5, id: "main" },
  { timeMs: 1_789_655_662_119, latitude: 52.8272, longitude: -171.278, magnitude: 3.5 },
  { timeMs: 1_789_655_982_037, latitude: 52.8259, longitude: -171.4285, magnitude: 4.1 },
  { timeMs: 1_789_656_403_544, latitude: 52.8617, longitude: -171.3302, magnitude: 3.8 },
  { timeMs: START_MS + DAY_MS, latitude: 51, longitude: 178, magnitude: 6, id: "far" },
];
const CATALOGUE = catalogueFromEarthquakes("aleutians", EVENTS);
const ISSUE_MS = 1_790_262_000_000;
const ALASKA: AftershockOptions = {
  ...{ completeness: 3.5, issueTimeMs: ISSUE_MS },
  region: "SZ-GENERIC",
  recovery: "california",
};

Deno.test("a forecast has the shape, circle, counts and numbers that the USGS published", () => {
  const answer = forecastAftershocks(CATALOGUE, ALASKA);
  assertEquals(answer.mainshock.id, "main");
  const counts = answer.observations.map(({ magnitude, count }) => [magnitude, count]);
  assertEquals(counts, [[3, 3], [4, 1], [5, 0], [6, 0], [7, 0]]);
  // Nothing in the catalogue is smaller than 3.5: how many there were from 3 on it cannot tell.
  assertEquals(answer.observations.map(({ isKnown }) => isKnown), [
    ...[false, true, true, true, true],
  ]);
  const { regionRadius, regionCenterLat, regionCenterLon } = answer.model.parameters;
  assertAlmostEquals(Number(regionRadius), 18.407720014689527, 1e-9);
  assertAlmostEquals(Number(regionCenterLat), 52.8435629803253, 1e-4);
  assertAlmostEquals(Number(regionCenterLon), -171.35307593222115, 1e-4);
  assertEquals(answer.forecast.map(({ label }) => label), [
    ...["1 Day", "1 Week", "1 Month", "1 Year"],
  ]);
  assertEquals([answer.advisoryTimeFrame, answer.expireTime], ["1 Week", 1_821_798_000_000]);
  const [day, , , year] = answer.forecast;
  assertEquals([day.timeStart, day.timeEnd], [ISSUE_MS, 1_790_348_400_000]);
  assertEquals(answer.fractileProbabilities.length, year.bins[0].fractileValues.length);
  const bars = [0, 1, 5, 22, 48, 25, 0, 0, 0, 0];
  year.bins[0].barPercentages.forEach((bar, i) => assertAlmostEquals(bar, bars[i], 1));
  assertEquals(day.bins[0].barPercentages, [68, 25, 7, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals([year.bins[0].p95minimum, year.bins[0].p95maximum], [3, 34]);
  assertEquals(answer.model.eventsUsed, 3);
  // The published one knew of aftershocks for 40 minutes less.
  const published = [0.3162, 0.8257, 0.9725, 0.9989];
  answer.forecast.forEach(({ bins }, i) => {
    assertAlmostEquals(bins[0].probability, published[i], 2e-3);
  });
});

Deno.test("the mainshock is the largest event, one named, or one after a time", () => {
  const mainshockOf = (options: AftershockOptions) =>
    forecastAftershocks(CATALOGUE, options).mainshock.id;
  assertEquals(mainshockOf({}), "main");
  assertEquals(mainshockOf({ mainshock: "old" }), "old");
  assertEquals(mainshockOf({ afterMs: START_MS + 1000 }), "far");
  assertEquals(mainshockOf({ issueTimeMs: START_MS - DAY_MS }), "old");
  assertThrows(() => mainshockOf({ mainshock: "none" }), ConfigurationError, '"none"');
  assertThrows(() => mainshockOf({ afterMs: ISSUE_MS }), InsufficientDataError);
  assertThrows(() => mainshockOf({ region: "X" as never }), ConfigurationError, "ANSR-SHALCON");
  const empty = catalogueFromEarthquakes("empty", []);
  assertThrows(() => forecastAftershocks(empty), InsufficientDataError);
});

Deno.test("generic for three hours, then Bayesian; other forms when asked; larger events are told", () => {
  const formOf = (options: AftershockOptions) =>
    forecastAftershocks(CATALOGUE, options).model.name.replace(/.*\((.*)\)$/, "$1");
  assertEquals(formOf({ issueTimeMs: START_MS + DAY_MS / 9 }), "Generic");
  assertEquals(formOf({ issueTimeMs: START_MS + DAY_MS / 7 }), "Bayesian Combination");
  assertEquals(formOf({ ...ALASKA, form: "sequence-specific" }), "Sequence Specific");
  const after = forecastAftershocks(CATALOGUE, { mainshock: "old", form: "sequence-specific" });
  assert(after.warnings.some((text) => text.includes("larger than the mainshock")));
  assert(after.warnings[0].includes("not been scored"));
});

Deno.test("text: one sentence that says what it is not, a row for each window and magnitude", () => {
  const answer = forecastAftershocks(CATALOGUE, ALASKA);
  const sentence = aftershockSentence(answer);
  for (
    const part of ["In the week from 2026-09-24 15:00 UTC", "magnitude 5 or more is 2.", "not a"]
  ) {
    assert(sentence.includes(part), sentence);
  }
  assertEquals(sentence.split(". ").length, 1);
  const text = aftershockText(answer);
  assertEquals(text.match(/^1 (day|week|month|year) /gm)?.length, 24);
  assert(
    text.includes("3 to 34") && text.includes("M3+ unknown, M4+ 1") && !/NaN|undefined/.test(text),
  );
});
