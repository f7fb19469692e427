import type { Forecast, ForecastRun, PointForecast, PoolForecast } from "../domain/mod.ts";

/**
 * A forecast as one JSON document: `forecast`, the same bytes for the same input, and `run`, which
 * tells of the run itself and stands apart.
 */
export function writeForecastJson(
  forecast: Forecast | PointForecast | PoolForecast,
  run: ForecastRun,
): string {
  return JSON.stringify({ forecast, run }, null, 2) + "\n";
}
