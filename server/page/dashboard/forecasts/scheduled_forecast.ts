/** One line of the table of a forecast. */
export interface ForecastTableRow {
  /** Length of the time, such as "7d". */
  readonly horizon: string;
  /** Magnitude from which events count. */
  readonly magnitude: number;
  /** Expected number. */
  readonly mean: number;
  /** Number that is reached with a probability of 97.5 %. */
  readonly low95: number;
  /** Number that is exceeded with a probability of 2.5 %. */
  readonly high95: number;
  /** Probability of at least one. */
  readonly probabilityOfOneOrMore: number;
}

/** A cell of a forecast map: its south-west corner in degrees, and the events expected in it. */
export type RateCell = readonly [west: number, south: number, rate: number];

/** Where events are expected. */
export interface ForecastMapDocument {
  /** Edge of a cell, degrees. */
  readonly cellDegrees: number;
  /** Magnitude from which events count. */
  readonly minimumMagnitude: number;
  /** The cells. */
  readonly cells: readonly RateCell[];
  /** Expected events of all cells. */
  readonly total: number;
}
