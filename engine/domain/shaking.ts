import type { Grid } from "./region.ts";

/** How a fault slips, as far as ground motion depends on it. */
export type FaultMechanism = "unspecified" | "strike-slip" | "normal" | "reverse";

/** What is measured of shaking. */
export type ShakingMeasure = "intensity" | "pga" | "pgv";

/** The event that shakes. */
export interface ShakingSource {
  /** Moment magnitude. */
  readonly magnitude: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Depth of the hypocentre, kilometres. */
  readonly depthKm: number;
  /** Whether that depth was taken because nobody knows it. */
  readonly isDepthAssumed?: boolean;
  /** Direction of the fault, degrees clockwise from north; left out where it is unknown. */
  readonly strikeDegrees?: number;
  /** How it slips; "unspecified" where left out. */
  readonly mechanism?: FaultMechanism;
}

/** Places whose shaking is asked for, as columns. */
export interface ShakenPlaces {
  /** Degrees north. [place] */
  readonly latitude: ArrayLike<number>;
  /** Degrees east. [place] */
  readonly longitude: ArrayLike<number>;
  /** Mean shear-wave velocity of the upper 30 m, metres a second. [place] */
  readonly vs30: ArrayLike<number>;
}

/** A normal law at each place. */
export interface PlaceLaws {
  /** Mean. [place] */
  readonly mean: Float64Array;
  /** Standard deviation. [place] */
  readonly error: Float64Array;
}

/** What is known of shaking at places. */
export interface Shaking {
  /** Modified Mercalli intensity. */
  readonly intensity: PlaceLaws;
  /** ln of the peak ground acceleration in g. */
  readonly lnPga: PlaceLaws;
  /** ln of the peak ground velocity in cm/s. */
  readonly lnPgv: PlaceLaws;
  /** Distance to the rupture, the mean over its possible directions, kilometres. [place] */
  readonly distanceKm: Float64Array;
}

/** What somebody felt or an instrument recorded at a place. */
export interface ShakingObservation {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Modified Mercalli intensity. */
  readonly intensity?: number;
  /** Its standard deviation. */
  readonly intensityError?: number;
  /** Peak ground acceleration, g. */
  readonly pgaG?: number;
  /** Peak ground velocity, cm/s. */
  readonly pgvCmS?: number;
  /** Mean shear-wave velocity of the upper 30 m, metres a second. */
  readonly vs30?: number;
}

/** A map of shaking. */
export interface ShakingMap {
  /** The event. */
  readonly source: ShakingSource;
  /** Cells; the shaking is that at their centres, row by row from the south-west. */
  readonly grid: Grid;
  /** Shaking of each cell. */
  readonly shaking: Shaking;
  /** Probability that the intensity reaches a level, for each level. */
  readonly exceedance: readonly {
    readonly intensity: number;
    /** [cell] */
    readonly probability: Float64Array;
  }[];
}

/** As much of a map of shaking as is needed to show intensities. */
export interface IntensityMap extends Pick<ShakingMap, "source" | "grid"> {
  /** Intensity of each cell. */
  readonly shaking: Pick<Shaking, "intensity">;
}

/** Where the median of the intensity reaches a level. */
export interface IntensityContour {
  /** Modified Mercalli intensity. */
  readonly intensity: number;
  /** Closed rings of [longitude, latitude], the outer one first and counter-clockwise. [polygon, ring, corner] */
  readonly coordinates: [number, number][][][];
}
