import { standardNormalCumulative } from "../../mathematics/mod.ts";

/** Constants for one measure of ground motion. */
interface Conversion {
  /** Lowest piece, in lg Y. */
  readonly low: Piece;
  /** Where it ends, in lg Y. */
  readonly lowEnd: number;
  /** Middle piece. */
  readonly middle: Piece;
  /** Where the middle piece ends, in lg Y. */
  readonly middleEnd: number;
  /** Where the middle piece ends, as intensity. */
  readonly middleEndIntensity: number;
  /** Highest piece. */
  readonly high: Piece;
  /** Constant of the correction, its slopes with lg distance and with magnitude. */
  readonly correction: readonly [number, number, number];
  /** Standard deviation of the intensity. */
  readonly intensityError: number;
  /** Standard deviation of lg Y. */
  readonly motionError: number;
}

type Piece = readonly [start: number, slope: number];

const CONVERSIONS: Readonly<Record<"pga" | "pgv", Conversion>> = {
  pga: {
    ...{ low: [1.71, 2.08], lowEnd: 0.14, middle: [1.78, 1.55], middleEnd: 1.57 },
    ...{ middleEndIntensity: 4.22, high: [-1.6, 3.7], correction: [-0.91, 1.02, -0.17] },
    ...{ intensityError: 0.66, motionError: 0.35 },
  },
  pgv: {
    ...{ low: [4.62, 2.17], lowEnd: -1.21, middle: [3.78, 1.47], middleEnd: 0.53 },
    ...{ middleEndIntensity: 4.56, high: [2.89, 3.16], correction: [0.9, 0, -0.18] },
    ...{ intensityError: 0.63, motionError: 0.38 },
  },
};

/** Standard acceleration of gravity, cm/s2. */
const GRAVITY_CM_S2 = 980.665;

/** Where the intensity is corrected for distance and magnitude. */
export interface IntensityPlace {
  /** Distance to the rupture, kilometres; taken as 10 to 300. */
  readonly distanceKm: number;
  /** Magnitude; taken as 3 to 7.3. */
  readonly magnitude: number;
}

/** An intensity that was made of a ground motion. */
export interface ConvertedIntensity {
  /** Modified Mercalli intensity, 1 to 10. */
  readonly intensity: number;
  /** Its slope with ln of the motion. */
  readonly slope: number;
  /** Standard deviation of the conversion. */
  readonly error: number;
}

/**
 * Intensity of a ground motion: PGA in g or PGV in cm/s, given as its ln; corrected for distance and
 * magnitude where they are given.
 *
 * Source: Worden, Gerstenberger, Rhoades and Wald (2012), BSSA 102, 204-221;
 * below intensity 2 the piece that ShakeMap takes.
 */
export function intensityOfMotion(
  measure: "pga" | "pgv",
  { lnMotion, place }: { lnMotion: number; place?: IntensityPlace },
): ConvertedIntensity {
  const table = CONVERSIONS[measure];
  const lg = lgMotion(measure, lnMotion);
  const [start, slope] = lg < table.lowEnd
    ? table.low
    : lg < table.middleEnd
    ? table.middle
    : table.high;
  const intensity = start + slope * lg + correctionOf(table, place);
  return {
    intensity: Math.min(10, Math.max(1, intensity)),
    slope: slope / Math.LN10,
    error: table.intensityError,
  };
}

/**
 * How much an intensity changes with ln of a motion that is uncertain: the mean slope over its normal law,
 * which changes smoothly where the slope itself jumps.
 *
 * Source: Stein's lemma: Cov(g(X), X) = Var(X) E g'(X) for a normal X.
 */
export function meanIntensitySlope(
  measure: "pga" | "pgv",
  { lnMotion, lnError }: { lnMotion: number; lnError: number },
): number {
  const { low, lowEnd, middle, middleEnd, high } = CONVERSIONS[measure];
  const lg = lgMotion(measure, lnMotion);
  const below = (end: number) => standardNormalCumulative((end - lg) * Math.LN10 / lnError);
  const [first, second] = [below(lowEnd), below(middleEnd)];
  const slope = low[1] * first + middle[1] * (second - first) + high[1] * (1 - second);
  return slope / Math.LN10;
}

/**
 * The ground motion of an intensity, the other way: ln of PGA in g or of PGV in cm/s with its error.
 *
 * Source: as for `intensityOfMotion`; a relation meant to be used both ways.
 */
export function motionOfIntensity(
  measure: "pga" | "pgv",
  { intensity, place }: { intensity: number; place?: IntensityPlace },
): { readonly lnMotion: number; readonly lnError: number } {
  const table = CONVERSIONS[measure];
  const plain = intensity - correctionOf(table, place);
  const [start, slope] = plain < 2
    ? table.low
    : plain < table.middleEndIntensity
    ? table.middle
    : table.high;
  const lg = (plain - start) / slope - (measure === "pga" ? Math.log10(GRAVITY_CM_S2) : 0);
  return { lnMotion: lg * Math.LN10, lnError: table.motionError * Math.LN10 };
}

/** lg of a motion in cm/s2 or cm/s. */
function lgMotion(measure: "pga" | "pgv", lnMotion: number): number {
  return lnMotion / Math.LN10 + (measure === "pga" ? Math.log10(GRAVITY_CM_S2) : 0);
}

function correctionOf({ correction }: Conversion, place: IntensityPlace | undefined): number {
  if (place === undefined) return 0;
  const distance = Math.log10(Math.min(300, Math.max(10, place.distanceKm)));
  const magnitude = Math.min(7.3, Math.max(3, place.magnitude));
  return correction[0] + correction[1] * distance + correction[2] * magnitude;
}
