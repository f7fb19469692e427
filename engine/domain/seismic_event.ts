import type { Pick } from "./pick.ts";
import type { Evaluation } from "./review.ts";

/** How one pick fits a hypocentre. */
export interface Arrival {
  /** Identifier; left out where it has none of its own. */
  readonly id?: string;
  /** The pick. */
  readonly pickId: string;
  /** The phase it was taken for. */
  readonly phase: string;
  /** Distance of the epicentre, kilometres; NaN where unknown. */
  readonly distanceKm: number;
  /** Direction from epicentre to station, degrees clockwise from north; NaN where unknown. */
  readonly azimuthDegrees: number;
  /** Observed less computed time, seconds; NaN where unknown. */
  readonly residualSeconds: number;
  /** Weight it had, 0 to 1; NaN where unknown. */
  readonly weight: number;
}

/** An ellipsoid of confidence around a hypocentre; axes from longest to shortest. */
export interface ConfidenceEllipsoid {
  /** Share of the probability inside, such as 0.68. */
  readonly probability: number;
  /** Lengths of the half axes, kilometres. [3] */
  readonly halfAxesKm: readonly [number, number, number];
  /** Direction of each axis as a unit vector (east, north, down). [3] of [3] */
  readonly directions: readonly (readonly [number, number, number])[];
}

/** Where and when an event began. */
export interface Origin {
  /** Identifier. */
  readonly id: string;
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Kilometres below sea level; NaN where unknown. */
  readonly depthKm: number;
  /** Standard deviation of the origin time, seconds. */
  readonly timeErrorSeconds?: number;
  /** Standard deviation of the epicentre, kilometres: the longer half axis of its ellipse. */
  readonly horizontalErrorKm?: number;
  /** Standard deviation of the depth, kilometres. */
  readonly depthErrorKm?: number;
  /** Covariance of (east, north, down), square kilometres. [9], rows first */
  readonly covarianceKm2?: readonly number[];
  /** The 68 % ellipsoid of the hypocentre. */
  readonly ellipsoid?: ConfidenceEllipsoid;
  /** Largest gap between azimuths of stations, degrees. */
  readonly azimuthalGapDegrees?: number;
  /** Weighted root mean square of residuals, seconds. */
  readonly rootMeanSquareSeconds?: number;
  /** The picks it rests on. */
  readonly arrivals: readonly Arrival[];
  /** What found it, such as "quakecast layered ak135". */
  readonly method?: string;
  /** What a person said of it; left out where nobody did. */
  readonly evaluation?: Evaluation;
  /** What a reader must know, such as "depth is not constrained". */
  readonly remarks?: readonly string[];
}

/** A magnitude of an event, or of an event as one station sees it. */
export interface EventMagnitude {
  /** Identifier. */
  readonly id: string;
  /** Its value. */
  readonly magnitude: number;
  /** Its type, such as "ML" or "Mw". */
  readonly magnitudeType: string;
  /** Standard deviation; left out where unknown. */
  readonly error?: number;
  /** Stations it rests on; left out where unknown. */
  readonly stationCount?: number;
  /** The station "NC.MEM" it belongs to; left out where it is the event's. */
  readonly station?: string;
  /** The origin its distances were taken from; left out where unknown. */
  readonly originId?: string;
  /** What found it. */
  readonly method?: string;
  /** What a person said of it; left out where nobody did. */
  readonly evaluation?: Evaluation;
  /** What a reader must know, such as "saturated" or "outside the range of training". */
  readonly remarks?: readonly string[];
}

/** An event with all that is known of it, as QuakeML holds it. */
export interface SeismicEvent {
  /** Identifier. */
  readonly id: string;
  /** Kind of event, such as "earthquake"; empty where unknown. */
  readonly eventType: string;
  /** Who tells of it, such as "us"; left out where unknown. */
  readonly agency?: string;
  /** When that was written, UTC epoch milliseconds; left out where unknown. */
  readonly updatedMs?: number;
  /** Descriptions, such as the name of a region. */
  readonly descriptions: readonly string[];
  /** Hypocentres. */
  readonly origins: readonly Origin[];
  /** Which of them is meant; the first where left out. */
  readonly preferredOriginId?: string;
  /** Magnitudes. */
  readonly magnitudes: readonly EventMagnitude[];
  /** Which of them is meant; the first where left out. */
  readonly preferredMagnitudeId?: string;
  /** Picks. */
  readonly picks: readonly Pick[];
}

/** The origin that is meant: the preferred one, else the first; undefined where there is none. */
export function preferredOrigin(event: SeismicEvent): Origin | undefined {
  return event.origins.find(({ id }) => id === event.preferredOriginId) ?? event.origins[0];
}

/**
 * The magnitude that is meant: the preferred one, else the first that is no station's and was not rejected;
 * undefined for none.
 */
export function preferredMagnitude(event: SeismicEvent): EventMagnitude | undefined {
  const { magnitudes, preferredMagnitudeId } = event;
  return magnitudes.find(({ id }) => id === preferredMagnitudeId) ??
    magnitudes.find(({ station, evaluation }) =>
      station === undefined && evaluation !== "rejected"
    );
}
