import type { Polygon } from "./region.ts";

/** A question that experts are asked: how many events, where and when, and what a model says of it. */
export interface ElicitationQuestion {
  /** Identifier. */
  readonly id: string;
  /** When it was asked, UTC epoch milliseconds. */
  readonly askedMs: number;
  /** Beginning of the window; no answer is taken from then on. */
  readonly startMs: number;
  /** End of the window; what happens then is after it. */
  readonly endMs: number;
  /** Events count from this magnitude on. */
  readonly minimumMagnitude: number;
  /** Events count in here; everywhere where it is null. */
  readonly region: Polygon | null;
  /** Events count only in here too, where there is such a limit. */
  readonly within?: Polygon;
  /** The scheduled forecast that it is about; left out of any other window. */
  readonly forecastId?: string;
  /**
   * Magnitude from which the events were complete, where it is larger than that asked for: smaller ones
   * that lack are neither in the distribution nor, as long as they do, in what answers are scored by.
   */
  readonly completeness?: number;
  /**
   * Until when events are known, UTC epoch milliseconds, where the database ends before it was asked: the
   * distribution is of windows before.
   */
  readonly knownUntilMs?: number;
  /** Who said the distribution. */
  readonly model: string;
  /** The model's probability of 0, 1, 2, ... events, as of then; the last is of that number or more. */
  readonly distribution: readonly number[];
}

/** What an expert says: the probability of one event or more, or a number with its 90 % range. */
export interface ElicitationSaying {
  /** Probability of at least one event, between 0 and 1. */
  readonly probability?: number;
  /** The number that the expert expects within the range. */
  readonly number?: number;
  /** Least number of the 90 % range. */
  readonly low?: number;
  /** Largest number of the 90 % range. */
  readonly high?: number;
}

/** An answer as it is kept, for good. */
export interface ElicitationAnswer extends ElicitationSaying {
  /** The question. */
  readonly question: string;
  /** Who says so. */
  readonly author: string;
  /** Why. */
  readonly reason: string;
  /** When it was written down, UTC epoch milliseconds. */
  readonly answeredMs: number;
}
