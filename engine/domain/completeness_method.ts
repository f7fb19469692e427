/** Ways to estimate the magnitude from which a catalogue is complete. */
export const COMPLETENESS_METHODS = [
  "maximum-curvature",
  "goodness-of-fit-90",
  "goodness-of-fit-95",
  "b-stability",
  "kolmogorov-smirnov",
] as const;

/** One of COMPLETENESS_METHODS. */
export type CompletenessMethod = typeof COMPLETENESS_METHODS[number];
