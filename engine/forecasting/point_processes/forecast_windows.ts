import { DAY_MS, type PointEvents, type ReportProgress, selectEvents } from "../../domain/mod.ts";
import type { FittedPointProcess } from "./point_process_model.ts";

/** Catalogues of each window: a probability of 0.05 is then known to 0.01. */
export const WINDOW_CATALOGUES = 500;

/** A short window of the past. */
export interface PastWindow {
  /** Its start, UTC epoch milliseconds. */
  startMs: number;
  /** Its length, days. */
  days: number;
}

/** A window as it was forecast, and what happened in it. */
export interface ForecastWindow extends PastWindow {
  /** What might have happened. [WINDOW_CATALOGUES] */
  catalogues: PointEvents[];
  /** What did. */
  observed: PointEvents;
}

/** How windows are forecast. */
export interface ForecastWindowsOptions {
  /** All events, those of the windows among them. */
  events: PointEvents;
  /** The windows. */
  windows: readonly PastWindow[];
  /** Seed of everything random. */
  seed: number;
  /** What is told of the progress. */
  stage: string;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Simulates windows one after the other, each from all that came before it. */
export function* forecastWindows(
  process: FittedPointProcess,
  { events, windows, seed, stage, onProgress }: ForecastWindowsOptions,
): Generator<ForecastWindow> {
  for (const [number, { startMs, days }] of windows.entries()) {
    const endMs = startMs + days * DAY_MS;
    const history = between(events, -Infinity, startMs);
    const simulator = process.simulate({ history, startMs, endMs, seed: seed + number });
    const catalogues = Array.from({ length: WINDOW_CATALOGUES }, (_, i) => simulator.draw(i));
    yield { startMs, days, catalogues, observed: between(events, startMs, endMs) };
    onProgress?.({ stage, done: number + 1, total: windows.length });
  }
}

/** Events after one time, up to and including another. */
function between(events: PointEvents, afterMs: number, untilMs: number): PointEvents {
  const rows = Uint32Array.from(events.timeMs.keys()).filter((row) =>
    events.timeMs[row] > afterMs && events.timeMs[row] <= untilMs
  );
  return selectEvents(events, rows);
}
