import type {
  ForecastNotice,
  ReviewState,
  ScheduledForecast,
  ScheduledOutcome,
} from "../../../../engine/domain/mod.ts";

/** A forecast in the list of GET /v1/scheduled-forecasts. */
export type ListedForecast = ForecastNotice & {
  /** What came of it; left out until that is known. */
  readonly outcome?: ScheduledOutcome;
  /** Whether a person has looked at it. */
  readonly review: { readonly state: ReviewState };
};

/** A whole forecast, with what came of it. */
export type ScoredForecast = ScheduledForecast & {
  /** Left out until it is known. */
  readonly outcome?: ScheduledOutcome;
  /** Whether a person has looked at it. */
  readonly review: { readonly state: ReviewState };
};
