import type { ReviewCounts } from "./reviews_used.ts";

/** A mean with its 95 % bootstrap interval; no interval for fewer than three. */
export interface MeanWithInterval {
  /** The mean. */
  readonly mean: number;
  /** Lower end; left out for fewer than three values. */
  readonly low?: number;
  /** Upper end. */
  readonly high?: number;
}

/** How far what programs found is from what persons left, over a month or over all. */
export interface AutomaticAnswers extends ReviewCounts {
  /** Month, such as "2026-01"; "all" for all of them. */
  readonly period: string;
  /** Mean distance of what was accepted or revised from what stands; left out where nothing was. */
  readonly distance?: MeanWithInterval;
  /** What programs found less what stands; left out for events, whose distance has no sign. */
  readonly bias?: MeanWithInterval;
}

/** Forecasts as they were made, and as experts revised them before their time began. */
export interface ForecastCorrections {
  /** Month in which they ended; "all" for all of them. */
  readonly period: string;
  /** Forecasts. */
  readonly forecasts: number;
  /** Of these, with one event or more. */
  readonly occurred: number;
  /** Mean Brier score of the probability of one event or more, as made; 0 is perfect. */
  readonly without: number;
  /** The same with the experts' probabilities. */
  readonly with: number;
  /** What the corrections take off the score, pair by pair: above 0 they help. */
  readonly gain: MeanWithInterval;
}

/** How automatic and reviewed answers differ over time, and whether corrections of forecasts help. */
export interface ReviewSkill {
  /** Arrivals: distances are seconds. By month of arrival, all of them last. */
  readonly pick: readonly AutomaticAnswers[];
  /** Epicentres: distances are kilometres. By month of origin. */
  readonly event: readonly AutomaticAnswers[];
  /** Magnitudes. By month of the event's origin. */
  readonly magnitude: readonly AutomaticAnswers[];
  /** Forecasts whose outcome is known. */
  readonly forecast: readonly ForecastCorrections[];
  /** Items of which every review was undone: they are in none of these. */
  readonly undone: number;
  /** Reviewed forecasts that are not in it, by why. */
  readonly forecastsLeftOut: {
    /** No outcome is known. */
    readonly withoutOutcome: number;
    /** Reviewed when their time had begun: their author may have known what came. */
    readonly late: number;
    /** Rejected, so that there is no other probability. */
    readonly rejected: number;
    /** Revised without a probability. */
    readonly withoutProbability: number;
  };
}
