/** A magnitude of completeness, and the magnitudes that were tried for it. */
export interface CompletenessEstimate<Trial extends CompletenessTrial> {
  /** Lowest magnitude that passed; null where none did. */
  completeness: number | null;
  /** What was found at each magnitude tried, from the lowest up, the one that passed last. */
  trials: Trial[];
}

/** What was found at one magnitude. */
export interface CompletenessTrial {
  /** The magnitude tried, the centre of its bin. */
  magnitude: number;
  /** Events from there upwards. */
  events: number;
  /** Their b-value. */
  b: number;
}

/** Fewer events than this say too little of a slope to be a passed test. */
export const LEAST_COMPLETE_EVENTS = 30;
