/** Forecasts of about the same probability, and what came of them. */
export interface ReliabilityBin {
  /** Least probability of the bin. */
  readonly low: number;
  /** Largest probability of the bin. */
  readonly high: number;
  /** Mean forecast. */
  readonly forecastMean: number;
  /** Share of them after which the event happened. */
  readonly observedFrequency: number;
  /** Forecasts. */
  readonly count: number;
  /** 95 % interval of that share. [2] */
  readonly interval: readonly [number, number];
}

/** One forecast that was tested. */
export interface ConsistencyPoint {
  /** Which test, "N", "M" or "S". */
  readonly name: string;
  /** Where what was observed lies among what the forecast thought possible, 0 to 1. */
  readonly quantile: number;
  /** Whether it passed. */
  readonly passed: boolean;
  /** The forecast. */
  readonly forecastId: string;
  /** End of its time, UTC epoch milliseconds. */
  readonly endMs: number;
}

/** Quantiles at which a test is passed. [2] */
export type TestBand = readonly [number, number];

/** What a test is called, what it asks, and where it is passed. */
export interface TestDescription {
  /** Its name. */
  readonly title: string;
  /** Its question, a sentence. */
  readonly asks: string;
  /** Where it is passed. */
  readonly band: TestBand;
}
