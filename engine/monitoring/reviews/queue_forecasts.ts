import type { ReviewQueueItem, ScheduledForecast, ScheduledOutcome } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { forecastFindings, outcomeFindings } from "./forecast_findings.ts";
import { weighFindings } from "./review_need.ts";

/**
 * Scheduled forecasts that need a look. One in whose place its model has put a newer one needs it only for what came
 * of it: else every day would add one that says the same.
 */
export function queueForecasts(
  database: Database,
  { limit, sinceMs }: { readonly limit: number; readonly sinceMs: number },
): ReviewQueueItem[] {
  const listed = database.scheduled.list({ limit }).filter(({ endMs }) => endMs >= sinceMs);
  const states = database.reviews.groundedStates("forecast", listed.map(({ id }) => id));
  const forecasts = listed.map(({ id }) =>
    database.forecasts.query({ id })[0].document as ScheduledForecast
  );
  return forecasts.filter(({ id }) => (states.get(id)?.state ?? "automatic") === "automatic")
    .map((forecast) => {
      const { id, kind, startMs, headline } = forecast;
      const last = database.forecasts.outcomes(id).at(-1);
      const alike = forecasts.filter((other) =>
        other.kind === kind && other.minimumMagnitude === forecast.minimumMagnitude &&
        other.trigger?.eventId === forecast.trigger?.eventId
      );
      const others = alike.filter((other) =>
        other.model !== forecast.model && other.startMs === startMs &&
        other.endMs === forecast.endMs
      );
      const isReplaced = alike.some((other) =>
        other.model === forecast.model && other.startMs > startMs
      );
      const outcome = last?.document as ScheduledOutcome | undefined;
      return {
        kind: "forecast",
        itemId: id,
        ...weighFindings(
          isReplaced ? outcomeFindings(outcome) : forecastFindings(forecast, { others, outcome }),
        ),
        summary: headline,
        timeMs: startMs,
      };
    });
}
