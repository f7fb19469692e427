/** How arrival times are believed. */
export interface LocationOptions {
  /** Standard deviation of a P pick that names none, seconds. */
  readonly pErrorSeconds: number;
  /** The same of an S pick. */
  readonly sErrorSeconds: number;
  /** Smallest standard deviation of computed times, seconds: what layers cannot tell. */
  readonly modelErrorSeconds: number;
  /** Standard deviation of computed times as a share of the travel time. */
  readonly modelErrorShare: number;
  /** How many times larger both are for S. */
  readonly sModelErrorFactor: number;
  /** Share of picks that may be anything. */
  readonly outlierShare: number;
  /** Seconds over which such a pick is spread. */
  readonly outlierSeconds: number;
  /** Shallowest hypocentre, kilometres below sea level. */
  readonly smallestDepthKm: number;
  /** Deepest hypocentre, kilometres; but no deeper than travel times go. */
  readonly largestDepthKm: number;
  /** Samples of the posterior; 0 leaves errors out. */
  readonly samples: number;
}

/** What is used where nothing is said. */
export const LOCATION_DEFAULTS: LocationOptions = Object.freeze({
  pErrorSeconds: 0.05, // an analyst or PhaseNet on an impulsive P
  sErrorSeconds: 0.1, // S begins in the coda of P
  modelErrorSeconds: 0.15, // what a column of layers leaves out under each station
  modelErrorShare: 0.01, // half of NonLinLoc's LOCGAU2: gross errors have a law of their own here
  sModelErrorFactor: 1.7, // S takes as much longer, and Vp/Vs is a guess
  outlierShare: 0.03, // a few picks in a hundred
  outlierSeconds: 20, // a wrong phase or event
  smallestDepthKm: -5, // as high as stations stand: a depth in the air tells that it is not constrained
  largestDepthKm: Infinity, // as deep as travel times go
  samples: 400, // the half axes of the ellipsoid to about 5 %
});
