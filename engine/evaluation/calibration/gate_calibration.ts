import type {
  CalibrationCheck,
  CalibrationGate,
  ConformalBounds,
  ForecastCalibration,
  ProbabilityMap,
} from "../../domain/mod.ts";
import {
  betaBinomialCumulative,
  holmCorrection,
  type RandomStream,
} from "../../mathematics/mod.ts";
import { independentWindows, transformsOf } from "./calibrate_forecasts.ts";
import { type CalibrationSeries, windowsOf } from "./calibration_series.ts";
import { checkReliability } from "./check_reliability.ts";
import { mappedLogScore } from "./probability_map.ts";

/** Chance, corrected for the number of checks, below which a calibration has failed. */
const LEVEL = 0.05;

/** Fewest windows without common outcomes from which anything can be told. */
const FEWEST_INDEPENDENT = 10;

/**
 * Checks a calibration on later windows: whether intervals hold as many outcomes as their ranks allow
 * (a beta-binomial law, as the calibration's windows were finite too; ties at random), and whether
 * mapped probabilities are reliable. It passes where no check fails at 5 %, corrected by Holm for
 * their number, and fails where there are too few later windows to tell.
 *
 * Source: Vovk 2012, ACML (law of the coverage); Holm 1979.
 */
export function gateCalibration(
  calibration: ForecastCalibration,
  later: CalibrationSeries,
  { random }: { random: RandomStream },
): CalibrationGate {
  const windows = windowsOf(later);
  const independent = independentWindows(windows, calibration.overlap);
  const canTell = windows > 0 && independent >= FEWEST_INDEPENDENT;
  const size = {
    windows,
    independentWindows: canTell ? independent : Math.min(independent, windows),
  };
  if (!canTell) return describeGate({ ...size, checks: [], passed: false, logScores: null });
  const transforms = transformsOf(later, random);
  const coverage = calibration.intervals.flatMap((bounds) =>
    checkCoverage(bounds, { transforms, independent, calibration })
  );
  const checks = [...coverage, ...checkReliability(calibration, later)];
  const corrected = holmCorrection(checks.map(({ probability }) => probability));
  const passed = checks.length > 0 && corrected.every((probability) => probability >= LEVEL);
  const failed = checks.filter((_, i) => corrected[i] < LEVEL);
  const rows = Array.from(later.below.keys());
  const meanScore = (map: ProbabilityMap) => mappedLogScore(map, later, rows) / windows;
  const logScores = {
    asForecast: meanScore({ kind: "none" }),
    mapped: meanScore(calibration.map),
  };
  return describeGate({ ...size, checks, passed, logScores }, failed);
}

function checkCoverage(
  { level, low, high, expected }: ConformalBounds,
  { transforms, independent, calibration }: {
    transforms: Float64Array;
    independent: number;
    calibration: ForecastCalibration;
  },
): CalibrationCheck[] {
  if (low === null || high === null) return [];
  const inside = transforms.reduce(
    (count, value) => count + (value >= low && value <= high ? 1 : 0),
    0,
  );
  const observed = inside / transforms.length;
  const fittedOn = independentWindows(calibration.windows, calibration.overlap) + 1;
  const law = {
    trials: independent,
    alpha: expected * fittedOn,
    beta: (1 - expected) * fittedOn,
  };
  const covered = Math.round(observed * independent);
  const atMost = betaBinomialCumulative(covered, law);
  const atLeast = 1 - (covered === 0 ? 0 : betaBinomialCumulative(covered - 1, law));
  return [{
    of: `coverage of ${Math.round(level * 100)} % intervals`,
    expected,
    observed,
    probability: Math.min(1, Math.max(0, 2 * Math.min(atMost, atLeast))),
  }];
}

/** A passed gate tells every check, a failed one those that failed. */
function describeGate(
  gate: Omit<CalibrationGate, "sentence">,
  failed: readonly CalibrationCheck[] = [],
): CalibrationGate {
  const { passed, checks, windows, independentWindows } = gate;
  const found = (passed ? checks : failed).map(({ of, expected, observed, probability }) => {
    const chance = probability < 0.0005 ? "p below 0.001" : `p ${probability.toFixed(3)}`;
    return `${of} ${percent(observed)}, expected ${percent(expected)}` +
      (passed ? "" : ` (${chance})`);
  }).join("; ");
  const on = `${windows} later windows` +
    (independentWindows === windows ? "" : ` (${independentWindows} without common outcomes)`);
  const sentence = passed
    ? `Calibration held on ${on}: ${found}.`
    : checks.length === 0
    ? `Calibration could not be checked: ${on} are too few.`
    : `Calibration failed on ${on}: ${found}.`;
  return { ...gate, sentence };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
