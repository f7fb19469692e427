import type { CalibratedAnswer } from "./forecast_calibration.ts";
import type { Grid } from "./region.ts";
import type { Skill } from "./model_card.ts";

/** The number of events of at least a magnitude in a window. */
export interface PointForecastBin {
  /** Magnitude from which events count. */
  magnitude: number;
  /** Expected number. */
  expected: number;
  /** Number that is reached or exceeded with 97.5 % probability. */
  p95minimum: number;
  /** Number that is exceeded with no more than 2.5 % probability. */
  p95maximum: number;
  /** Median of the number. */
  median: number;
  /** Probability of at least one. */
  probability: number;
  /**
   * Whether expected number and probability are those of the simulated catalogues, or, where too few
   * have such an event, of the magnitude law: all events times its share, as of a Poisson process.
   */
  probabilityFrom: "catalogues" | "magnitude law";
  /** The number after calibration; only of all events, in windows of the calibration's length. */
  calibrated?: CalibratedAnswer;
}

/** Expected events in each cell of a grid, row by row from the south-west. */
export interface PointForecastCells {
  /** The tiled box. */
  grid: Grid;
  /** Expected number of events of the smallest magnitude and more. [cell] */
  expected: number[];
  /** Share of simulated catalogues with at least one. [cell] */
  probabilityOfAny: number[];
  /** Expected number outside the grid: aftershocks stray. */
  outside: number;
}

/**
 * A forecast of a point process: from simulated catalogues, with a Poisson process beside it and the
 * skill that says which to believe. The same input gives the same bytes.
 */
export interface PointForecast {
  /** The first line of the answer: whom to believe, and first whether its calibration failed. */
  headline: string;
  /** Tells it from the forecast of a network. */
  kind: "point-process";
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Everything up to and including this time was used, ISO 8601. */
  issuedAt: string;
  /** The time forecast for, ISO 8601. */
  from: string;
  /** Its end, ISO 8601. */
  to: string;
  /** Its length, such as "1d". */
  horizon: string;
  /** Numbers of events by magnitude, the smallest first. */
  magnitudes: PointForecastBin[];
  /** Where they are expected. */
  cells: PointForecastCells;
  /** The number of events by a Poisson process of constant rate. */
  baseline: { source: "poisson" } & Omit<PointForecastBin, "probabilityFrom">;
  /** Why no number is calibrated; left out where some are. */
  uncalibrated?: string;
  /** Which of the two has earned trust. */
  believe: "model" | "baseline";
  /** Skill of the model against the baseline on data it never saw, nats per event. */
  skill: Skill;
  /** What was simulated. */
  simulation: {
    /** Number of catalogues. */
    catalogues: number;
    /** Seed of all. */
    seed: number;
    /** Events expected straight from the background and the history; null where unknown. */
    expectedDirect: number | null;
  };
  /** Which model, by name and by the digest of its files. */
  model: { name: string; process: string; filesSha256: string; seed: number };
  /** Which data. */
  data: { fingerprint: string; events: number; eventsUsed: number; from: string; to: string };
  /** What a reader must know. */
  warnings: string[];
}
