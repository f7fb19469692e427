import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { NetworkExplanation } from "../../../engine/domain/mod.ts";
import { drawAttributionHeatMap, networkExplanationText } from "../../../engine/drawing/mod.ts";
import { EXPLANATION_EXAMPLE } from "../../../server/explanation_examples.ts";

const EXAMPLE = EXPLANATION_EXAMPLE.explanation as unknown as NetworkExplanation;
const DAY_MS = 86_400_000;

/** An explanation of some steps and features, with amounts from −1 to 1. */
function explanationOf(steps: number, features: number): NetworkExplanation {
  const columns = Array.from({ length: features }, (_, i) => `feature_${i}`);
  const attributions = Array.from(
    { length: steps },
    (_, step) => columns.map((_, i) => step === 0 && i === 0 ? 1 : -((step + i) % 5) / 5),
  );
  return {
    ...EXAMPLE,
    ...{ columns, attributions },
    features: columns.map((name) => ({ ...EXAMPLE.features[0], name })),
    steps: attributions.map((row, step) => ({
      ...EXAMPLE.steps[0],
      from: new Date(Date.UTC(2020, 0, 1) + step * DAY_MS).toISOString(),
      amount: row.reduce((sum, amount) => sum + amount, 0),
    })),
  };
}

Deno.test("a heat map has a cell for each input and step, dates, units and both margins", () => {
  const svg = drawAttributionHeatMap(explanationOf(30, 4));
  assertEquals(svg.match(/class="cell"/g)!.length, 120);
  assertStringIncludes(svg, "feature_3");
  for (const date of ["2020-01-01", "2020-01-30"]) assertStringIncludes(svg, date);
  assertStringIncludes(svg, "(nats)");
  assertStringIncludes(svg, "+1 (× 2.72)"); // the largest amount, and what it multiplies by
  assertStringIncludes(svg, "the model, not the Earth");
  const colours = new Set(
    [...svg.matchAll(/class="cell"[^>]*fill="(#\w+)"/g)].map(([, one]) => one),
  );
  assertEquals(colours.size, 6); // 1 and five amounts from 0 down
  assert(colours.has("#b2182b") && colours.has("#f7f7f7"));
});

Deno.test("a heat map tells what it leaves out, and is empty where nothing moved", () => {
  const wide = drawAttributionHeatMap(explanationOf(3, 40));
  assertEquals(wide.match(/class="cell"/g)!.length, 3 * 24);
  assertStringIncludes(wide, "24 of 40 features");
  const still = { ...explanationOf(3, 2), attributions: [[0, 0], [0, 0], [0, 0]] };
  assertStringIncludes(drawAttributionHeatMap(still), "No input moved the forecast");
});

Deno.test("the text says the verdict first, then what moved it, and whether it is complete", () => {
  const text = networkExplanationText(EXAMPLE);
  assertMatch(text, /^This explains the model, not the Earth\./);
  assertMatch(
    text,
    /log_count +\+0\.095 +× 1\.100 +100 % +\+0\.090 +\+0\.004 \[-0\.001, \+0\.009\]/,
  );
  assertMatch(text, /off by 0\.04 % of it\s+\(1 % is allowed\)/);
  const { completeness } = EXAMPLE;
  const rough = { ...EXAMPLE, completeness: { ...completeness, isComplete: false } };
  assertMatch(networkExplanationText(rough), /not complete/);
  const none = { ...EXAMPLE, permutation: { reason: "it was not asked for" } };
  assertMatch(networkExplanationText(none), /no permutation importance: it was not asked for/);
});
