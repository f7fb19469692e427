import type { CalibratedAnswer } from "./forecast_calibration.ts";
import type { Grid } from "./region.ts";
import type { Skill } from "./model_card.ts";
import type { Task } from "./forecast_options.ts";

/** A predictive distribution, as published. */
export interface ForecastAnswer {
  /** What answers: a network's name or a baseline's. */
  source: string;
  /** Mean of the distribution: events, probability or magnitude. */
  expected: number;
  /** Quantiles of the distribution at 5, 25, 50, 75 and 95 %. */
  quantiles: { p05: number; p25: number; p50: number; p75: number; p95: number };
  /** Probabilities by what they are of, such as "at least 1 event" or "magnitude 6 or more". */
  probabilities: Record<string, number>;
  /** The parameters of the distribution, enough to compute any other quantile. */
  distribution: Record<string, number | string>;
  /** Per cell, for task map; row 0 is the southernmost. */
  cells?: ForecastCells;
  /** The same after calibration, where the model keeps one. */
  calibrated?: CalibratedAnswer;
}

/** A forecast per cell of a grid. Arrays run row by row from the south-west. */
export interface ForecastCells {
  /** The tiled region. */
  grid: Grid;
  /** Expected number of events. [cell] */
  expected: number[];
  /** Probability of at least one event. [cell] */
  probabilityOfAny: number[];
  /** Quantiles of the number at 5, 25, 50, 75 and 95 %. [quantile][cell] */
  quantiles: { p05: number[]; p25: number[]; p50: number[]; p75: number[]; p95: number[] };
}

/**
 * A forecast: probabilities, the baseline beside them, and the skill that says which to believe.
 * The same input gives the same bytes; what tells of the run itself stands in `ForecastRun`.
 */
export interface Forecast {
  /** The first line of the answer; it says so where the network does not beat the baseline, and first
   * of all where the calibration of the answer to believe did not hold on later data. */
  headline: string;
  /** What is forecast. */
  task: Task;
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Everything up to and including this time was used, ISO 8601. */
  issuedAt: string;
  /** The time forecast for, ISO 8601; for task magnitude it ends with the next event. */
  from: string;
  /** End of the time forecast for, ISO 8601, or "next event". */
  to: string;
  /** Length of the forecast, such as "7d", or "next event". */
  horizon: string;
  /** The network's answer. */
  network: ForecastAnswer;
  /** The best baseline's answer to the same question. */
  baseline: ForecastAnswer;
  /** Which of the two has earned trust: "network" or "baseline". */
  believe: "network" | "baseline";
  /** Skill of the network against the baseline on data it never saw, with the same inputs missing. */
  skill: Skill;
  /** Groups of inputs that were missing and masked; left out where there are none. */
  masked?: string[];
  /** Which model, by name and by the digest of its weights. */
  model: { name: string; network: string; weightsSha256: string; seed: number };
  /** Which data. */
  data: {
    fingerprint: string;
    events: number;
    eventsUsed: number;
    from: string;
    to: string;
    removed: Record<string, number>;
  };
  /** What a reader must know, such as inputs outside the range seen in training. */
  warnings: string[];
}

/** What tells of the run and not of the answer. */
export interface ForecastRun {
  /** Wall-clock milliseconds. */
  durationMs: number;
  /** Backend that ran. */
  backend: string;
  /** Whether SIMD ran. */
  simd: boolean;
  /** Whether relaxed SIMD is there. */
  relaxedSimd: boolean;
  /** Threads that ran. */
  threads: number;
}
