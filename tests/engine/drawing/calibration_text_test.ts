import { assertEquals, assertStringIncludes } from "@std/assert";
import { calibrationText } from "../../../engine/drawing/mod.ts";
import { sampleForecast } from "./sample_report.ts";

Deno.test("calibrated answers in words: intervals, one unknown, chance, gate; none without", () => {
  const forecast = sampleForecast("rate");
  assertEquals(calibrationText(forecast), undefined);
  const calibrated = {
    intervals: [
      { level: 0.5, low: 1, high: 3 },
      { level: 0.9, low: 0, high: 7 },
      { level: 0.95, low: null, high: null },
    ],
    probabilities: { "at least 1 event": 0.912, "at least 2 events": 0.7 },
    passed: false,
    sentences: ["Calibration failed on 99 later windows: \x1b[31mcoverage."],
  };
  const text = calibrationText({
    ...forecast,
    believe: "baseline",
    baseline: { ...forecast.baseline, source: "persistence", calibrated },
  })!;
  assertStringIncludes(text, "(persistence): 90 % interval 0 to 7; 95 % interval unknown (too few");
  assertStringIncludes(text, "probability of at least 1 event 91.2 %. Calibration failed on 99");
  assertEquals(text.includes("\x1b") || text.includes("50 %"), false);
  const magnitudes = {
    ...forecast.baseline,
    calibrated: { ...calibrated, intervals: [{ level: 0.9, low: 5, high: 6.44 }] },
  };
  const next = { ...forecast, task: "magnitude" as const, believe: "baseline" as const };
  assertStringIncludes(calibrationText({ ...next, baseline: magnitudes })!, "interval 5.0 to 6.4");
});
