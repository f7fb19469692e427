import { DAY_MS } from "../../domain/mod.ts";
import type { PastWindow } from "./forecast_windows.ts";
import { layWindows } from "./lay_windows.ts";

/** How the windows of a test part are laid. */
export interface LayTestWindowsOptions {
  /** Length of the windows in which consistency is tested, days. */
  days: number;
  /** Most of those. */
  consistencyWindows: number;
  /** Length of the windows on which the calibration is checked, no longer than the others, days. */
  calibrationDays: number;
  /** Most of these, or as many as of the others, whose beginnings are among them; 0 for none. */
  calibrationWindows: number;
}

/**
 * Windows of a test part, evenly and in order: all show whether a calibration holds, and every so many
 * is long enough to test consistency. Tested ones do not overlap each other.
 */
export function layTestWindows(
  part: { startMs: number; endMs: number },
  { days, consistencyWindows, calibrationDays, calibrationWindows }: LayTestWindowsOptions,
): (PastWindow & { isTested: boolean })[] {
  if (calibrationWindows === 0) {
    return layWindows(part, { days, most: consistencyWindows })
      .map((startMs) => ({ startMs, days, isTested: true }));
  }
  const most = Math.max(calibrationWindows, consistencyWindows);
  const starts = layWindows(part, { days: calibrationDays, most });
  const lengthMs = days * DAY_MS;
  const stepMs = starts.length < 2 ? lengthMs : starts[1] - starts[0];
  const stride = Math.max(
    Math.ceil((lengthMs - 1) / stepMs), // starts are whole milliseconds
    Math.ceil(starts.length / consistencyWindows),
  );
  return starts.map((startMs, i) => {
    const isTested = consistencyWindows > 0 && i % stride === 0 && startMs + lengthMs <= part.endMs;
    return { startMs, days: isTested ? days : calibrationDays, isTested };
  });
}
