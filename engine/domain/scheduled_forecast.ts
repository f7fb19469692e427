/** What is forecast: a day, whatever happens, or the time after a large event. */
export type ScheduledForecastKind = "daily" | "aftershock";

/** A range that a number lies in with a probability. */
export interface CountInterval {
  /** Probability inside, such as 0.9. */
  readonly probability: number;
  /** Least number. */
  readonly low: number;
  /** Largest number. */
  readonly high: number;
}

/** Events of at least a magnitude within a horizon. */
export interface ScheduledForecastRow {
  /** Horizon, such as "7d", from the start of the forecast. */
  readonly horizon: string;
  /** Smallest magnitude that counts. */
  readonly magnitude: number;
  /** Expected number. */
  readonly mean: number;
  /** Lower end of the 95 % range. */
  readonly low95: number;
  /** Upper end of the 95 % range. */
  readonly high95: number;
  /** Probability of at least one. */
  readonly probabilityOfOneOrMore: number;
}

/** Whether forecasts of a kind may be published, and what that rests on. */
export interface ScheduledGate {
  /** Whether they may. */
  readonly passed: boolean;
  /** "scored" where forecasts that came to their end decide, "card" where the tests of training do. */
  readonly restsOn: "scored" | "card" | "nothing";
  /** Scored forecasts that were looked at. */
  readonly forecasts: number;
  /** Each check, with its chance for a right forecast, corrected for their number. */
  readonly checks: readonly {
    readonly of: string;
    readonly expected: number;
    readonly observed: number;
    readonly probability: number;
  }[];
  /** Sentences: why not, or what it rests on. */
  readonly reasons: readonly string[];
}

/** How a model has done against a baseline. */
export interface ScheduledSkill {
  /** The baseline. */
  readonly baseline: string;
  /** Information gain per event over it, nats; null before anything was scored. */
  readonly informationGain: number | null;
  /** Its 95 % interval; null for fewer than three forecasts. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Forecasts scored. */
  readonly forecasts: number;
  /** Events in them. */
  readonly events: number;
  /** Consistency tests: forecasts with an answer, and those that passed. */
  readonly tests: readonly {
    readonly name: string;
    readonly valid: number;
    readonly passed: number;
  }[];
}

/** A scheduled forecast as people get it. Times are UTC epoch milliseconds. */
export interface ScheduledForecast {
  /** A day, or the time after a large event. */
  readonly kind: ScheduledForecastKind;
  /** Identifier: the same for the same model, kind and start or event. */
  readonly id: string;
  /** Name of the model. */
  readonly model: string;
  /** When it was made; what came later took no part. */
  readonly issuedMs: number;
  /** Beginning of the time it is of. */
  readonly startMs: number;
  /** End of its first horizon, the one that is scored. */
  readonly endMs: number;
  /** Whether it passed its gate. */
  readonly isPublished: boolean;
  /** The gate. */
  readonly gate: ScheduledGate;
  /** Corners [longitude, latitude], degrees. */
  readonly region: readonly (readonly [number, number])[];
  /** Smallest magnitude that counts. */
  readonly minimumMagnitude: number;
  /** What a list shows; says so where it is withheld. */
  readonly headline: string;
  /** What a person reads. */
  readonly sentence: string;
  /** Number of events in the first horizon. */
  readonly counts: {
    readonly mean: number;
    readonly median: number;
    readonly intervals: readonly CountInterval[];
    /** Probability of 0, 1, 2, ... events; the last is of that number or more. */
    readonly distribution: readonly number[];
  };
  /** By horizon and magnitude. */
  readonly table: readonly ScheduledForecastRow[];
  /** The largest event of the first horizon; null where none is likelier than not. */
  readonly largest: { readonly median: number | null; readonly p90: number | null };
  /** Expected numbers of the first horizon, cell by cell. */
  readonly map: {
    /** Edge of a cell, degrees. */
    readonly cellDegrees: number;
    /** Smallest magnitude that counts. */
    readonly minimumMagnitude: number;
    /** Western edge, southern edge, expected number. */
    readonly cells: readonly (readonly [number, number, number])[];
    /** Expected number in all cells. */
    readonly total: number;
  };
  /** The event it follows; left out of a daily one. */
  readonly trigger?: {
    readonly eventId: string;
    readonly magnitude: number;
    readonly timeMs: number;
    readonly latitude: number;
    readonly longitude: number;
  };
  /** How the model has done so far. */
  readonly skill: readonly ScheduledSkill[];
  /** Name and process of the model's card, and its skill where it was trained. */
  readonly card: {
    readonly name: string;
    readonly process: string;
    readonly sentence: string;
  };
  /** Starts of daily forecasts that were not made in time and never will be. */
  readonly missedMs: readonly number[];
  /** What a reader must know. */
  readonly remarks: readonly string[];
}

/** What came of a scheduled forecast. */
export interface ScheduledOutcome {
  /** Events that came in the first horizon. */
  readonly events: number;
  /** The largest of them; null without one. */
  readonly largest: number | null;
  /** Rows of the table whose horizon has ended: what came, and whether the range held it. */
  readonly table: readonly {
    readonly horizon: string;
    readonly magnitude: number;
    readonly observed: number;
    readonly isInside: boolean;
    /** Squared error of the probability of at least one. */
    readonly brier: number;
  }[];
  /** Consistency tests. */
  readonly tests: readonly ScheduledTest[];
  /** Cell of the map and bin of magnitude of each event, and when it came; so that revisions are seen. */
  readonly observed: readonly {
    readonly id: string;
    readonly timeMs: number;
    readonly magnitude: number;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** A consistency test of one forecast. */
export interface ScheduledTest {
  /** "N" numbers, "M" magnitudes, "S" places, "PL" numbers and places. */
  readonly name: string;
  /** Probability of a statistic of at most what came; null where there was nothing to test. */
  readonly quantile: number | null;
  /** Whether it passed at 5 %; null where there was nothing to test. */
  readonly passed: boolean | null;
}

/** How forecasts of a model have done over time: what a page of skill shows. */
export interface ScheduledSkillReport {
  /** The model. */
  readonly model: string;
  /** The baseline. */
  readonly baseline: string;
  /** Baselines there are. */
  readonly baselines: readonly string[];
  /** Forecasts scored. */
  readonly forecasts: number;
  /** Events in them. */
  readonly events: number;
  /** By the end of their time. */
  readonly points: readonly {
    readonly forecastId: string;
    readonly endMs: number;
    readonly events: number;
    /** Nats per event; null where none came. */
    readonly informationGainPerEvent: number | null;
    /** Nats so far. */
    readonly cumulative: number;
  }[];
  /** Per event over all, nats, with its 95 % interval. */
  readonly informationGain: Omit<ScheduledSkill, "tests" | "baseline">;
  /** Probabilities of at least one event, and how often one came. */
  readonly reliability: readonly {
    readonly low: number;
    readonly high: number;
    readonly forecastMean: number;
    readonly observedFrequency: number;
    readonly count: number;
    readonly interval: { readonly low: number; readonly high: number };
  }[];
  /** Every test of every forecast. */
  readonly tests: readonly (ScheduledTest & {
    readonly forecastId: string;
    readonly endMs: number;
  })[];
  /** The gate as it stands; null where no forecast was ever made. */
  readonly gate: ScheduledGate | null;
  /** How to read it. */
  readonly note: string;
}
