import {
  DAY_MS,
  type ForecastCalibration,
  type GatedCalibration,
  type PointCalibration,
  type PointEvents,
  type PredictiveTable,
} from "../../domain/mod.ts";
import {
  calibrateForecasts,
  type CalibrationSeries,
  gateCalibration,
  seriesOfSamples,
  seriesOfTable,
} from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { type ForecastWindow, WINDOW_CATALOGUES } from "./forecast_windows.ts";

/** Length of the windows whose numbers are calibrated, days. */
export const CALIBRATION_DAYS = 1;

/** Numbers of events of a part's windows, simulated and observed, in order of time. */
export interface WindowNumbers {
  /** Numbers in the first CALIBRATION_DAYS of simulated catalogues. [window][catalogue] */
  simulated: Uint32Array[];
  /** Numbers that came. [window] */
  observed: number[];
  /** Rate of all events before the part, events a day: what a Poisson process goes by. */
  ratePerDay: number;
}

/** Counts the first day of a window, also of one that is longer: catalogues begin at its start. */
export function addNumbers(
  { simulated, observed }: WindowNumbers,
  { startMs, catalogues, observed: happened }: ForecastWindow,
): void {
  const endMs = startMs + CALIBRATION_DAYS * DAY_MS;
  const count = ({ timeMs }: PointEvents) => timeMs.filter((time) => time <= endMs).length;
  simulated.push(Uint32Array.from(catalogues, count));
  observed.push(count(happened));
}

/**
 * Calibrates the numbers of a process and of a Poisson process on windows of the validation part, by
 * fits to what came before it, and checks both on windows of the test part, by fits to what came before
 * that. Whether there are usually so many events is what probabilities are checked by.
 *
 * Throws InsufficientDataError without validation windows.
 */
export function calibrateNumbers(
  { validation, test, seed }: { validation: WindowNumbers; test: WindowNumbers; seed: number },
): PointCalibration {
  const random = new RandomStream(seed).fork("calibration");
  const threshold = Math.max(1, Math.round(validation.ratePerDay * CALIBRATION_DAYS));
  const fit = (
    who: string,
    seriesOf: (part: WindowNumbers) => CalibrationSeries,
  ): GatedCalibration => {
    const own = random.fork(who);
    const calibration: ForecastCalibration = calibrateForecasts(seriesOf(validation), {
      overlap: 1,
      random: own,
    });
    const gate = gateCalibration(calibration, seriesOf(test), { random: own.fork("gate") });
    return { calibration, gate };
  };
  return {
    format: 1,
    days: CALIBRATION_DAYS,
    catalogues: WINDOW_CATALOGUES,
    model: fit(
      "model",
      ({ simulated, observed }) => seriesOfSamples(simulated, observed, { threshold }),
    ),
    baseline: fit(
      "baseline",
      (part) => seriesOfTable(poissonTable(part), part.observed, { threshold }),
    ),
  };
}

function poissonTable({ observed, ratePerDay }: WindowNumbers): PredictiveTable {
  const mean = new Float64Array(observed.length).fill(ratePerDay * CALIBRATION_DAYS);
  return { family: "negative-binomial", mean, dispersion: new Float64Array(observed.length) };
}
