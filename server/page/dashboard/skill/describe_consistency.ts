/** What a test is called, what it asks, and where it is passed. */
export interface TestDescription {
  /** Its name. */
  readonly title: string;
  /** Its question. */
  readonly asks: string;
  /** Quantiles at which it is passed. [2] */
  readonly band: readonly [number, number];
}

const TESTS: Readonly<Record<string, TestDescription>> = {
  N: {
    title: "Numbers (N)",
    asks: "Were there as many events as expected? Too few lie left, too many right.",
    band: [0.025, 0.975],
  },
  M: {
    title: "Magnitudes (M)",
    asks:
      "Were their magnitudes shared out as expected? What the forecast thought unlikely lies left.",
    band: [0.05, 1],
  },
  S: {
    title: "Places (S)",
    asks: "Were they where they were expected? What the forecast thought unlikely lies left.",
    band: [0.05, 1],
  },
  PL: {
    title: "Numbers and places (PL)",
    asks: "Both together. What the forecast thought unlikely lies left.",
    band: [0.05, 1],
  },
};

/** Describes a consistency test; of one that is not known the name alone. */
export function describeConsistency(name: string): TestDescription {
  return TESTS[name] ?? { title: name, asks: "", band: [0.05, 1] };
}
