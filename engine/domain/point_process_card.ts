import type { ReviewedEvents } from "./reviews_used.ts";
import type { PointCalibrationGates } from "./point_calibration.ts";
import type { Polygon } from "./region.ts";
import type { Skill } from "./model_card.ts";

/** Log-likelihoods of a point process on a part of the data, nats per event; more is better. */
export interface PointPartScores {
  /** Start of the part, ISO 8601, or days since the first event where there are no dates. */
  from: string;
  /** Its end. */
  to: string;
  /** Events scored. */
  events: number;
  /** In time, by the boundaries of the published scores. */
  tll: number;
  /** In space. */
  sll: number;
  /** Negative of both together. */
  nll: number;
  /** In time, over the whole window. */
  tllExact: number;
  /** The same of a Poisson process of constant rate. */
  poisson: { tll: number; sll: number; nll: number; tllExact: number };
  /** Information gain over it, with its block-bootstrap 95 % interval. */
  gain: Record<"time" | "space" | "total", { nats: number; low: number; high: number }>;
}

/** How often what happened was consistent with short forecasts of the test part. */
export interface PointConsistency {
  /** Forecasts, evenly over the test part. */
  windows: number;
  /** Length of each, days. */
  days: number;
  /** Simulated catalogues of each. */
  catalogues: number;
  /** A test is passed where its probability is at least this. */
  level: number;
  /** Each test: windows in which it could be made, and in which it was passed. */
  tests: { question: string; valid: number; passed: number }[];
}

/** What a point process is fitted and forecast with, whatever process it is. */
export interface PointProcessSetting {
  /** Smallest magnitude, which all numbers count from. */
  mc: number;
  /** Step to which magnitudes are rounded. */
  magnitudeStep: number;
  /** Whether magnitudes are rounded as the published scores do. */
  referenceRounding: boolean;
  /** Area of the region, km². */
  areaKm2: number;
  /** Where the area is from. */
  areaFrom: "given" | "parameters" | "polygon" | "hull";
  /** Outline of the region; null where places are in a plane. */
  region: Polygon | null;
  /** Whether events outside the region are left out of the history. */
  cutsRegion: boolean;
}

/** What was done to get a point process, on what data, and how good it is. */
export interface PointProcessCard {
  /** Version of this layout. */
  format: 1;
  /** Tells it from the card of a network. */
  kind: "point-process";
  /** Name of the model's folder when it was saved. */
  name: string;
  /** Sentences on what it answers and what it is not for. */
  about: string[];
  /** Reviews that made the catalogue what it is; left out where it was not read as reviewed. */
  reviews?: ReviewedEvents;
  /** Which process, such as "etas". */
  process: string;
  /** What it was fitted with. */
  setting: PointProcessSetting;
  /** Parameters with errors, branching ratio and the like, as the process tells them. */
  fit: Record<string, unknown>;
  /** The catalogue it was fitted to; times ISO 8601, or days where there are no dates. */
  data: {
    name: string;
    fingerprint: string;
    events: number;
    from: string;
    to: string;
    historyStart: string;
    trainingStart: string;
    fittedUntil: string;
    testStart: string;
    testEnd: string;
    repairs: Record<string, number>;
  };
  /** Rate of all events from the start of the history until the test, events a day. */
  ratePerDay: number;
  /** Scores; the validation part by a fit to what comes before it. */
  scores: { validation?: PointPartScores; test: PointPartScores };
  /** Consistency tests on the test part; null where none were made. */
  consistency: PointConsistency | null;
  /** Whether its calibration, kept beside it, held on the test part; left out where there is none. */
  calibration?: PointCalibrationGates;
  /** Skill on the test part; its windows are events. */
  skill: Skill;
  /** What a reader must know. */
  warnings: string[];
  /** Software that made it. */
  versions: Record<string, string>;
  /** Seed of everything random. */
  seed: number;
}

/** Whether a card is that of a point process. */
export function isPointProcessCard(card: object): card is PointProcessCard {
  return "kind" in card && card.kind === "point-process";
}
