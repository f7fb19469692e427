/** The number of aftershocks of at least a magnitude in a window. */
export interface AftershockBin {
  /** Magnitude from which aftershocks count. */
  magnitude: number;
  /** Expected number. */
  expected: number;
  /** Probability of at least one. */
  probability: number;
  /** Number that is reached or exceeded with 97.5 % probability. */
  p95minimum: number;
  /** Number that is exceeded with no more than 2.5 % probability. */
  p95maximum: number;
  /** Median of the number. */
  median: number;
  /** Numbers at the forecast's `fractileProbabilities`. */
  fractileValues: number[];
  /** Probabilities in per cent of numbers from each of `barLabels` to below the next. */
  barPercentages: number[];
}

/** What is forecast of one window. */
export interface AftershockWindow {
  /** Start, UTC epoch milliseconds. */
  timeStart: number;
  /** End, UTC epoch milliseconds. */
  timeEnd: number;
  /** Its length in words, such as "1 Week". */
  label: string;
  /** One for each magnitude. */
  bins: AftershockBin[];
  /** The same for events that exceed the mainshock. */
  aboveMainshockMag: AftershockBin;
}

/**
 * A forecast of aftershocks, in the shape in which the United States Geological Survey publishes
 * them, with the mainshock and the region beside it.
 */
export interface AftershockForecast {
  /** When it was made, UTC epoch milliseconds: aftershocks up to then were used. */
  creationTime: number;
  /** End of the longest window, UTC epoch milliseconds. */
  expireTime: number;
  /** Window that a text for the public should speak of. */
  advisoryTimeFrame: string;
  /** The mainshock. */
  mainshock: { id: string; time: number; magnitude: number; latitude: number; longitude: number };
  /**
   * Aftershocks so far, by the magnitude from which they count; not known from a magnitude below the
   * smallest of the catalogue, where `count` is only what the catalogue has.
   */
  observations: { magnitude: number; count: number; isKnown: boolean }[];
  /** What made the forecast. */
  model: {
    name: string;
    reference: string;
    region: string;
    parameters: Record<string, number | string>;
    eventsUsed: number;
  };
  /** Probabilities of the fractiles. */
  fractileProbabilities: number[];
  /** Lower ends of the bars. */
  barLabels: number[];
  /** Day, week, month and year. */
  forecast: AftershockWindow[];
  /** When a new forecast is worth making, UTC epoch milliseconds. */
  nextForecastTime: number;
  /** What a reader must know. */
  warnings: string[];
}
