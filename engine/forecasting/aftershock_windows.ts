import { type AftershockBin, type AftershockWindow, DAY_MS } from "../domain/mod.ts";
import type { AftershockCounts } from "../models/mod.ts";

/** Probabilities of the fractiles: 0.01 to 0.99 in steps of 0.005, as published. */
export const FRACTILES: readonly number[] = Array.from(
  { length: 197 },
  (_, i) => (10 + 5 * i) / 1000,
);

/** Lower ends of the bars, as published. */
export const BAR_LABELS: readonly number[] = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Magnitudes from which aftershocks are counted. */
export const AFTERSHOCK_MAGNITUDES: readonly number[] = [3, 4, 5, 6, 7];

const WINDOWS = [["1 Day", 1], ["1 Week", 7], ["1 Month", 30], ["1 Year", 365]] as const;

/** Days from the issue time to the end of each window. */
export const WINDOW_DAYS: readonly number[] = WINDOWS.map(([, days]) => days);

/** Gives the law of the number in a window from a magnitude on, both by their places in the lists. */
export type CountsOf = (bin: { window: number; magnitude: number }) => AftershockCounts;

/** What is forecast of the day, week, month and year; the last magnitude is the mainshock's. */
export function describeWindows(
  countsOf: CountsOf,
  { issueTimeMs, magnitudes }: { issueTimeMs: number; magnitudes: readonly number[] },
): AftershockWindow[] {
  return WINDOWS.map(([label, days], window): AftershockWindow => {
    const bins = magnitudes.map((least, magnitude) =>
      describeCounts(countsOf({ window, magnitude }), least)
    );
    return {
      timeStart: issueTimeMs,
      timeEnd: issueTimeMs + days * DAY_MS,
      label,
      bins: bins.slice(0, -1),
      aboveMainshockMag: bins[bins.length - 1],
    };
  });
}

function describeCounts(
  { expected, probability, quantile, cumulative }: AftershockCounts,
  magnitude: number,
): AftershockBin {
  const upTo = BAR_LABELS.map((label) => label === 0 ? 0 : cumulative(label - 1));
  return {
    ...{ magnitude, expected, probability },
    p95minimum: quantile(0.025),
    p95maximum: quantile(0.975),
    median: quantile(0.5),
    fractileValues: FRACTILES.map(quantile),
    barPercentages: upTo.map((below, i) => Math.round(100 * ((upTo[i + 1] ?? 1) - below))),
  };
}
