import {
  ForecastSchedule,
  type ForecastScheduleOptions,
  type ScheduleReport,
} from "../../forecasting/mod.ts";
import type { LiveSystem } from "./live_system.ts";

/**
 * Scheduled forecasts of a live system, told by its feed: call what this gives each minute. It does nothing
 * while an earlier call is at work.
 *
 * Throws ConfigurationError for options that make no schedule.
 */
export function scheduleForecasts(
  system: Pick<LiveSystem, "database" | "feed" | "nowMs">,
  options: Omit<ForecastScheduleOptions, "onForecast" | "onNotice">,
): () => Promise<ScheduleReport> {
  const { database, feed } = system;
  const schedule = new ForecastSchedule(database, {
    ...options,
    onForecast: (notice) => feed.tell("forecast", notice, notice.issuedMs),
    onNotice: (message, kind) =>
      feed.tell(
        "notice",
        { level: "warning", kind, message },
        system.nowMs(),
      ),
  });
  return () => schedule.advance(system.nowMs());
}
