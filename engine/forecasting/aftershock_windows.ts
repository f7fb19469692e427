import { type AftershockBin, type AftershockWindow, DAY_MS } from "../domain/mod.ts";
import { type AftershockPosterior, countAftershocks } from "../models/mod.ts";

/** Probabilities of the fractiles: 0.01 to 0.99 in steps of 0.005, as published. */
export const FRACTILES: readonly number[] = Array.from(
  { length: 197 },
  (_, i) => (10 + 5 * i) / 1000,
);

/** Lower ends of the bars, as published. */
export const BAR_LABELS: readonly number[] = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500];

const WINDOWS = [["1 Day", 1], ["1 Week", 7], ["1 Month", 30], ["1 Year", 365]] as const;

/** What is forecast of the day, week, month and year from the issue time. */
export function forecastWindows(
  posterior: AftershockPosterior,
  { mainshockMs, issueTimeMs, magnitudes }: {
    mainshockMs: number;
    issueTimeMs: number;
    magnitudes: readonly number[];
  },
): AftershockWindow[] {
  const from = (issueTimeMs - mainshockMs) / DAY_MS;
  return WINDOWS.map(([label, days]): AftershockWindow => {
    const binOf = (magnitude: number) =>
      describeCounts(posterior, { from, to: from + days, magnitude });
    return {
      timeStart: issueTimeMs,
      timeEnd: issueTimeMs + days * DAY_MS,
      label,
      bins: magnitudes.map(binOf),
      aboveMainshockMag: binOf(posterior.magnitude),
    };
  });
}

function describeCounts(
  posterior: AftershockPosterior,
  window: { from: number; to: number; magnitude: number },
): AftershockBin {
  const { expected, probability, quantile, cumulative } = countAftershocks(posterior, window);
  const upTo = BAR_LABELS.map((label) => label === 0 ? 0 : cumulative(label - 1));
  return {
    ...{ magnitude: window.magnitude, expected, probability },
    p95minimum: quantile(0.025),
    p95maximum: quantile(0.975),
    median: quantile(0.5),
    fractileValues: FRACTILES.map(quantile),
    barPercentages: upTo.map((below, i) => Math.round(100 * ((upTo[i + 1] ?? 1) - below))),
  };
}
