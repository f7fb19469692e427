import {
  calibrateForecasts,
  type CalibrationSeries,
  conformalInterval,
  gateCalibration,
  quantilesAt,
  seriesOfTable,
} from "../../../engine/evaluation/mod.ts";
import type { ForecastCalibration, PredictiveTable } from "../../../engine/domain/mod.ts";
import { negativeBinomialSample, RandomStream } from "../../../engine/mathematics/mod.ts";

const DISPERSION = 0.5;
const THRESHOLD = 4;

/** How forecasts of simulated counts are wrong; 1 where they are right. */
export interface Miscalibration {
  /** Forecast mean over the true one. */
  meanFactor: number;
  /** Forecast dispersion over the true one. */
  dispersionFactor: number;
}

/** Forecasts of windows of a known law, and what came. */
export interface SimulatedWindows {
  /** The forecasts. */
  table: PredictiveTable;
  /** What came. [window] */
  observed: Float64Array;
  /** Both as calibrations see them; the event is a count of at least 4. */
  series: CalibrationSeries;
}

/** Counts of clustered windows whose expected number differs from window to window. */
export function drawWindows(
  windows: number,
  options: Miscalibration & { random: RandomStream; truthFactor?: number },
): SimulatedWindows {
  const { random, meanFactor, dispersionFactor, truthFactor = 1 } = options;
  const means = Float64Array.from({ length: windows }, () => 4 * Math.exp(0.5 * random.normal()));
  const observed = means.map((mean) =>
    negativeBinomialSample({ mean: truthFactor * mean, dispersion: DISPERSION }, random)
  );
  const table: PredictiveTable = {
    family: "negative-binomial",
    mean: means.map((mean) => meanFactor * mean),
    dispersion: means.map(() => dispersionFactor * DISPERSION),
  };
  return { table, observed, series: seriesOfTable(table, observed, { threshold: THRESHOLD }) };
}

/** How often intervals of a level held what came next, over many calibrations. */
export interface MeasuredCoverage {
  /** Level of the intervals. */
  level: number;
  /** Coverage by the ranks. */
  expected: number;
  /** Runs whose outcome was inside, ties at random. */
  covered: number;
  /** Runs whose outcome was in the published interval, both ends included. */
  coveredPublished: number;
  /** Runs. */
  runs: number;
}

/** Calibrates anew in each run and looks at one new window. */
export function measureCoverage(
  { runs, windows, seed, fit, ...wrong }: Miscalibration & {
    runs: number;
    windows: number;
    seed: string;
    fit: (series: CalibrationSeries, random: RandomStream) => ForecastCalibration["intervals"];
  },
): MeasuredCoverage[] {
  const found: MeasuredCoverage[] = [];
  for (let run = 0; run < runs; run++) {
    const random = new RandomStream(`${seed} ${run}`);
    const intervals = fit(drawWindows(windows, { ...wrong, random }).series, random);
    const { table, observed, series } = drawWindows(1, { ...wrong, random });
    const transform = series.below[0] + random.uniform() * (series.upTo[0] - series.below[0]);
    intervals.forEach((bounds, i) => {
      const { level, expected, low, high } = bounds;
      found[i] ??= { level, expected, covered: 0, coveredPublished: 0, runs };
      if (transform >= low! && transform <= high!) found[i].covered++;
      const interval = conformalInterval(bounds, (p) => quantilesAt(table, [p])[0][0]);
      if (observed[0] >= interval.low! && observed[0] <= interval.high!) {
        found[i].coveredPublished++;
      }
    });
  }
  return found;
}

/** Share of runs in which the gate passes, where later data are like the earlier or have shifted. */
export function measureGate(
  { runs, windows, seed, truthFactor, ...wrong }: Miscalibration & {
    runs: number;
    windows: number;
    seed: string;
    truthFactor: number;
  },
): number {
  let passed = 0;
  for (let run = 0; run < runs; run++) {
    const random = new RandomStream(`${seed} ${run}`);
    const { series } = drawWindows(windows, { ...wrong, random });
    const calibration = calibrateForecasts(series, { overlap: 1, random });
    const later = drawWindows(windows, { ...wrong, random, truthFactor });
    if (gateCalibration(calibration, later.series, { random }).passed) passed++;
  }
  return passed / runs;
}
