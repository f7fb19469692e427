import type { Grid } from "./region.ts";

/** What a past event contributes to a forecast. */
export interface PointContribution {
  /** Number of the event in the history that counts, from 1. */
  event: number;
  /** Its time, ISO 8601. */
  time: string;
  /** Its magnitude. */
  magnitude: number;
  /** Degrees east. */
  longitude: number;
  /** Degrees north. */
  latitude: number;
  /** Direct aftershocks expected of it, or events a km² at a place, or its probability as parent. */
  amount: number;
  /** Its part of the whole, 0 to 1. */
  share: number;
}

/** Why a forecast is as it is: what the background and each past event contribute. */
export interface PointExplanation {
  /** What is explained, in a sentence. */
  question: string;
  /** What amounts are, with their unit. */
  unit: string;
  /** Start of the window, ISO 8601; the time of the event that is explained. */
  from: string;
  /** End of the window, ISO 8601. */
  to: string;
  /** Sum of all amounts. */
  total: number;
  /** The background's amount and part. */
  background: { amount: number; share: number };
  /** The largest contributions, the largest first. */
  events: PointContribution[];
  /** Amounts of all past events, summed over the cells that they lie in. [cell] */
  cells: { grid: Grid; amount: number[] };
  /** All other past events together. */
  rest: { events: number; amount: number; share: number };
  /** Which model. */
  model: { name: string; process: string; filesSha256: string };
  /** What a reader must know. */
  warnings: string[];
}
