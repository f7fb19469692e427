import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  catalogueFromEarthquakes,
  ConfigurationError,
  DAY_MS,
  type Earthquake,
} from "../../../engine/domain/mod.ts";
import { aftershockText } from "../../../engine/drawing/mod.ts";
import {
  forecastAftershocks,
  forecastEtasAftershocks,
  mapAftershocks,
} from "../../../engine/forecasting/mod.ts";
import { PLANE_PARAMETERS } from "../models/etas_plane.ts";

const START_MS = Date.UTC(2024, 0, 1);

/** A mainshock of 6 and aftershocks of 3 and more, one by one fewer. */
const EVENTS: Earthquake[] = [
  { timeMs: START_MS, latitude: 35, longitude: -118, magnitude: 6, id: "main" },
  ...Array.from({ length: 30 }, (_, i): Earthquake => ({
    timeMs: START_MS + 0.1 * 1.12 ** i * DAY_MS,
    latitude: 35 + 0.01 * (i % 4),
    longitude: -118 + 0.01 * (i % 3),
    magnitude: 3 + 0.1 * (i % 7),
  })),
];
const CATALOGUE = catalogueFromEarthquakes("sequence", EVENTS);
const OPTIONS = { region: "CAL-SCSN", simulations: 400 } as const;

Deno.test("ETAS gives the table of the other model, the same for the same seed", () => {
  const answer = forecastEtasAftershocks(CATALOGUE, OPTIONS);
  assertEquals(forecastEtasAftershocks(CATALOGUE, OPTIONS), answer);
  const other = forecastEtasAftershocks(CATALOGUE, { ...OPTIONS, seed: 2 });
  assert(other.forecast[1].bins[0].expected !== answer.forecast[1].bins[0].expected);
  const plain = forecastAftershocks(CATALOGUE, { region: "CAL-SCSN" });
  const shape = ({ forecast }: typeof answer) =>
    forecast.map(({ label, timeStart, timeEnd, bins, aboveMainshockMag }) => [
      ...[label, timeStart, timeEnd, aboveMainshockMag.magnitude],
      ...bins.map(({ magnitude, fractileValues }) => [magnitude, fractileValues.length]),
    ]);
  assertEquals(shape(answer), shape(plain));
  assertEquals(answer.observations, plain.observations);
  for (const { bins, aboveMainshockMag } of answer.forecast) {
    bins.slice(1).forEach((bin, i) => {
      assert(bin.probability <= bins[i].probability && bin.expected < bins[i].expected);
      assertAlmostEquals(bin.expected / bins[i].expected, 0.1, 1e-3);
    });
    assertEquals(aboveMainshockMag.magnitude, 6);
    for (const { p95minimum, median, p95maximum } of bins) {
      assert(p95minimum <= median && median <= p95maximum);
    }
  }
  // Both models saw the same aftershocks: their weeks agree within a factor of two.
  const ratio = answer.forecast[1].bins[0].expected / plain.forecast[1].bins[0].expected;
  assert(ratio > 0.5 && ratio < 2, `${ratio}`);
  const text = aftershockText(answer);
  assert(text.includes("ETAS aftershock model") && text.includes("not a prediction"));
  assert(!/NaN|undefined/.test(text));
});

Deno.test("ETAS right after the mainshock goes by its magnitude, and by given parameters", () => {
  const first = catalogueFromEarthquakes("first", EVENTS.slice(0, 1));
  const { model, forecast } = forecastEtasAftershocks(first, OPTIONS);
  assertEquals([model.eventsUsed, forecast[0].bins[0].expected > 1], [0, true]);
  assert(model.name.includes("as its magnitude says"));
  const etas = { parameters: PLANE_PARAMETERS, beta: 2.3, mc: 3 };
  assert(forecastEtasAftershocks(first, { ...OPTIONS, etas }).model.name.includes("fitted"));
  for (const mc of [3.5, undefined]) {
    const wrong = { ...OPTIONS, etas: { ...etas, mc } };
    assertThrows(() => forecastEtasAftershocks(first, wrong), ConfigurationError, "magnitude 3");
  }
});

Deno.test("the map spreads what is expected about the sequence", () => {
  const answer = forecastAftershocks(CATALOGUE, { region: "CAL-SCSN" });
  const { cells, title, epicentres } = mapAftershocks(CATALOGUE, answer, { region: "CAL-SCSN" });
  const [{ expected }] = answer.forecast[1].bins;
  const sum = cells.expected.reduce((total, value) => total + value, 0);
  assert(sum > 0.6 * expected && sum < expected, `${sum} of ${expected}`);
  assertEquals(cells.expected.length, cells.grid.rows * cells.grid.columns);
  assert(title.includes("magnitude 3 or more") && cells.label.includes("per cell"));
  assertEquals(epicentres.magnitude.length, EVENTS.length);
  const highest = cells.expected.indexOf(Math.max(...cells.expected));
  const latitude = cells.grid.box.south +
    (Math.floor(highest / cells.grid.columns) + 0.5) * cells.grid.cellDegrees;
  assertAlmostEquals(latitude, 35.015, 0.03);
});
