import { InputError, type PredictiveTable } from "../../domain/mod.ts";
import { cumulativeBounds } from "../cumulative_bounds.ts";
import { checkObservations } from "../predictive_scores.ts";
import { tableSize } from "../predictive_table.ts";

/**
 * What forecasts said of the outcomes that came, in order of time: all a calibration needs to know of
 * a predictive distribution.
 */
export interface CalibrationSeries {
  /** Forecast probability of less than what came. [row] */
  below: Float64Array;
  /** Forecast probability of at most what came. [row] */
  upTo: Float64Array;
  /** Rows of one window, such as the cells of a map; 1 unless given. */
  rowsPerWindow?: number;
  /** An event whose probability is checked for reliability. */
  event?: {
    /** What it is, in words. */
    name: string;
    /** Forecast probability that it does not happen. [row] */
    absence: Float64Array;
    /** 1 where it happened, else 0. [row] */
    happened: Float64Array;
  };
}

/** The event of a series: an outcome of at least a threshold, and its name for magnitudes. */
export interface CalibrationEvent {
  /** The lowest outcome that counts. */
  threshold: number;
  /** What it is, in words; "at least N events" unless given. */
  name?: string;
}

/**
 * The series of forecasts by distributions; the event is an outcome of at least a threshold.
 *
 * Throws InputError for observations that are missing or no value of the family.
 */
export function seriesOfTable(
  table: PredictiveTable,
  observed: ArrayLike<number>,
  { rowsPerWindow, ...event }: CalibrationEvent & { rowsPerWindow?: number },
): CalibrationSeries {
  const { threshold } = event;
  checkObservations(table, observed);
  const size = tableSize(table);
  const column = () => new Float64Array(size);
  const [below, upTo, absence, happened] = [column(), column(), column(), column()];
  for (let row = 0; row < size; row++) {
    const bounds = cumulativeBounds(table, { row, value: observed[row] });
    [below[row], upTo[row]] = [clip(bounds.below), clip(bounds.upTo)];
    absence[row] = clip(cumulativeBounds(table, { row, value: threshold }).below);
    happened[row] = observed[row] >= threshold - 1e-6 ? 1 : 0;
  }
  return { below, upTo, rowsPerWindow, event: { name: nameOf(event), absence, happened } };
}

/**
 * The series of forecasts by simulated numbers, a list for each window; the event is a number of at
 * least a threshold. What came counts as one more draw, so that nothing is impossible.
 *
 * Throws InputError where the columns differ in length or a window has no simulated number.
 */
export function seriesOfSamples(
  samples: readonly ArrayLike<number>[],
  observed: ArrayLike<number>,
  event: CalibrationEvent,
): CalibrationSeries {
  const { threshold } = event;
  if (samples.length !== observed.length || samples.some(({ length }) => length === 0)) {
    throw new InputError(
      `Cannot calibrate ${samples.length} lists of samples with ${observed.length} outcomes: need as ` +
        "many, and no empty list",
    );
  }
  const column = () => new Float64Array(samples.length);
  const [below, upTo, absence, happened] = [column(), column(), column(), column()];
  samples.forEach((list, window) => {
    const lower = (limit: number) =>
      Array.from(list).reduce((count, value) => count + (value < limit ? 1 : 0), 0);
    const equal = Array.from(list).filter((value) => value === observed[window]).length;
    const less = lower(observed[window]);
    below[window] = less / (list.length + 1);
    upTo[window] = (less + equal + 1) / (list.length + 1);
    absence[window] = (lower(threshold) + 0.5) / (list.length + 1);
    happened[window] = observed[window] >= threshold ? 1 : 0;
  });
  return { below, upTo, event: { name: nameOf(event), absence, happened } };
}

/** Number of windows. */
export function windowsOf({ below, rowsPerWindow = 1 }: CalibrationSeries): number {
  return below.length / rowsPerWindow;
}

function nameOf({ threshold, name }: CalibrationEvent): string {
  return name ?? `at least ${threshold} ${threshold === 1 ? "event" : "events"}`;
}

function clip(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
