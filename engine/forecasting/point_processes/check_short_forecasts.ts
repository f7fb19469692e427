import type {
  PointCalibration,
  PointConsistency,
  PointProcessSetting,
  ReportProgress,
  ScoredSpan,
} from "../../domain/mod.ts";
import type { PointBenchmark } from "../../preprocessing/mod.ts";
import {
  addNumbers,
  calibrateNumbers,
  CALIBRATION_DAYS,
  type WindowNumbers,
} from "./calibrate_numbers.ts";
import { forecastWindows } from "./forecast_windows.ts";
import { layTestWindows } from "./lay_test_windows.ts";
import { layWindows } from "./lay_windows.ts";
import { daysToTest, PointForecastTests } from "./point_forecast_tests.ts";
import type { FittedPointProcess } from "./point_process_model.ts";
import { rateBefore } from "./rate_before.ts";

/** What is forecast to see how far a process can be relied on. */
export interface CheckShortForecastsOptions {
  /** The data. */
  data: PointBenchmark;
  /** What the process was fitted with. */
  setting: PointProcessSetting;
  /** The process as fitted to what comes before the validation part; none where there is none. */
  validated?: FittedPointProcess;
  /** Windows by which consistency is tested; 0 for none. */
  consistencyWindows: number;
  /** Days of the validation part that are calibrated on, and of the test part; 0 for none. */
  calibrationWindows: number;
  /** Seed of everything random. */
  seed: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What short forecasts of the past have shown. */
export interface ShortForecasts {
  /** Consistency with the test part; null where it was not tested. */
  consistency: PointConsistency | null;
  /** Calibration; left out where there is none. */
  calibration?: PointCalibration;
}

/**
 * Forecasts short windows of the validation part, to calibrate numbers, and of the test part, each by a
 * fit to what comes before the part: there they check the calibration and test consistency, and each is
 * simulated once for both.
 */
export function checkShortForecasts(
  process: FittedPointProcess,
  options: CheckShortForecastsOptions,
): ShortForecasts {
  const { data, setting, validated, consistencyWindows, calibrationWindows, seed } = options;
  if (setting.region === null) return { consistency: null };
  const { validation } = data;
  const earlier = numbersBefore(data, validation ?? data.test);
  if (validation !== undefined && validated !== undefined) {
    const days = CALIBRATION_DAYS;
    const starts = layWindows(validation, { days, most: calibrationWindows });
    const windows = starts.map((startMs) => ({ startMs, days }));
    const stage = "Calibrating on days of the validation part";
    for (const window of forecastWindows(validated, { ...task(options), windows, stage })) {
      addNumbers(earlier, window);
    }
  }
  const isCalibrated = earlier.observed.length > 0;
  const days = daysToTest(data);
  const tests = new PointForecastTests(setting, { days, seed });
  const later = numbersBefore(data, data.test);
  const windows = layTestWindows(data.test, {
    ...{ days, consistencyWindows, calibrationDays: CALIBRATION_DAYS },
    calibrationWindows: isCalibrated ? calibrationWindows : 0,
  });
  const stage = "Forecasting days of the test part";
  for (const window of forecastWindows(process, { ...task(options), windows, stage })) {
    addNumbers(later, window);
    if (windows[later.observed.length - 1].isTested) tests.add(window);
  }
  return {
    consistency: consistencyWindows === 0 ? null : tests.result(),
    ...(isCalibrated
      ? { calibration: calibrateNumbers({ validation: earlier, test: later, seed }) }
      : {}),
  };
}

function task({ data: { events }, seed, onProgress }: CheckShortForecastsOptions) {
  return { events, seed, onProgress };
}

function numbersBefore(data: PointBenchmark, part: ScoredSpan): WindowNumbers {
  return { simulated: [], observed: [], ratePerDay: rateBefore(data, part) };
}
