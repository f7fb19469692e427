import type { PointEvents } from "../../domain/mod.ts";
import type { WindowLaw } from "./count_law.ts";
import { binEvents, cellsInside, type ForecastArea } from "./forecast_area.ts";
import { lawOfPastNumbers } from "./past_numbers.ts";
import { smoothCells } from "./smooth_cells.ts";

/** What the simple law is called: past numbers and places, whatever came last. */
export const SIMPLE = "past numbers and places";

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
  const firstMs = history.size === 0 ? issuedMs : history.timeMs[0];
  const share = Array.from(smoothCells(past.cell, { grid: area.grid, inside: cellsInside(area) }));
  const times = past.rows.map((row) => history.timeMs[row]);
  return { name: SIMPLE, count: lawOfPastNumbers(times, { firstMs, issuedMs, days }), share };
}
