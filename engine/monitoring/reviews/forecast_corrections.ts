import {
  type ForecastCorrection,
  type ForecastCorrections,
  type LoggedReview,
  type ReviewSkill,
  type ScheduledForecast,
  type ScheduledOutcome,
  standingReviews,
  stateOf,
} from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { byMonth } from "./by_month.ts";
import { meanWithInterval } from "./mean_with_interval.ts";

/** A reviewed forecast whose outcome is known. */
interface Judged {
  endMs: number;
  occurred: 0 | 1;
  without: number;
  with: number;
}

/**
 * Reviewed forecasts whose outcome is known, scored with the probability of one event or more as it was made
 * and as the expert left it (an accepted one stays). What stood when the forecast's time began counts, whatever
 * was said or undone once its outcome could be known.
 *
 * Source: Brier (1950).
 */
export function forecastCorrections(
  database: Database,
): Pick<ReviewSkill, "forecast" | "forecastsLeftOut"> {
  const left = { withoutOutcome: 0, late: 0, rejected: 0, withoutProbability: 0 };
  const judged: Judged[] = [];
  const log = database.reviews.list({ kind: "forecast" });
  for (const [id, reviews] of Map.groupBy(log, ({ itemId }) => itemId)) {
    const [record] = database.forecasts.query({ id });
    const inTime = reviews.filter(({ reviewedMs }) => reviewedMs <= record.startMs);
    const state = stateOf("forecast", id, inTime);
    if (state.state === "automatic") {
      if (standingReviews<LoggedReview>(reviews).length > 0) left.late++;
      continue;
    }
    const outcome = database.forecasts.outcomes(id).at(-1)?.document as
      | ScheduledOutcome
      | undefined;
    const automatic = probabilityOf(record.document as ScheduledForecast);
    const found = (state.correction as ForecastCorrection | undefined)?.probability;
    const expert = state.state === "accepted" ? found ?? automatic : found;
    if (state.state === "rejected") left.rejected++;
    else if (automatic === undefined || expert === undefined) left.withoutProbability++;
    else if (outcome === undefined) left.withoutOutcome++;
    else {
      const occurred = outcome.events > 0 ? 1 : 0;
      const scoreOf = (probability: number) => (probability - occurred) ** 2;
      judged.push({
        ...{ endMs: record.endMs, occurred },
        ...{ without: scoreOf(automatic), with: scoreOf(expert) },
      });
    }
  }
  return { forecast: byMonth(judged, ({ endMs }) => endMs, tell), forecastsLeftOut: left };
}

/** Probability of one event or more in the first horizon. */
function probabilityOf({ counts }: ScheduledForecast): number | undefined {
  const none = counts?.distribution?.[0];
  return none === undefined ? undefined : 1 - none;
}

function tell(period: string, judged: readonly Judged[]): ForecastCorrections {
  const mean = (key: "without" | "with" | "occurred") =>
    judged.reduce((sum, one) => sum + one[key], 0) / judged.length;
  return {
    ...{ period, forecasts: judged.length, occurred: mean("occurred") * judged.length },
    ...{ without: mean("without"), with: mean("with") },
    gain: meanWithInterval(judged.map((one) => one.without - one.with))!,
  };
}
