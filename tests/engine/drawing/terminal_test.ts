import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Inspection, TASKS } from "../../../engine/domain/mod.ts";
import {
  cardText,
  cleaningTable,
  forecastSentence,
  forecastTable,
  formatTable,
  inspectText,
  skillTable,
} from "../../../engine/drawing/mod.ts";
import { formatNumber, formatProbability } from "../../../engine/drawing/format_number.ts";
import { displayWidth } from "../../../engine/drawing/format_table.ts";
import { sampleCard, sampleCleaning, sampleForecast } from "./sample_report.ts";

Deno.test("formatTable lines columns up, numbers on the right", () => {
  const text = formatTable([["a", 1], ["longer", 1234]], {
    columns: [{ title: "what" }, { title: "number" }],
  });
  assertEquals(text, "what    number\n──────  ──────\na            1\nlonger   1,234");
});

Deno.test("formatTable stays within its width, breaking long texts", () => {
  const long = "a very long sentence ".repeat(20) + "x".repeat(150);
  const text = formatTable([[long, 1, long]], {
    columns: [{ title: "left" }, { title: "n" }, { title: long }],
  });
  for (const line of text.split("\n")) assert(displayWidth(line) <= 100, line);
  assertEquals(text.replaceAll(/[^x]/g, "").length, 150 * 3);
});

Deno.test("formatTable: no rows, empty cells, wide letters, terminal escapes", () => {
  assertEquals(formatTable([], { columns: [{ title: "a" }] }), "a\n─");
  assertEquals(formatTable([[null, 2]], { columns: [{ title: "a" }, { title: "b" }] }).at(-1), "2");
  const text = formatTable([["地震", 1], ["\x1b[31mred\x07\u202e", 2]], {
    columns: [{ title: "name" }, { title: "n" }],
  });
  assertEquals(text.split("\n").slice(2), ["地震     1", "[31mred  2"]);
});

Deno.test("numbers and probabilities are written for people", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [7, "7"],
    [0.0123, "0.0123"],
    [2.418, "2.42"],
    [99.96, "100"],
    [12_345.6, "12,346"],
    [-0.5, "-0.500"],
    [1.2e-7, "1.2e-7"],
    [NaN, "unknown"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
  assertEquals(formatProbability(0), "under 0.1 %");
  assertEquals(formatProbability(1), "over 99.9 %");
  assertEquals(formatProbability(0.873), "87 %");
  assertEquals(formatProbability(0.042), "4.2 %");
});

Deno.test("forecastSentence tells whose answer it is, for when, how likely", () => {
  const patterns = {
    rate:
      /^2\.42 earthquakes of magnitude 6 or more from 2025-10-30 to 2025-11-06 UTC \(7d\) .* 0 to 7\. At least one .* 87 %/,
    alarm: /^The probability of at least one earthquake of magnitude 6 or more from .* is 87 %/,
    magnitude: /^The next earthquake of magnitude 6 or more after 2025-10-30 UTC .* 6\.0 and 7\.3/,
    map:
      /in the whole region .* Most are expected in the cell of 5 degrees .* latitude -40, longitude 160/,
  };
  for (const task of TASKS) {
    const sentence = forecastSentence(sampleForecast(task));
    assertMatch(sentence, patterns[task]);
    assertStringIncludes(sentence, "the network did not beat it on data it never saw");
    assertStringIncludes(sentence, "a probability, not a prediction");
  }
  const believed = forecastSentence({ ...sampleForecast("rate"), believe: "network" });
  assertMatch(believed, /^2\.73 .*by the lstm network, which beat the best baseline/);
});

Deno.test("forecastTable puts network and baseline side by side for every task", () => {
  for (const task of TASKS) {
    const text = forecastTable(sampleForecast(task));
    for (const line of text.split("\n")) assert(line.length <= 100, line);
    assertMatch(text, /network lstm/);
    assertMatch(text, /believe/);
    assertMatch(text, task === "magnitude" ? /magnitude 7 or more +10 % +10 %/ : /87 % +87 %/);
    assertEquals(/median/.test(text), task !== "alarm");
  }
});

Deno.test("skillTable and cardText show every baseline, unit and option within 100 columns", () => {
  const card = sampleCard("rate");
  const text = cardText(card);
  assertStringIncludes(text, skillTable(card));
  for (const name of Object.keys(card.baselines)) assertStringIncludes(text, name.split(" ")[0]);
  for (const option of Object.keys(card.configuration)) assertStringIncludes(text, option);
  assertMatch(text, /nats per window/);
  assertMatch(text, /\+0\.012 +\[-0\.021, \+0\.044\]/);
  for (const line of text.split("\n")) assert(line.length <= 110, line);
  const more = cardText({
    ...card,
    ablation: {
      ...{ withCovariates: -2, withoutCovariates: -2.1, gainNats: 0.1 },
      ...{ low: 0.02, high: 0.18 },
    },
    crossValidation: {
      folds: [{
        ...{ from: "a", to: "b", windows: 3, logScore: -2.5 },
        ...{ baseline: "persistence", baselineLogScore: -2.4 },
      }],
    },
  });
  assertMatch(more, /gain by covariates +\+0\.100 nats/);
  assertMatch(more, /cross-validation .*-2\.50/);
  assertMatch(more, /persistence -2\.40/);
});

Deno.test("cleaningTable shows every count, the zeros too", () => {
  const text = cleaningTable(sampleCleaning());
  for (const line of ["read +17,391", "near twin.* 4", "impossible depth +0", "kept +17,384"]) {
    assertMatch(text, new RegExp(line));
  }
  assertStringIncludes(text, "69 % of the magnitudes are mb.");
});

function sampleInspection(): Inspection {
  return {
    name: "a.csv",
    layout: "usgs_csv",
    rows: 17_391,
    from: "2015-10-30T00:00:00.000Z",
    to: "2025-10-30T06:30:00.000Z",
    magnitudes: { min: 5, max: 8.8, mean: 5.31, types: { mb: 12_001, "": 3 }, missing: 3 },
    depthKm: { min: -1, max: 670.8, missing: 0 },
    completeness: 5,
    completeEvents: 17_000,
    bValue: { value: 1.034, error: 0.01, events: 17_000, method: "Tinti-Mulargia 1987" },
    completenessByMethod: {
      "maximum-curvature": 5.2,
      "goodness-of-fit-90": 5,
      "goodness-of-fit-95": null,
      "b-stability": 5.1,
      "kolmogorov-smirnov": 5.3,
    },
    bValues: [{ method: "Aki-Utsu 1965", value: 1.05, error: 0.02, events: 1_234 }],
    gaps: [{ from: "2020-01-01T00:00:00.000Z", to: "2020-01-03T12:00:00.000Z", days: 2.5 }],
    duplicates: { sameId: 1, nearTwins: 2 },
    cleaning: sampleCleaning(),
    read: {
      source: "a.csv",
      layout: "usgs_csv",
      rows: 17_391,
      skippedRows: 1,
      skippedByField: { time: 1 },
      firstSkipped: [],
      ignoredColumns: ["nst"],
    },
  };
}

Deno.test("inspectText tells what is known and what is not", () => {
  const inspection = sampleInspection();
  const text = inspectText(inspection);
  for (
    const line of [
      "rows +17,391",
      "unreadable +1 \\(time 1\\)",
      "2015-10-30 to 2025-10-30 06:30",
      "5\\.0 to 8\\.8, missing in 3 rows",
      "-1\\.0 to 670\\.8 km",
      "1\\.034 ± 0\\.010 \\(Tinti-Mulargia 1987, 17,000 events\\)",
      "goodness of fit 90 +5\\.0",
      "goodness of fit 95 +none found",
      "Aki-Utsu 1965 +1\\.050 ± 0\\.020 +1,234",
      "2020-01-01 +2020-01-03 12:00 +2\\.5",
      "none +3",
      "near twins +2",
    ]
  ) assertMatch(text, new RegExp(line));
  const empty = inspectText({
    ...inspection,
    from: null,
    to: null,
    magnitudes: { min: null, max: null, mean: null, types: {}, missing: 0 },
    depthKm: { min: null, max: null, missing: 0 },
    completeness: null,
    completenessByMethod: {
      "maximum-curvature": null,
      "goodness-of-fit-90": null,
      "goodness-of-fit-95": null,
      "b-stability": null,
      "kolmogorov-smirnov": null,
    },
    completeEvents: null,
    bValue: null,
    bValues: [],
    gaps: [],
  });
  assertMatch(empty, /no event/);
  assertMatch(empty, /b-value +too few events/);
  assert(!/NaN|null|undefined/.test(empty));
});
