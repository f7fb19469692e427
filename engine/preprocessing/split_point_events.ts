import { ConfigurationError, DAY_MS, InputError, type PointEvents } from "../domain/mod.ts";
import { lowerBound } from "../mathematics/mod.ts";

/** Dates by which a benchmark is cut, UTC epoch milliseconds. */
export interface BenchmarkDates {
  /** Start of the history; midnight before the first event unless given. */
  auxiliaryStartMs?: number;
  /**
   * Start of the training part, whose events are explained and not only history; from the column that
   * tells, else after a tenth of the time before the test, unless given.
   */
  trainingStartMs?: number;
  /** Start of the validation part; such that it has a fifth of the events before the test unless given. */
  validationStartMs?: number;
  /** Start of the test; from the column that tells unless given. */
  testStartMs?: number;
  /** End of the test; midnight after the last event unless given. */
  testEndMs?: number;
}

/** Where the parts of sorted events begin and end. */
export interface PointParts {
  /** Start of the history, milliseconds. */
  startMs: number;
  /** Start of the training part. */
  trainingStartMs: number;
  /** Start of the validation part. */
  validationStartMs: number;
  /** Start of the test. */
  testStartMs: number;
  /** End of the test. */
  endMs: number;
  /** First row that is not too early. */
  first: number;
  /** One past the last row to train on. */
  trainingEnd: number;
  /** First row of the test. */
  testFrom: number;
  /** One past the last row of the test. */
  end: number;
}

/** Part of the events before the test that validation takes. */
const VALIDATION_SHARE = 0.2;

/** Part of the time before the test that is history only. */
const AUXILIARY_SHARE = 0.1;

/** Parts by dates. Throws ConfigurationError for dates that make no sense. */
export function splitByDates(events: PointEvents, dates: BenchmarkDates): PointParts {
  const { timeMs, isDated, name } = events;
  const { testStartMs } = dates;
  if (testStartMs === undefined || !isDated) {
    throw new ConfigurationError(
      isDated
        ? `Cannot split ${name}: it has no split column; give the start of the test (--test-start).`
        : `Cannot split ${name}: it has no dates, and no column called split.`,
      isDated ? "testStart" : "splitColumn",
    );
  }
  const bounds = boundsOf(events, dates);
  const first = lowerBound(timeMs, bounds.startMs);
  const testFrom = lowerBound(timeMs, testStartMs);
  const middle = first + Math.floor((1 - VALIDATION_SHARE) * (testFrom - first));
  const validationStartMs = dates.validationStartMs ??
    (middle < testFrom ? midnightBefore(timeMs[middle]) : testStartMs);
  const auxiliaryMs = AUXILIARY_SHARE * (testStartMs - bounds.startMs);
  const parts = {
    ...bounds,
    trainingStartMs: dates.trainingStartMs ?? midnightBefore(bounds.startMs + auxiliaryMs),
    validationStartMs,
    testStartMs,
    first,
    trainingEnd: lowerBound(timeMs, validationStartMs),
    testFrom,
    end: lowerBound(timeMs, bounds.endMs),
  };
  return checkOrder(parts, name);
}

/**
 * Parts by the label of each row, in order of time; dates that are given move the ends of the windows.
 *
 * Throws InputError for labels that are unknown or not in order of time.
 */
export function splitByLabels(
  events: PointEvents,
  { split, ...dates }: BenchmarkDates & { split: readonly string[] },
): PointParts {
  const { timeMs, isDated, name } = events;
  if (dates.testStartMs !== undefined && isDated) return splitByDates(events, dates);
  const parts = split.map((label) => partOf(label, name));
  const fault = parts.findIndex((part, i) => i > 0 && part < parts[i - 1]);
  if (fault >= 0) {
    throw new InputError(
      `Cannot split ${name}: a row of "${split[fault]}" is later than one of "${split[fault - 1]}"`,
      { field: "split", expected: "auxiliary, train, val and test one after the other" },
    );
  }
  const firstOf = (part: number) => {
    const row = parts.findIndex((one) => one >= part);
    return row < 0 ? parts.length : row;
  };
  const [trainingEnd, testFrom] = [firstOf(VALIDATION), firstOf(TEST)];
  const startOf = (row: number) => windowStart(events, row);
  const bounds = boundsOf(events, dates);
  const first = lowerBound(timeMs, bounds.startMs);
  const trainingFrom = Math.max(first, firstOf(TRAINING));
  return checkOrder({
    ...bounds,
    trainingStartMs: dates.trainingStartMs ?? Math.max(bounds.startMs, startOf(trainingFrom)),
    validationStartMs: dates.validationStartMs ?? startOf(trainingEnd),
    testStartMs: startOf(testFrom),
    first,
    trainingEnd,
    testFrom,
    end: isDated ? lowerBound(timeMs, bounds.endMs) : timeMs.length,
  }, name);
}

const TRAINING = 1;
const VALIDATION = 2;
const TEST = 3;
const LABELS: Readonly<Record<string, number>> = {
  auxiliary: 0,
  train: TRAINING,
  training: TRAINING,
  val: VALIDATION,
  valid: VALIDATION,
  validation: VALIDATION,
  test: TEST,
};

function partOf(label: string, name: string): number {
  const part = LABELS[label.toLowerCase()];
  if (part !== undefined) return part;
  throw new InputError(`Cannot split ${name}`, {
    field: "split",
    value: label,
    expected: "auxiliary, train, val or test",
  });
}

/**
 * Start of the window whose first event is that of a row: without dates its time; with them the
 * midnight after the event before, as windows start and end at midnight, if that is not too late.
 */
function windowStart({ timeMs, isDated }: PointEvents, row: number): number {
  if (row >= timeMs.length) return Infinity;
  if (!isDated || row === 0) return timeMs[row];
  const midnight = midnightAfter(timeMs[row - 1]);
  return midnight <= timeMs[row] ? midnight : timeMs[row];
}

function boundsOf(
  { timeMs, isDated }: PointEvents,
  dates: BenchmarkDates,
): { startMs: number; endMs: number } {
  const [first, last] = [timeMs[0], timeMs[timeMs.length - 1]];
  if (!isDated) return { startMs: first, endMs: last };
  return {
    startMs: dates.auxiliaryStartMs ?? midnightBefore(first),
    endMs: dates.testEndMs ?? midnightAfter(last),
  };
}

function checkOrder(parts: PointParts, name: string): PointParts {
  const { startMs, validationStartMs, testStartMs, endMs } = parts;
  if (startMs <= validationStartMs && validationStartMs <= testStartMs) {
    if (testStartMs < endMs || testStartMs === Infinity || parts.end - parts.testFrom > 0) {
      return parts;
    }
  }
  const show = (ms: number) => Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : String(ms);
  throw new ConfigurationError(
    `Cannot split ${name}: history from ${show(startMs)}, validation from ` +
      `${show(validationStartMs)}, test from ${show(testStartMs)} to ${show(endMs)}; ` +
      "expected them in this order, the test before its end.",
    "testStart",
  );
}

function midnightBefore(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) * DAY_MS;
}

/** The first midnight that is later. */
function midnightAfter(timeMs: number): number {
  return midnightBefore(timeMs) + DAY_MS;
}
