/** How cumulative probabilities of a forecast are corrected; 0 and 1 stay as they are. */
export type ProbabilityMap =
  | { kind: "none" }
  | {
    /** logit H(u) = slope · logit(u) + shift. */
    kind: "platt";
    /** Above 0; below 1 where forecasts are too sure. */
    slope: number;
    /** Above 0 where forecasts are too high. */
    shift: number;
  }
  | {
    /** logit H(u) = lowSlope · ln(u) − highSlope · ln(1 − u) + shift. */
    kind: "beta";
    /** Above 0. */
    lowSlope: number;
    /** Above 0. */
    highSlope: number;
    /** Above 0 where forecasts are too high. */
    shift: number;
  }
  | {
    /** Linear between knots, for yes-or-no forecasts. */
    kind: "isotonic";
    /** Cumulative probabilities, ascending. [knot] */
    from: number[];
    /** What they become, ascending. [knot] */
    to: number[];
  };

/** Which cumulative probabilities bound a conformal interval. */
export interface ConformalBounds {
  /** Part of outcomes that the interval shall hold, such as 0.9. */
  level: number;
  /** Outcomes below this cumulative probability lie outside; null where too few windows tell. */
  low: number | null;
  /** Outcomes above this cumulative probability lie outside; null where too few windows tell. */
  high: number | null;
  /** Coverage that the ranks give on average, at least `level`. */
  expected: number;
}

/** A calibration of forecasts, fitted once on data that the model was not fitted on. */
export interface ForecastCalibration {
  /** Windows it was fitted on. */
  windows: number;
  /** Windows that share their outcomes; 1 where they follow each other. */
  overlap: number;
  /** The correction of probabilities. */
  map: ProbabilityMap;
  /** Mean log score of each kind of map on windows left out of its fit, nats a window. */
  validationLogScores: Partial<Record<ProbabilityMap["kind"], number>>;
  /** Conformal intervals by level. */
  intervals: ConformalBounds[];
}

/** One check of a calibration on later data. */
export interface CalibrationCheck {
  /** What was looked at, such as "coverage of 90 % intervals". */
  of: string;
  /** Value that a calibrated forecast has. */
  expected: number;
  /** Value found. */
  observed: number;
  /** Chance of a value at least as far off for a calibrated forecast. */
  probability: number;
}

/** Whether a calibration holds on data later than those it was fitted on. */
export interface CalibrationGate {
  /** Whether no check failed, and there was enough to check on. */
  passed: boolean;
  /** Later windows. */
  windows: number;
  /** Those among them that do not share outcomes. */
  independentWindows: number;
  /** Every check; none where there is too little later data. */
  checks: CalibrationCheck[];
  /** Mean log score of the later windows, nats a window, as forecast and by the map. */
  logScores: { asForecast: number; mapped: number } | null;
  /** The same in a sentence. */
  sentence: string;
}

/** A calibration with the gate it has to pass. */
export interface GatedCalibration {
  /** What was fitted. */
  calibration: ForecastCalibration;
  /** How it did on later data. */
  gate: CalibrationGate;
}

/** The calibrations of one answerer: a network or a baseline. */
export interface AnswerCalibration {
  /** Of the answer as a whole; for maps of the number in the whole region. */
  whole: GatedCalibration;
  /** Of whether anything happens in each cell of a map. */
  cells?: GatedCalibration;
}

/** The calibrations that are kept with a model. */
export interface ModelCalibration {
  /** Version of this layout. */
  format: 1;
  /** Of the windows of a map every such one had its cells looked at. */
  cellStride: number;
  /** The network's. */
  network: AnswerCalibration;
  /** The best baseline's. */
  baseline: AnswerCalibration;
}

/** The gates of a model's calibrations on some later windows. */
export type CalibrationGates = Record<
  "network" | "baseline",
  { whole: CalibrationGate; cells?: CalibrationGate }
>;

/** A calibrated interval. */
export interface CalibratedInterval {
  /** Part of outcomes that such intervals hold at least. */
  level: number;
  /** Lowest value inside; null where too few windows tell. */
  low: number | null;
  /** Highest value inside; null where too few windows tell. */
  high: number | null;
}

/** An answer after calibration, with the gate that tells whether to rely on it. */
export interface CalibratedAnswer {
  /** Conformal intervals; none for yes-or-no forecasts. */
  intervals: CalibratedInterval[];
  /** Probabilities by what they are of, corrected. */
  probabilities: Record<string, number>;
  /** Probability of at least one event in each cell, corrected, for maps. [cell] */
  probabilityOfAny?: number[];
  /** Whether the calibration held on later data, all parts together. */
  passed: boolean;
  /** What was found, a sentence each part. */
  sentences: string[];
}
