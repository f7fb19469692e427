import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import { negativeBinomialFit } from "../../mathematics/mod.ts";
import type { WindowLaw } from "./count_law.ts";
import { binEvents, cellsInside, type ForecastArea } from "./forecast_area.ts";
import { smoothCells } from "./smooth_cells.ts";

/** What the simple law is called: past numbers and places, whatever came last. */
export const SIMPLE = "past numbers and places";

/** Fewer windows of the past than this tell nothing of how numbers vary. */
const FEWEST_WINDOWS = 10;

/**
 * What anybody could say: numbers vary as in past windows of the same length, by a negative binomial
 * law, and events come where they came. All that it knows came before the issue time; the baseline of
 * every scheduled forecast.
 */
export function fitSimpleLaw(
  history: PointEvents,
  { area, issuedMs, days }: { area: ForecastArea; issuedMs: number; days: number },
): WindowLaw {
  const past = binEvents(history, area, { startMs: -Infinity, endMs: issuedMs });
  const lengthMs = days * DAY_MS;
  const firstMs = history.size === 0 ? issuedMs : history.timeMs[0];
  const windows = Math.floor((issuedMs - firstMs) / lengthMs);
  const share = Array.from(smoothCells(past.cell, { grid: area.grid, inside: cellsInside(area) }));
  if (windows < FEWEST_WINDOWS) {
    const spanMs = Math.max(lengthMs, issuedMs - firstMs);
    // Half an event more: nothing seen is no proof that nothing comes.
    const mean = (past.cell.length + 0.5) * lengthMs / spanMs;
    return { name: SIMPLE, count: { mean, dispersion: 0 }, share };
  }
  const counts = new Uint32Array(windows);
  for (const row of past.rows) {
    const window = Math.floor((issuedMs - history.timeMs[row]) / lengthMs);
    if (window < windows) counts[window]++;
  }
  const { mean, dispersion } = negativeBinomialFit(counts);
  return { name: SIMPLE, count: { mean: Math.max(mean, 0.5 / windows), dispersion }, share };
}
