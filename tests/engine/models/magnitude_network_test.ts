import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  InputError,
  InsufficientDataError,
  MAGNITUDE_WINDOW_SIZE,
} from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  fitAmplitudeTimeRegression,
  fitMagnitudeRegression,
  magnitudeWindowLoss,
  measureMagnitudeWindow,
  regressionMagnitude,
} from "../../../engine/models/mod.ts";

Deno.test("a window of one burst: its peak, its level and where its energy lies", () => {
  const window = new Float32Array(MAGNITUDE_WINDOW_SIZE);
  window[3 * 1100 + 1] = -50; // north, 10 s after P
  const measures = measureMagnitudeWindow(window);
  assertAlmostEquals(measures.logPeak, Math.log10(50), 1e-7);
  assertAlmostEquals(measures.logLevel, Math.log10(50 / Math.sqrt(3000)), 1e-7);
  assertAlmostEquals(measures.logCentroid, 1, 1e-7);
  const larger = measureMagnitudeWindow(window.map((value) => 1000 * value));
  assertAlmostEquals(larger.logPeak - measures.logPeak, 3, 1e-6);
  assertAlmostEquals(larger.logLevel - measures.logLevel, 3, 1e-6);
  assertEquals(larger.logCentroid, measures.logCentroid);
  assertThrows(() => measureMagnitudeWindow(new Float32Array(MAGNITUDE_WINDOW_SIZE)), InputError);
  assertThrows(() => measureMagnitudeWindow(new Float32Array(3)), InputError);
  assertThrows(() => measureMagnitudeWindow(window.fill(NaN)), InputError);
});

Deno.test("the regression finds the law that was planted, and its error with each left out", () => {
  const random = new RandomStream("regression");
  const recordings = Array.from({ length: 60 }, () => {
    const [logLevel, logCentroid] = [3 + random.normal(), 0.8 + 0.3 * random.normal()];
    const measures = { logLevel, logCentroid, logPeak: logLevel + 1 + 0.5 * random.normal() };
    return { measures, magnitude: logLevel - 2 + 1.7 * logCentroid + 0.1 * random.normal() };
  });
  const fit = fitMagnitudeRegression(recordings);
  assertEquals([fit.amplitude, fit.usesCentroid], ["logLevel", true]);
  assertAlmostEquals(fit.perLogCentroid, 1.7, 0.15);
  assertAlmostEquals(fit.constant, -2, 0.15);
  // Sigma by refitting without each recording in turn.
  const squares = recordings.map((left) => {
    const others = recordings.filter((recording) => recording !== left);
    return (regressionMagnitude(fitMagnitudeRegression(others), left.measures) - left.magnitude) **
      2;
  });
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  assertAlmostEquals(fit.sigma, Math.sqrt(mean), 1e-9);
  assertThrows(() => fitMagnitudeRegression(recordings.slice(0, 4)), InsufficientDataError);
});

Deno.test("the plain regression on log amplitude and P-S time is exact where the law is", () => {
  const recordings = [[1, 2], [2, 9], [3, 4], [2.5, 7]].map(([logPeak, spSeconds]) => ({
    logPeak,
    spSeconds,
  }));
  const law = (of: { logPeak: number; spSeconds: number }) =>
    -0.4 + 0.9 * of.logPeak + 0.08 * of.spSeconds;
  const by = fitAmplitudeTimeRegression(recordings, recordings.map(law));
  assertAlmostEquals(by({ logPeak: 5, spSeconds: 1 }), law({ logPeak: 5, spSeconds: 1 }), 1e-9);
  const same = recordings.map(() => recordings[0]);
  assertThrows(() => fitAmplitudeTimeRegression(same, [1, 1, 1, 1]), InsufficientDataError);
});

Deno.test("the slopes of the magnitude loss are those of its formula", () => {
  const targets = { starts: [3, 2.2], magnitudes: [3.4, 2.1], sigma: 0.2 };
  const said = Float32Array.of(0.1, -0.5, 0.05, 0.7);
  const at = (moved: Float32Array) => magnitudeWindowLoss(moved, targets);
  const { loss, errors, slope } = at(said);
  const variance = 0.04 * Math.exp(-0.5);
  const [error] = errors;
  assertAlmostEquals(error, -0.3, 1e-7);
  const density = Math.exp(-error * error / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  assertAlmostEquals(loss[0], -Math.log(density), 1e-6);
  said.forEach((value, k) => {
    const step = 1e-3;
    const shifted = (by: number) => at(said.with(k, value + by)).loss[k >> 1];
    const numeric = (shifted(step) - shifted(-step)) / (2 * step);
    assert(Math.abs(numeric - slope[k]) < 5e-3 * Math.max(1, Math.abs(numeric)), `${k}`);
  });
});
