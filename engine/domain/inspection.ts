import type { CompletenessMethod } from "./completeness_method.ts";
import type { CleaningReport, ReadReport } from "./reports.ts";

/** A stretch of time without events. */
export interface CatalogueGap {
  /** Last event before it, ISO 8601. */
  from: string;
  /** First event after it, ISO 8601. */
  to: string;
  /** Its length in days. */
  days: number;
}

/** A b-value and where it comes from. */
export interface BValueEstimate {
  /** Authors of the estimator. */
  method: string;
  /** The b-value. */
  value: number;
  /** Its standard error by Shi & Bolt 1982. */
  error: number;
  /** Events, or differences of their magnitudes, that went into it. */
  events: number;
}

/** What is in a catalogue file, before and after cleaning. */
export interface Inspection {
  /** File name. */
  name: string;
  /** Recognised layout. */
  layout: string;
  /** Rows read. */
  rows: number;
  /** First origin time, ISO 8601; null without events. */
  from: string | null;
  /** Last origin time, ISO 8601; null without events. */
  to: string | null;
  /** Magnitudes as read; the figures are null where none is known. */
  magnitudes: {
    min: number | null;
    max: number | null;
    mean: number | null;
    types: Record<string, number>;
    missing: number;
  };
  /** Depths as read, kilometres. */
  depthKm: { min: number | null; max: number | null; missing: number };
  /** Magnitude of completeness by maximum curvature, of the cleaned catalogue. */
  completeness: number | null;
  /** Cleaned events that reach it, as training counts them; null where it is unknown. */
  completeEvents: number | null;
  /** b-value above the completeness with its standard error; null for too few events. */
  bValue: BValueEstimate | null;
  /** Completeness by each method, in bins of 0.1; null where a method finds none. */
  completenessByMethod: Record<CompletenessMethod, number | null>;
  /** b-values by each estimator, those that too few events allow left out. */
  bValues: BValueEstimate[];
  /** The longest stretches without events. */
  gaps: CatalogueGap[];
  /** Repeated identifiers, and near twins of different contributors. */
  duplicates: { sameId: number; nearTwins: number };
  /** What cleaning would do. */
  cleaning: CleaningReport;
  /** What reading did. */
  read: ReadReport;
}
