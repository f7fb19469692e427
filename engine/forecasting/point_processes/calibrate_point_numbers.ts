import {
  type CalibratedAnswer,
  DAY_MS,
  formatDuration,
  type GatedCalibration,
  type PointForecast,
} from "../../domain/mod.ts";
import { conformalInterval, mapProbability } from "../../evaluation/mod.ts";
import { negativeBinomialQuantile } from "../../mathematics/mod.ts";
import type { PointModel } from "./point_model.ts";

/** The numbers of a forecast as the process and a Poisson process give them. */
export interface PlainNumbers {
  /** Length of the window, milliseconds. */
  durationMs: number;
  /** Number of events in each simulated catalogue. [catalogue] */
  counts: Uint32Array;
  /** Those of each magnitude, the smallest first. */
  magnitudes: PointForecast["magnitudes"];
  /** Those of the Poisson process. */
  baseline: PointForecast["baseline"];
}

/**
 * Puts calibrated intervals and probabilities beside the numbers of all events, as they are kept with
 * the model; for a window of another length, or without a calibration, the reason why there are none.
 */
export function calibratePointNumbers(
  { calibration, card }: PointModel,
  { durationMs, counts, magnitudes, baseline }: PlainNumbers,
): Pick<PointForecast, "magnitudes" | "baseline" | "uncalibrated"> {
  if (calibration === undefined) {
    const uncalibrated = `Not calibrated: ${card.name} keeps no calibration.`;
    return { magnitudes, baseline, uncalibrated };
  }
  const { days, model, baseline: poisson } = calibration;
  if (durationMs !== days * DAY_MS) {
    const [own, asked] = [days * DAY_MS, durationMs].map((ms) => formatDuration(ms));
    const uncalibrated =
      `Not calibrated: the model's calibration is for windows of ${own} and is ` +
      `not applied to one of ${asked}.`;
    return { magnitudes, baseline, uncalibrated };
  }
  const sorted = counts.toSorted();
  // The smallest number whose share of catalogues at or below it reaches a probability.
  const simulated = (probability: number) =>
    sorted[Math.min(sorted.length, Math.max(1, Math.ceil(probability * sorted.length))) - 1];
  const law = { mean: baseline.expected, dispersion: 0 };
  const ofPoisson = (probability: number) => negativeBinomialQuantile(probability, law);
  const [all, ...larger] = magnitudes;
  return {
    magnitudes: [
      { ...all, calibrated: calibrateNumber(model, { ...all, quantile: simulated }) },
      ...larger,
    ],
    baseline: {
      ...baseline,
      calibrated: calibrateNumber(poisson, { ...baseline, quantile: ofPoisson }),
    },
  };
}

function calibrateNumber(
  { calibration, gate }: GatedCalibration,
  { probability, quantile }: { probability: number; quantile: (probability: number) => number },
): CalibratedAnswer {
  // A map is of cumulative probabilities: of what stays away, not of what happens.
  const mapped = 1 - mapProbability(calibration.map, 1 - probability);
  return {
    intervals: calibration.intervals.map((bounds) => conformalInterval(bounds, quantile)),
    probabilities: { "at least 1 event": mapped },
    passed: gate.passed,
    sentences: [gate.sentence],
  };
}
