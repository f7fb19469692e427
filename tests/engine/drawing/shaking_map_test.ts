import { assert, assertEquals, assertMatch } from "@std/assert";
import { drawShakingMap, impactText } from "../../../engine/drawing/mod.ts";
import { intensityColour } from "../../../engine/drawing/intensity_scale.ts";
import { contourShaking, estimateImpact, syntheticPopulation } from "../../../engine/impact/mod.ts";

const SOURCE = { magnitude: 6.4, latitude: -18, longitude: 179.95, depthKm: 12 };

Deno.test("colours of intensities are those of ShakeMap, and lie between where the intensity does", () => {
  assertEquals([6, 9, 10].map(intensityColour), ["#ffff00", "#ff0000", "#c80000"]);
  assertEquals(intensityColour(0), "#ffffff");
  assertEquals(intensityColour(6.5), "#ffe400");
  assertEquals(intensityColour(14), "#800000");
});

Deno.test("a map of shaking across the date line is drawn in one piece", async () => {
  const { map } = estimateImpact({ source: SOURCE, layout: { radiusKm: 60, cellDegrees: 0.05 } });
  const observations = [{ latitude: -18.1, longitude: -179.9, intensity: 6 }];
  const svg = await drawShakingMap({ map, contours: contourShaking(map), observations });
  assertEquals((svg.match(/class="observation"/g) ?? []).length, 1);
  assert(!svg.includes("NaN"));
  const lines = [...svg.matchAll(/class="contour" d="([^"]+)"/g)].map(([, path]) => path);
  assert(lines.length >= 3);
  for (const path of lines) {
    const across = [...path.matchAll(/[ML](-?[\d.]+) /g)].map(([, x]) => Number(x));
    const steps = across.slice(1).map((x, i) => Math.abs(x - across[i]));
    assert(steps.filter((step) => step > 60).length <= 2, "torn at 180 degrees");
  }
  assertMatch(svg, /An estimate, no/);
});

Deno.test("an impact in words says its probabilities, whose people they are, and what it is not", () => {
  const population = syntheticPopulation(SOURCE, { seed: 1, country: "FJ" });
  const buildings = [{
    ...{ id: "hall", latitude: -18, longitude: 179.9, fragilityClass: "URML-pre" },
    ...{ occupants: 10, vs30: NaN },
  }];
  const text = impactText(estimateImpact({ source: SOURCE, population, buildings }));
  assertMatch(text, /Magnitude 6.4 at 18.000°S 179.950°E/);
  assertMatch(text, /made up for demonstration/);
  assertMatch(text, /Alert by fatalities: \w+ .*green .* %, yellow .* %, orange .* %, red .* %/);
  assertMatch(text, /hall +URML-pre/);
  assertMatch(text, /no warning, no survey of damage/);
});
